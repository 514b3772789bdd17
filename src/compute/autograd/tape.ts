import type { Device } from '../device/device'
import type { Scope } from '../device/scope'
import { elementwise } from '../kernels/elementwise/elementwise'
import { describe, empty, sizeOf, type Tensor } from '../tensor/tensor'

/** A value on a tape. */
export interface Variable {
  readonly value: Tensor
  /** Whether its gradient is asked for: it is a parameter or was made of one. */
  readonly wanted: boolean
}

/** Writes a gradient to `out`, or adds it to what `out` holds. */
export type Write = (out: Tensor, accumulate: boolean) => void

/** Passes an input its share of the gradient; nothing is computed for inputs that want none. */
export type Give = (input: Variable, write: Write) => void

/** Given ∂loss/∂output (the output's shape), gives each input ∂loss/∂input. */
export type Backward = (gradient: Tensor, give: Give) => void

interface Step {
  output: Variable
  backward: Backward
}

/**
 * What one step of training computes, recorded forwards and walked backwards: reverse-mode differentiation (Linnainmaa 1970; Wengert's
 * list, 1964). Operations are functions beside it: each launches its kernels at once and records how its gradient goes back. Nothing
 * is read back or waited for, so several steps of a loop share a submission. The tape owns what it computes; declare it with `using`:
 * the next step gets the same buffers from the pool.
 */
export class Tape implements Disposable {
  readonly scope: Scope
  readonly #steps: Step[] = []
  readonly #gradients = new Map<Variable, Tensor>()
  /** Where the gradients of parameters go. */
  readonly #targets = new Map<Variable, Tensor>()

  constructor(readonly device: Device) {
    this.scope = device.scope()
  }

  /** A value without a gradient: data, labels, masks. */
  constant(value: Tensor): Variable {
    return { value, wanted: false }
  }

  /**
   * A leaf whose gradient is asked for; `backward` writes it to `target` (its shape), or to a buffer of the tape's. The same part of a
   * buffer is the same leaf, however often it is asked for: a recurrent network's weights take the gradients of all steps.
   */
  parameter(value: Tensor, target?: Tensor): Variable {
    for (const known of this.#targets.keys())
      if (known.value.buffer === value.buffer && known.value.offset === value.offset) return known
    const variable = { value, wanted: true }
    this.#targets.set(variable, target ?? empty(this.scope, value.shape))
    return variable
  }

  /** A result of `inputs`: `forward` launches what computes it. `backward` is kept when one of the inputs wants a gradient. */
  record(
    shape: readonly number[],
    inputs: readonly Variable[],
    forward: (out: Tensor) => void,
    backward: Backward,
  ): Variable {
    const value = empty(this.scope, shape)
    forward(value)
    return this.view(value, inputs, backward)
  }

  /** As `record`, for a value that is there already: the same numbers in another shape, or a result of several. */
  view(value: Tensor, inputs: readonly Variable[], backward: Backward): Variable {
    const output = { value, wanted: inputs.some(input => input.wanted) }
    if (output.wanted) this.#steps.push({ output, backward })
    return output
  }

  /**
   * Writes ∂loss/∂parameter of every parameter, 0 for those the loss does not depend on. `loss` is one number. A tape is walked once;
   * gradients between go back to the pool as soon as they have been handed on.
   */
  backward(loss: Variable): void {
    if (sizeOf(loss.value.shape) !== 1) throw new Error(`A loss is one number, not ${describe(loss.value.shape)}.`)
    const seed = empty(this.scope, loss.value.shape)
    elementwise(this.device, 'linear', [1], seed)
    this.#gradients.set(loss, seed)
    for (let step; (step = this.#steps.pop());) {
      const gradient = this.#gradients.get(step.output)
      if (!gradient) continue
      step.backward(gradient, this.#give)
      this.#gradients.delete(step.output)
      this.scope.free(gradient.buffer)
    }
    for (const [parameter, target] of this.#targets)
      if (!this.#gradients.has(parameter)) elementwise(this.device, 'linear', [0], target)
  }

  /** The gradient of a parameter, after `backward`. */
  gradient(parameter: Variable): Tensor {
    const target = this.#targets.get(parameter)
    if (!target) throw new Error('Only parameters keep their gradient.')
    return target
  }

  readonly #give: Give = (input, write) => {
    if (!input.wanted) return
    const known = this.#gradients.get(input)
    if (known) return write(known, true)
    const out = this.#targets.get(input) ?? empty(this.scope, input.value.shape)
    write(out, false)
    this.#gradients.set(input, out)
  };

  [Symbol.dispose](): void {
    this.scope[Symbol.dispose]()
  }
}

/** For kernels that only write: writes beside `out` and adds, when it is to be added. */
export function adding(tape: Tape, out: Tensor, accumulate: boolean, write: (out: Tensor) => void): void {
  if (!accumulate) return write(out)
  const share = empty(tape.scope, out.shape)
  write(share)
  elementwise(tape.device, 'add', [out, share], out)
  tape.scope.free(share.buffer)
}
