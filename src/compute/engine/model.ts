import type { Role, Task } from '../../shared/frame'
import type { AnyValues } from '../../shared/params'
import type { FeatureSchema } from '../frame/schema'
import type { Step } from '../frame/step'
import type { State } from '../frame/state'

/** A learned model: what travels on a model wire and what a saved model holds. */
export interface Model {
  type: string
  version: number
  params: AnyValues
  /** Id of the node that learned it. */
  node: string
  task: Task
  state: State
  /** What the columns of the design matrix are called, in the order learned: coefficient j is that of `features[j]`. */
  features: readonly string[]
  /** The columns of the table that they come from. */
  columns: readonly FeatureSchema[]
  /** Rows may lack cells of features. */
  gaps?: true
  /** Columns of the roles that the node needs. */
  roles?: readonly (FeatureSchema & { role: Role })[]
  target?: string
  classes?: readonly (string | number | boolean)[]
  /** Preparation steps between the raw rows and the features. */
  steps: readonly Step[]
  /** The raw columns that the first step starts from. */
  inputs: readonly FeatureSchema[]
}
