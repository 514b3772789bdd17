import type { Block } from '../../shared/results/blocks'
import type { Environment, GpuCounts, NodeResult, Results } from '../../shared/results/results'
import type { FrameInfo } from '../frame/info'

/** What a run tells while it goes on. Plain data: it crosses workers as it is. */
export type RunEvent =
  | { type: 'started'; nodes: string[] }
  | { type: 'node'; node: string; status: 'running'; attempt: number }
  | { type: 'progress'; node: string; fraction: number; secondsLeft: number | null }
  /** The node goes step by step and can be finished as it is; `iteration`: steps done, null when they are over; `standing`: held there. */
  | { type: 'iteration'; node: string; iteration: number | null; perSecond: number | null; standing: boolean }
  /** The work on the device so far, some times a second. */
  | { type: 'work'; node: string; gpu: GpuCounts }
  | { type: 'block'; node: string; block: Block }
  /** `frame`: what the node passes on, where it is known. */
  | { type: 'finished'; node: string; result: NodeResult; frame?: FrameInfo }
  /** What each node gave was told as it finished. */
  | { type: 'ended'; status: Results['status']; environment: Environment }
