import type { Scope } from '../device/scope'
import { type Method, optimizerStep, type StepState } from '../kernels/optimizerStep/optimizerStep'
import { reduce } from '../kernels/reduce/reduce'
import { empty, zeros } from '../tensor/tensor'
import type { Parameters } from './parameters'

export interface OptimizerSettings {
  method: Method
  learningRate: number
  /** Weight decay: l2 · θ is added to the gradient of weights (adamW: taken off the weights beside the step). Default 0. */
  l2?: number
  /** μ of momentum and nesterov, β₁ of adam and adamW; default 0.9. */
  momentum?: number
  /** ρ of rmsProp (default 0.9), β₂ of adam and adamW (default 0.999). */
  squares?: number
  epsilon?: number
  /** Longest gradient of all parameters together; longer ones are shortened. None by default. */
  clipNorm?: number
}

/** Takes steps down the gradients of a network's parameters: one launch a step, three with `clipNorm`. Its state lives in `scope`. */
export class Optimizer {
  #step = 0
  readonly #state: StepState

  constructor(
    private readonly parameters: Parameters,
    scope: Scope,
    private readonly settings: OptimizerSettings,
  ) {
    const { values, gradients } = parameters
    const [first, second] = [zeros(scope, values.shape), zeros(scope, values.shape)]
    this.#state = { values, gradients, first, second, norm: empty(scope, [1]) }
  }

  /** Steps taken. */
  get steps(): number {
    return this.#step
  }

  /** One step, from the gradients that a tape has written. `learningRate` overrides the one at the start, for schedules. */
  step(learningRate = this.settings.learningRate): void {
    const { device } = this.parameters
    const { method, l2 = 0, momentum = 0.9, epsilon = 1e-8, clipNorm = 0 } = this.settings
    const { gradients, norm } = this.#state
    if (clipNorm > 0) reduce(device, 'sumOfSquares', gradients, { ...norm, shape: [] }, [0])
    optimizerStep(device, this.#state, {
      method,
      learningRate,
      step: this.#step++,
      decay: l2,
      decayed: this.parameters.decayed,
      momentum,
      squares: this.settings.squares ?? (method === 'rmsProp' ? 0.9 : 0.999),
      epsilon,
      clip: clipNorm,
    })
  }
}
