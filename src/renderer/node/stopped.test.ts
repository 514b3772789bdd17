import { expect, it } from 'vitest'
import type { NodeStatus } from '../stores/run'
import { wasStopped } from './stopped'

const chain = {
  format: 'lathe/pipeline' as const,
  version: 1 as const,
  name: 'chain',
  seed: 1,
  nodes: [],
  edges: [
    { from: 'rows', to: 'use' },
    { from: 'fit', to: 'use.model' },
    { from: 'use', to: 'score' },
    { from: 'other', to: 'fit' },
  ],
}

it.each<[Record<string, NodeStatus>, boolean]>([
  [{ rows: 'done', fit: 'cancelled', use: 'skipped', score: 'skipped' }, true],
  [{ rows: 'done', fit: 'failed', use: 'skipped', score: 'skipped' }, false],
  [{ rows: 'failed', fit: 'cancelled', use: 'skipped', score: 'skipped' }, false],
  [{ rows: 'done', fit: 'done', use: 'done', score: 'skipped', other: 'cancelled' }, false],
])('%j: stopped %s', (statuses, stopped) => {
  expect(wasStopped(chain, 'score', id => statuses[id] ?? 'ready')).toBe(stopped)
})
