import type { OptimizerSettings } from '../autograd/optimizer'
import { type Parameter, Parameters } from '../autograd/parameters'
import { Tape, type Variable } from '../autograd/tape'
import type { Device } from '../device/device'
import type { Scope } from '../device/scope'
import type { Context } from '../engine/node'
import type { Draw } from '../kernels/random/random'
import { take } from '../kernels/take/take'
import { empty, sizeOf, type Tensor } from '../tensor/tensor'

/** Examples on the device, or a batch of them: tensors by name, whose first axis is the rows. */
export type Examples = Readonly<Record<string, Tensor>>

/** A figure beside the loss that people understand. */
export interface Metric {
  /** What it is called: "Accuracy". */
  label: string
  /** Which end of it is the good one. */
  better: 'high' | 'low'
  /** Its mean over the rows of a batch, one number; that of the loss unless given. */
  of?: (pass: Pass, output: Variable, batch: Examples) => Tensor
  /** What a mean over rows is shown as; itself unless given. */
  shown?: (mean: number) => number
}

/** A network as functions of a batch: what it says, how wrong that is, and what it learns with. */
export interface Network {
  /** What it is called, where several are trained beside each other. */
  name?: string
  /** What it learns, each under a name of its own. It may ask for those of networks beside it too, which stand still for it. */
  parameters: readonly Parameter[]
  /** What it says of a batch. Launches alone: nothing is read back. */
  forward: (pass: Pass, batch: Examples) => Variable
  /** Mean loss over the rows of the batch, one number. */
  loss: (pass: Pass, output: Variable, batch: Examples) => Variable
  metric?: Metric
  /** What is other than the optimizer of the training. */
  optimizer?: Partial<OptimizerSettings>
}

/** Numbers of a network by the name of the parameter: plain data, as a state holds it. */
export type Weights = Readonly<Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>>

/** The layer that a parameter belongs to: what stands before the dot of its name. */
export const layerOf = (parameter: string): string => parameter.split('.')[0]

/** The parameters of networks by name, each where its network has them. */
export type Owners = ReadonlyMap<string, Parameters>

/** A batch going through a network. The numbers on the way live as long as it: declare it with `using`. */
export class Pass implements Disposable {
  readonly tape: Tape
  #drawn = 0

  /**
   * @param learning Whose parameters take gradients: the network learns from this batch; undefined where it is only asked.
   * @param draws The stream of random numbers that is this pass's own.
   */
  constructor(
    readonly device: Device,
    private readonly owners: Owners,
    private readonly learning?: Parameters,
    private readonly draws: Draw = { seed: 0 },
  ) {
    this.tape = new Tape(device)
  }

  /** Whether the network learns from this batch: dropout and batch norm do something else then. */
  get training(): boolean {
    return this.learning !== undefined
  }

  /** A parameter, as something to compute with. */
  parameter(name: string): Variable {
    const owner = this.#ownerOf(name)
    return owner === this.learning ? owner.on(this.tape, name) : this.tape.constant(owner.part(name, owner.values))
  }

  /** Whether the network learns this parameter from this batch. */
  learns(name: string): boolean {
    return this.training && this.parameter(name).wanted
  }

  /** The numbers of a frozen parameter, to be changed in place: running figures of batch norm. */
  kept(name: string): Tensor {
    const owner = this.#ownerOf(name)
    return owner.part(name, owner.values)
  }

  /** Random numbers for a mask or noise of so many numbers: others for every call, the same in every run. */
  draw(numbers: number): Draw {
    const skip = this.#drawn
    this.#drawn += 4 * Math.ceil(numbers / 4)
    return { ...this.draws, skip }
  }

  #ownerOf(name: string): Parameters {
    const owner = this.owners.get(name)
    if (!owner) throw new Error(`There is no parameter ${name}.`)
    return owner
  }

  [Symbol.dispose](): void {
    this.tape[Symbol.dispose]()
  }
}

/** Number of examples. */
export const rowsIn = (examples: Examples): number => Object.values(examples)[0].shape[0]

/** The rows `which` (u32) of examples. */
export function rowsAt(device: Device, scope: Scope, examples: Examples, which: Tensor): Examples {
  return mapped(examples, tensor => {
    const out = empty(scope, [which.shape[0], ...tensor.shape.slice(1)])
    take(device, tensor, which, out)
    return out
  })
}

/** Rows that a network is asked of at once. A multiple of 64, so that each part begins where a binding may. */
const askedAtOnce = 4096

/** Examples in parts that are asked one after the other: views, nothing is copied. */
export function partsOf(examples: Examples): Examples[] {
  const rows = rowsIn(examples)
  return Array.from({ length: Math.ceil(rows / askedAtOnce) }, (_, part) => {
    const start = part * askedAtOnce
    const count = Math.min(askedAtOnce, rows - start)
    return mapped(examples, ({ buffer, offset, shape: [, ...inner] }) => ({
      buffer,
      offset: offset + start * sizeOf(inner) * 4,
      shape: [count, ...inner],
    }))
  })
}

const mapped = (examples: Examples, change: (tensor: Tensor) => Tensor): Examples =>
  Object.fromEntries(Object.entries(examples).map(([name, tensor]) => [name, change(tensor)]))

/** What a network with these weights says of examples: rows × outputs, row by row, in one readback. Errors: `cancelled`. */
export async function saidBy(
  { device, signal }: Pick<Context, 'device' | 'signal'>,
  weights: Weights,
  { forward }: Pick<Network, 'forward'>,
  examples: Examples,
): Promise<Float32Array> {
  const rows = rowsIn(examples)
  if (rows === 0) return new Float32Array(0)
  using scope = device.scope()
  const parameters = new Parameters(
    device,
    scope,
    Object.entries(weights).map(([name, { shape, values }]) => ({ name, shape, start: values, decay: false })),
  )
  const owners: Owners = new Map(Object.keys(weights).map(name => [name, parameters]))
  let said: Tensor | undefined
  let at = 0
  for (const part of partsOf(examples)) {
    using pass = new Pass(device, owners)
    const { value } = forward(pass, part)
    said ??= empty(scope, [rows, ...value.shape.slice(1)])
    const bytes = sizeOf(value.shape) * 4
    device.copy(value.buffer, value.offset, said.buffer, at, bytes)
    at += bytes
    await device.pace(signal)
  }
  return device.readFloats(said!.buffer, at / 4)
}
