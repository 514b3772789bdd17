import { describe, expect, it } from 'vitest'
import type { Pipeline, PipelineNode } from '../../shared/pipeline/document'
import type { NodeResult } from '../../shared/results/results'
import { openLeaks, withChoice } from './leakChoices'

const leak = { verdict: 'leak', evidence: 'All 9 rows agree.', kept: false, chosen: false }
const result = {
  type: 'table.columns',
  status: 'done',
  summary: {
    target: 'y',
    leaks: {
      leaks: [
        { column: 'fee', ...leak },
        { column: 'paid', ...leak },
      ],
      keys: [{ column: 'no', evidence: 'it counts the rows', kept: false }],
      rows: 9,
      of: 9,
      unread: [],
    },
  },
} as NodeResult
const documentOf = (params: PipelineNode['params']): Pipeline =>
  ({
    format: 'lathe/pipeline',
    version: 1,
    name: '',
    seed: 1,
    nodes: [{ id: 'columns', type: 'table.columns', params: { target: 'y', rename: { sum: 'paid' }, ...params } }],
    edges: [],
  }) as unknown as Pipeline
const open = (document: Pipeline) => {
  const { leaks, keys } = openLeaks(document, () => result)
  return { leaks: leaks.map(l => l.leak.column), keys: keys.map(k => [k.key.column, k.key.kept]) }
}

describe('leaks to settle', () => {
  it('are those that the document says nothing of', () => {
    expect(open(documentOf({}))).toEqual({ leaks: ['fee', 'paid'], keys: [['no', false]] })
    expect(open(documentOf({ ignore: ['fee'] })).leaks).toEqual(['paid'])
    expect(open(documentOf({ keep: ['sum'] })).leaks).toEqual(['fee'])
    expect(open(documentOf({ features: ['fee', 'sum'] })).leaks).toEqual([])
    expect(open(documentOf({ keep: ['no'] })).keys).toEqual([['no', true]])
    // What was found of another target is of no use.
    expect(open(documentOf({ target: 'z' })).leaks).toEqual([])
    expect(openLeaks(documentOf({}), () => ({ type: 'prep.split', status: 'done', summary: {} })).leaks).toEqual([])
  })

  it('are settled by the name that the column had, and unsettled again', () => {
    const params = (d: Pipeline) => d.nodes[0].params
    const ignored = withChoice(documentOf({}), 'columns', 'paid', 'ignore')
    expect(params(ignored)['ignore']).toEqual(['sum'])
    const kept = withChoice(ignored, 'columns', 'paid', 'keep')
    expect(params(kept)).toMatchObject({ keep: ['sum'] })
    expect(params(kept)).not.toHaveProperty('ignore')
    expect(params(withChoice(kept, 'columns', 'paid', null))).not.toHaveProperty('keep')
    const more = withChoice(documentOf({ ignore: ['x'] }), 'columns', 'fee', 'ignore')
    expect(params(more)['ignore']).toEqual(['x', 'fee'])
  })
})
