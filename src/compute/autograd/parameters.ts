import type { Device } from '../device/device'
import type { Scope } from '../device/scope'
import { sizeOf, type Tensor } from '../tensor/tensor'
import type { Tape, Variable } from './tape'

export interface Parameter {
  readonly name: string
  readonly shape: readonly number[]
  /** Its numbers at the start (`initializers.ts`). */
  readonly start: Float32Array
  /** Whether weight decay (`l2`) takes part: weights yes, biases and scales no. */
  readonly decay: boolean
  /** Stays as it starts, as layers that are kept in fine-tuning: no gradient is computed, and it does not decay. */
  readonly frozen?: boolean
}

/** Parts of a buffer begin at multiples of 256 bytes. */
const aligned = 64

/**
 * The parameters of a network in one buffer, and their gradients in another: an optimizer's step is one launch however many layers there
 * are. Those with weight decay stand first. Gaps between parts are 0 and stay 0.
 */
export class Parameters {
  readonly values: Tensor
  readonly gradients: Tensor
  /** How many numbers, from the first on, have weight decay. */
  readonly decayed: number
  /** All numbers, gaps included. */
  readonly count: number
  readonly #parts = new Map<string, { at: number; shape: readonly number[]; frozen: boolean }>()

  constructor(
    readonly device: Device,
    scope: Scope,
    parameters: readonly Parameter[],
  ) {
    const decays = ({ decay, frozen }: Parameter): boolean => decay && !frozen
    const order = [...parameters.filter(decays), ...parameters.filter(p => !decays(p))]
    let at = 0
    let decayed = 0
    for (const parameter of order) {
      const { name, shape, start, frozen = false } = parameter
      if (start.length !== sizeOf(shape)) throw new Error(`${name}: ${start.length} numbers for ${shape.join(' × ')}.`)
      this.#parts.set(name, { at, shape, frozen })
      at += Math.ceil(sizeOf(shape) / aligned) * aligned
      if (decays(parameter)) decayed = at
    }
    const all = new Float32Array(at)
    for (const { name, start } of order) all.set(start, this.#parts.get(name)!.at)
    this.count = at
    this.decayed = decayed
    this.values = { buffer: scope.upload(all), offset: 0, shape: [at] }
    this.gradients = { buffer: scope.buffer(at * 4), offset: 0, shape: [at] }
  }

  /** The part of a parameter in `whole`: `values`, `gradients` or an optimizer's state. */
  part(name: string, whole: Tensor): Tensor {
    const found = this.#parts.get(name)
    if (!found) throw new Error(`There is no parameter ${name}.`)
    return { buffer: whole.buffer, offset: whole.offset + found.at * 4, shape: found.shape }
  }

  /** The parameter as a leaf of this step's tape. */
  on(tape: Tape, name: string): Variable {
    if (this.#parts.get(name)?.frozen) return tape.constant(this.part(name, this.values))
    return tape.parameter(this.part(name, this.values), this.part(name, this.gradients))
  }

  /** All parameters, read back: to save a model, or to show weights. */
  async read(): Promise<Map<string, Float32Array>> {
    const all = await this.device.readFloats(this.values.buffer, this.count)
    return new Map([...this.#parts].map(([name, { at, shape }]) => [name, all.slice(at, at + sizeOf(shape))]))
  }
}
