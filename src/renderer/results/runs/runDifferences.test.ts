import { describe, expect, it } from 'vitest'
import type { Pipeline } from '../../../shared/pipeline/document'
import type { Cell } from '../../../shared/results/blocks'
import type { Results } from '../../../shared/results/results'
import { changes, comparedFigures, runTime } from './runDifferences'

const results = (figures: Record<string, Cell>): Results => ({
  format: 'lathe/results',
  version: 1,
  pipeline: 'p',
  seed: 1,
  status: 'done',
  environment: {
    app: '0',
    adapter: { vendor: '', architecture: '', description: '', software: true },
    variants: {},
  },
  nodes: {
    split: { type: 'prep.split', status: 'done', blocks: [] },
    evaluate: {
      type: 'evaluate',
      status: 'done',
      blocks: [
        {
          kind: 'metrics',
          id: 'headline',
          title: 'Figures',
          items: Object.entries(figures).map(([label, value]) => ({ label, value, format: 'figure' as const })),
        },
      ],
    },
  },
})
const document = (change: Partial<Pipeline> = {}): Pipeline => ({
  format: 'lathe/pipeline',
  version: 1,
  name: 'p',
  seed: 42,
  nodes: [
    { id: 'a', type: 'data.sample', params: { name: 'iris' } },
    { id: 'b', type: 'prep.scale', params: {} },
  ],
  edges: [{ from: 'a', to: 'b' }],
  ...change,
})

describe('two runs side by side', () => {
  it('shows figures with their signed difference', () => {
    const rows = comparedFigures(
      results({ Accuracy: 0.9, F1: 0.8, Old: 1 }),
      results({ Accuracy: 0.95, F1: 0.8, New: 2 }),
    )
    expect(rows.map(r => [r.label, r.before, r.after, r.difference])).toEqual([
      ['Accuracy', '0.900', '0.950', '+0.050'],
      ['F1', '0.800', '0.800', 'same'],
      ['Old', '1.000', '–', ''],
      ['New', '–', '2.000', ''],
    ])
    expect(comparedFigures(results({ Loss: 0.5 }), results({ Loss: 0.4 }))[0].difference).toBe('\u22120.100')
  })
})

describe('what was changed between two documents', () => {
  it('is nothing for equal ones', () => {
    expect(changes(document(), document())).toEqual([])
  })
  it('names parameters, nodes, switches, wires and the seed', () => {
    const after = document({
      seed: 7,
      nodes: [
        { id: 'a', type: 'data.sample', params: { name: 'wine', seed: [1] }, disabled: true },
        { id: 'c', type: 'evaluate', params: {} },
      ],
      edges: [{ from: 'a', to: 'c' }],
    })
    expect(changes(document(), after)).toEqual([
      { node: 'a', what: 'name', before: 'iris', after: 'wine' },
      { node: 'a', what: 'seed', before: 'default', after: '[1]' },
      { node: 'a', what: 'switch', before: 'on', after: 'off' },
      { node: 'b', what: 'node', before: 'prep.scale', after: '–' },
      { node: 'c', what: 'node', before: '–', after: 'evaluate' },
      { node: '', what: 'wire', before: 'a → b', after: '–' },
      { node: '', what: 'wire', before: '–', after: 'a → c' },
      { node: '', what: 'seed', before: '42', after: '7' },
    ])
  })
})

it('tells times of runs by 24 hours, as every other time is told', () => {
  expect(runTime(new Date(2026, 0, 5, 15, 4, 9))).toBe('5 Jan, 15:04:09')
})
