import { expect, it } from 'vitest'
import { nodeStatus } from './nodeStatus'

it.each([
  ['done', 'done', 'stale'],
  ['failed', 'failed', 'ready'],
  ['skipped', 'skipped', 'ready'],
  ['cancelled', 'cancelled', 'ready'],
  ['running', 'running', 'running'],
  ['queued', 'queued', 'queued'],
  ['ready', 'ready', 'ready'],
] as const)('what is %s shows as %s, and as %s once its parameters or inputs are others', (status, same, changed) => {
  expect(nodeStatus({ status, signature: 'a' }, 'a')).toBe(same)
  expect(nodeStatus({ status, signature: 'a' }, 'b')).toBe(changed)
})
