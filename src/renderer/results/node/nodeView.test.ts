import { describe, expect, it } from 'vitest'
import { nodeSpecs } from '../../../compute'
import type { Block } from '../../../shared/results/blocks'
import type { NodeRun } from '../../stores/run'
import { blocksOf, judgedRows, metricsOf, type NodeView, attributeLabel } from './nodeView'

const view = (run: Partial<NodeRun>): NodeView => ({
  id: 'n',
  title: 'N',
  status: 'done',
  run: { status: 'done', fraction: 1, secondsLeft: null, attempt: 1, blocks: [], frames: [], ...run },
})
const gpu = { dispatches: 1200, submits: 3, readbacks: 1, bytesUp: 0, bytesDown: 96, peakBytes: 65_536 }

it('tells how many rows were judged', () => {
  const of = (name: string, rows: number): Block => ({
    kind: 'metrics',
    id: name,
    title: '',
    items: [],
    part: { name, rows },
  })
  expect(judgedRows([of('test', 84), of('train', 249), of('test', 84)])).toBe(333)
  expect(judgedRows([of('fold 1', 60), { kind: 'metrics', id: 'x', title: '', items: [] }])).toBeUndefined()
})

describe('the strip of a node', () => {
  it('shows its own figures and the work they were', () => {
    const items = metricsOf(
      view({
        blocks: [{ kind: 'metrics', id: 'm', title: '', items: [{ label: 'Accuracy', value: 0.9 }] }],
        result: { type: 'x', status: 'done', milliseconds: 41.2, gpu },
      }),
      undefined,
    )
    expect(items.map(i => [i.label, i.value, i.context])).toEqual([
      ['Accuracy', 0.9, undefined],
      ['On the GPU', '41 ms', '1,200 dispatches'],
    ])
    expect(items[1].hint).toContain('3 submissions')
  })
  it('shows scalar attributes where a node has no figures', () => {
    const spec = nodeSpecs.get('model.logisticRegression')
    const summary = { nIterations: 12, converged: true, coefficients: [[1]], unknown: 3 }
    const items = metricsOf(view({ result: { type: spec!.type, status: 'done', summary } }), spec)
    expect(items.map(i => [i.label, i.value])).toEqual([
      ['Iterations', 12],
      ['Converged', 'yes'],
    ])
  })
  it('is empty for a node that did not run', () => {
    expect(metricsOf(view({ status: 'ready' }), undefined)).toEqual([])
  })
})

it('a node without blocks shows the columns it passes on', () => {
  const frame = { rows: 3, columns: [{ name: 'a', kind: 'number', role: 'feature', missing: 1 } as const] }
  const [block] = blocksOf(view({ frame }))
  expect(block).toMatchObject({ kind: 'table', rows: [['a', 'number', 'feature', 1]] })
  expect(blocksOf(view({ frame, status: 'failed' }))).toEqual([])
})

it('writes the names of attributes as words', () => {
  expect(['nIterations', 'mcFaddenRSquared', 'logLikelihood', 'aic'].map(attributeLabel)).toEqual([
    'Iterations',
    'McFadden R²',
    'Log likelihood',
    'AIC',
  ])
})
