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
const figure = (label: string, value: number | null, better?: 'high' | 'low'): NodeResult => ({
  type: 'evaluate',
  status: 'done',
  headline: { label, value, format: 'figure', context: 'test', ...(better && { better }) },
})
const written: NodeResult = {
  type: 'output.table',
  status: 'done',
  headline: { label: 'written', value: 14_200, format: 'integer', text: '14 kB' },
}

it.each([
  [run('cancelled', { a: { type: 'prep.scale', status: 'cancelled' } }), 'stopped'],
  [run('failed', { fill: { type: 'prep.impute', status: 'failed' } }), 'failed at Impute'],
  [run('failed', { odd: { type: 'no.such', status: 'failed' } }), 'failed at odd'],
  [run('done', { e: figure('Accuracy', 0.9875, 'high') }), 'accuracy 0.988 (test)'],
  [run('done', { a: figure('R²', 0.9, 'high'), e: figure('R²', 0.48, 'high'), w: written }), 'R² 0.480 (test)'],
  [run('done', { w: written }), 'written 14 kB'],
  [run('done', { e: figure('R²', null, 'high') }), 'done'],
  [run('done', { k: { type: 'model.kMeans', status: 'done', summary: {} } }), 'done'],
])('a run is told in one line: %#', (results, line) => {
  expect(headlineOf(results)).toBe(line)
})
