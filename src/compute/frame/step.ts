import type { AnyValues } from '../../shared/params'
import type { FeatureSchema } from './schema'
import type { State } from './state'

/** A fitted preparation step: enough to apply it to other rows, in a saved model too. */
export interface Step {
  /** Node type, its version, and the parameters it ran with. */
  type: string
  version: number
  params: AnyValues
  state: State
  /** The features it was fitted on, before it changed them, and what else it reads: texts. */
  inputs: readonly FeatureSchema[]
}
