import type { NodeStatus } from '../../stores/run'

/** Classes of a wire, by the states of the nodes at its ends; empty where nothing goes on. */
export type WireState = '' | 'flow' | 'wait' | 'badw'

export function wireState(from: NodeStatus, to: NodeStatus): WireState {
  if (to === 'failed') return 'badw'
  if (to === 'running') return 'flow'
  if (to === 'queued' || from === 'failed') return 'wait'
  return ''
}
