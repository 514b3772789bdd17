import type { Task } from '../../shared/frame'
import type { AnyValues } from '../../shared/params'
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
  /** Features in the order learned. */
  features: readonly string[]
  target?: string
  classes?: readonly (string | number | boolean)[]
  /** Preparation steps between the raw rows and the features. */
  steps: readonly Step[]
  /** The raw columns that the first step starts from. */
  inputs: readonly { name: string; kind: string }[]
}
