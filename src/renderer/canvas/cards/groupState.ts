import type { NodeStatus } from '../../stores/run'
import type { CardState } from '../../node/cardState'

/** From the worst to the best: a group shows the worst state inside. */
const worst: readonly (readonly [NodeStatus, CardState])[] = [
  ['failed', 'failed'],
  ['running', 'running'],
  ['queued', 'queued'],
  ['cancelled', 'ready'],
  ['ready', 'ready'],
  ['stale', 'stale'],
]

export function groupState(statuses: readonly NodeStatus[]): CardState {
  return worst.find(([status]) => statuses.includes(status))?.[1] ?? 'done'
}
