import { expect, it } from 'vitest'
import type { NodeResult, Results } from '../../shared/results/results'
import { headlineOf } from './headline'

const run = (status: Results['status'], nodes: Record<string, NodeResult>): Results => ({
  format: 'lathe/results',
  version: 1,
  pipeline: 'T',
  seed: 1,
  status,
  environment: { app: '0', adapter: { vendor: '', architecture: '', description: '', software: true }, variants: {} },
  nodes,
})
const judged = { headline: { model: 'train', partition: 'test', metric: 'accuracy', value: 0.9875 } }
const squared = { headline: { model: 'train', partition: 'test', metric: 'r2', value: 0.48 } }

it.each([
  [run('cancelled', { a: { type: 'prep.scale', status: 'cancelled' } }), 'stopped'],
  [run('failed', { fill: { type: 'prep.impute', status: 'failed' } }), 'failed at Impute'],
  [run('failed', { odd: { type: 'no.such', status: 'failed' } }), 'failed at odd'],
  [run('done', { e: { type: 'evaluate', status: 'done', summary: judged } }), 'accuracy 0.988 (test)'],
  [run('done', { e: { type: 'evaluate', status: 'done', summary: squared } }), 'R² 0.480 (test)'],
  [run('done', { k: { type: 'model.kMeans', status: 'done', summary: {} } }), 'done'],
])('a run is told in one line: %#', (results, line) => {
  expect(headlineOf(results)).toBe(line)
})
