import { expect, it } from 'vitest'
import type { NodeResult, Results } from '../../shared/results/results'
import { fitting } from './kept'
import type { Ran } from './run'

const result: NodeResult = {
  type: 'evaluate',
  status: 'done',
  summary: { accuracy: 0.977 },
  blocks: [
    { id: 'metrics', kind: 'metrics', title: 'Metrics', items: [{ label: 'accuracy', value: 0.977 }] },
    {
      id: 'rows',
      kind: 'table',
      title: 'Rows',
      columns: [{ name: 'row' }],
      rows: Array.from({ length: 5000 }, (_, i) => [i]),
    },
  ],
}
const results: Results = {
  format: 'lathe/results',
  version: 1,
  pipeline: 'penguins',
  seed: 42,
  status: 'done',
  environment: {
    app: '0.1.0',
    adapter: { vendor: 'v', architecture: 'a', description: 'd', software: true },
    variants: {},
  },
  nodes: { evaluate: result },
}
const ran: Ran = { nodes: [['evaluate', { status: 'done', result, signature: 'abc' }]], results, document: null }

it('keeps what ran as it is while it fits', () => {
  expect(fitting(ran)).toBe(ran)
})

it('counts what stands in it twice once', () => {
  // 5000 rows of one number take 90 kB; the last run holds the very same object.
  expect(fitting(ran, 120_000)).toBe(ran)
})

it('leaves heavy blocks out where they do not fit, and the figures stay', () => {
  const light = fitting(ran, 10_000)!
  const kept = light.nodes[0][1]
  expect(kept).toMatchObject({ status: 'done', signature: 'abc', result: { summary: { accuracy: 0.977 } } })
  expect(kept.result!.blocks!.map(({ id }) => id)).toEqual(['metrics'])
  expect(light.results!.nodes['evaluate']).toBe(kept.result)
})

it('keeps nothing where even the figures do not fit', () => {
  expect(fitting(ran, 100)).toBeNull()
})
