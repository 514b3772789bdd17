import { describe, expect, it } from 'vitest'
import type { Pipeline } from '../../shared/pipeline/document'
import type { Results } from '../../shared/results/results'
import { documentOf, sameData } from './sameTable'
import { signatures } from './signature'

const document = {
  format: 'lathe/pipeline',
  version: 1,
  name: 'A line',
  seed: 1,
  nodes: [
    { id: 'load', type: 'data.sample', params: { name: 'iris' } },
    { id: 'train', type: 'model.pca', params: {} },
  ],
  edges: [{ from: 'load', to: 'train' }],
} as Pipeline
const other = { ...document, seed: 2 }
const columns = [{ name: 'x', kind: 'number', role: 'feature', missing: 3 }]
const results = {
  nodes: {
    load: {
      type: 'data.sample',
      status: 'done',
      summary: { rows: 150, columns, dataset: { name: 'iris', fingerprint: 'a' } },
    },
    train: { type: 'model.pca', status: 'done', summary: { columns: 3 } },
  },
} as unknown as Results

describe('a table that was kept', () => {
  it('is worked out again from a document that gives the same, and from no other', () => {
    const signature = signatures(document).get('train')
    expect(documentOf(signature, 'train', [other, document])).toBe(document)
    expect(documentOf(signature, 'train', [other, null])).toBeUndefined()
    expect(documentOf(undefined, 'train', [document])).toBeUndefined()
  })

  it('is not taken for the same when the data has changed', () => {
    const { load, train } = results.nodes
    const changed = { ...load, summary: { ...load.summary, dataset: { name: 'iris', fingerprint: 'b' } } }
    expect([sameData(load, { ...load }), sameData(load, changed), sameData(undefined, load)]).toEqual([
      true,
      false,
      false,
    ])
    expect(sameData(train, train)).toBe(true)
    expect(sameData({ ...train, finishedEarly: 'iteration 5' }, train)).toBe(false)
  })
})
