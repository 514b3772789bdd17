import type { ErrorParts } from '../errors'
import type { Remedy } from '../remedy'
import type { Block } from './blocks'
import type { Headline } from './headline'

/** What `--results` writes and what reports and the window are drawn from. Version 1 of `lathe/results`. */
export interface Results {
  format: 'lathe/results'
  version: 1
  pipeline: string
  seed: number
  status: 'done' | 'failed' | 'cancelled'
  environment: Environment
  nodes: Record<string, NodeResult>
}

export interface Environment {
  app: string
  adapter: AdapterInfo
  /** Kernel variants used: name → variant. With the same seed and adapter they give bit-equal results. */
  variants: Record<string, string>
}

export interface AdapterInfo {
  vendor: string
  architecture: string
  description: string
  software: boolean
}

/** Exact counts of the work a node did on the device. */
export interface GpuCounts {
  dispatches: number
  submits: number
  readbacks: number
  bytesUp: number
  bytesDown: number
  peakBytes: number
}

export interface NodeResult {
  type: string
  status: 'done' | 'failed' | 'cancelled' | 'skipped'
  milliseconds?: number
  /** Taken from the cache: nothing was computed. */
  cached?: boolean
  /** Where a person finished the training before its end: "iteration 1,860". */
  finishedEarly?: string
  gpu?: GpuCounts
  /** The one figure that says what the node did. */
  headline?: Headline
  summary?: Record<string, unknown>
  blocks?: Block[]
  warnings?: string[]
  /** What one press does about a warning: `text` is the warning's. */
  advice?: Remedy[]
  error?: ErrorParts
}
