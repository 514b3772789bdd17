import { expect, it } from 'vitest'
import type { Block } from './blocks'
import { lightResults } from './light'
import type { Results } from './results'

const table = (rows: number): Block => ({
  kind: 'table',
  id: `table${rows}`,
  title: 'Rows',
  columns: [{ name: 'x' }],
  rows: Array.from({ length: rows }, (_, i) => [i]),
})
const results: Results = {
  format: 'lathe/results',
  version: 1,
  pipeline: 'p',
  seed: 1,
  status: 'done',
  environment: { app: '0', adapter: { vendor: '', architecture: '', description: '', software: true }, variants: {} },
  nodes: {
    train: {
      type: 'model.kMeans',
      status: 'done',
      milliseconds: 3,
      summary: { inertia: 1.5, labels: Array(10_000).fill(1), note: 'x'.repeat(200_000) },
      blocks: [table(10), table(5000), table(1000)],
    },
    load: { type: 'data.sample', status: 'failed', error: { code: 'data', message: 'No.' } },
  },
}

it('keeps figures and short tables, and drops rows upon rows', () => {
  const before = structuredClone(results)
  const { nodes } = lightResults(results)
  expect(nodes['train']).toEqual({
    type: 'model.kMeans',
    status: 'done',
    milliseconds: 3,
    summary: { inertia: 1.5 },
    blocks: [table(10), table(1000)],
  })
  expect(nodes['load']).toEqual(results.nodes['load'])
  expect(results).toEqual(before)
})
