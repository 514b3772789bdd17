import { expect, it } from 'vitest'
import type { LastRun } from '../../shared/contracts/projects'
import type { NodeResult, Results } from '../../shared/results/results'
import { lastRunOf, ranOf } from './lastRun'
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

/** As it comes back from the disk. */
const back = (limit?: number): Ran | null => ranOf(JSON.parse(JSON.stringify(lastRunOf(ran, limit))) as LastRun)

it('comes back as it was, with one object where there was one', () => {
  const found = back()!
  expect(found).toEqual(ran)
  expect(found.nodes[0][1].result).toBe(found.results!.nodes['evaluate'])
  expect(JSON.stringify(lastRunOf(ran)).match(/0\.977/g)).toHaveLength(2)
})

it('keeps what a node gave in an earlier run than the last', () => {
  const earlier = { ...ran, results: { ...results, nodes: {} } }
  expect(ranOf(lastRunOf(earlier))).toEqual(earlier)
  expect(ranOf(lastRunOf({ ...ran, results: null }))).toEqual({ ...ran, results: null })
})

it('counts what stands in it twice once', () => {
  // 5000 rows of one number take 90 kB; the last run holds the very same object.
  expect(back(120_000)).toEqual(ran)
})

it('leaves heavy blocks out where they do not fit, and the figures stay', () => {
  const light = back(10_000)!
  const kept = light.nodes[0][1]
  expect(kept).toMatchObject({ status: 'done', signature: 'abc', result: { summary: { accuracy: 0.977 } } })
  expect(kept.result!.blocks!.map(({ id }) => id)).toEqual(['metrics'])
  expect(light.results!.nodes['evaluate']).toBe(kept.result)
})

it('is nothing where nothing was kept, or by another version', () => {
  expect(ranOf(null)).toBeNull()
  expect(ranOf({ ...lastRunOf(ran), shape: 0 })).toBeNull()
})
