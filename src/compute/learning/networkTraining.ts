import { Optimizer, type OptimizerSettings } from '../autograd/optimizer'
import { Parameters } from '../autograd/parameters'
import type { Device } from '../device/device'
import type { Scope } from '../device/scope'
import type { Context } from '../engine/node'
import { randomPermutation } from '../kernels/random/random'
import { reduce } from '../kernels/reduce/reduce'
import { empty, sizeOf, type Tensor } from '../tensor/tensor'
import {
  type Examples,
  layerOf,
  type Network,
  type Owners,
  partsOf,
  Pass,
  rowsAt,
  rowsIn,
  type Weights,
} from './networkPass'

/** Stream of the node from which the seed of a training is drawn; weights at the start have another. */
const seedStream = 1
/** Streams under that seed: the order of rows, then one for each pass. */
const streams = { order: 0, draws: 1 }

export interface TrainingSettings {
  batchSize: number
  optimizer: OptimizerSettings
}

/** Means over rows, of each network; null where it has no metric. */
export interface Figures {
  losses: number[]
  metrics: (number | null)[]
}

export interface Epoch {
  /** Each batch as it was when it was met. */
  training: Figures
  /** After the epoch. */
  validation?: Figures
  /** Length of the gradient of each of `layers`, in the last whole batch. */
  gradients: number[]
}

/** Networks, their optimizers and examples on the device. Nothing is read back but by `read…`. */
export class NetworkTraining {
  /** Layers that learn. */
  readonly layers: readonly string[]
  readonly #device: Device
  readonly #learned: readonly Learned[]
  readonly #owners: Owners
  readonly #order: Tensor
  readonly #journal: Journal
  readonly #rows: number
  readonly #batch: number
  readonly #seed: number

  constructor(
    private readonly context: Context,
    scope: Scope,
    private readonly data: { training: Examples; validation?: Examples },
    networks: readonly Network[],
    settings: TrainingSettings,
  ) {
    const { device } = context
    this.#device = device
    this.#rows = rowsIn(data.training)
    this.#batch = Math.min(settings.batchSize, this.#rows)
    this.#seed = context.random(seedStream).word()
    this.#learned = networks.map(network => learnedBy(device, scope, network, settings.optimizer))
    this.#owners = new Map(
      this.#learned.flatMap(({ network, parameters }) => network.parameters.map(p => [p.name, parameters] as const)),
    )
    this.#order = empty(scope, [this.#rows])
    const asked = [data.training, ...(data.validation ? [data.validation] : [])].flatMap(partsOf).length
    const learned = networks.flatMap(network => network.parameters.filter(p => !p.frozen))
    this.layers = [...new Set(learned.map(p => layerOf(p.name)))]
    this.#journal = new Journal(device, scope, 2 * networks.length * (this.steps + asked) + learned.length)
  }

  /** Steps of an epoch; the last one takes the rows that are left. */
  get steps(): number {
    return Math.ceil(this.#rows / this.#batch)
  }

  /** Launches an epoch: every row once, in an order drawn anew. `rate`: share of the learning rate at each of its steps. */
  async epoch(epoch: number, rate: (step: number) => number, done: (share: number) => void): Promise<void> {
    const skip = 4 * Math.ceil(this.#rows / 4) * epoch
    randomPermutation(this.#device, this.#order, { seed: this.#seed, stream: streams.order, skip })
    for (let at = 0; at < this.steps; at++) {
      this.#step(at, epoch * this.steps + at, rate(epoch * this.steps + at))
      done((at + 1) / this.steps)
      await this.#device.pace(this.context.signal)
    }
    if (this.data.validation) await this.#ask(this.data.validation, 'validation')
  }

  /** What an epoch left: its only readback. */
  async readEpoch(): Promise<Epoch> {
    const means = await this.#journal.read()
    return {
      training: this.#figures(means, 'training'),
      ...(this.data.validation && { validation: this.#figures(means, 'validation') }),
      gradients: this.layers.map(layer => Math.sqrt(means.get(`gradient ${layer}`)!)),
    }
  }

  /** Figures of the parameters as they are, of all training and validation rows. */
  async readFigures(): Promise<Pick<Epoch, 'training' | 'validation'>> {
    await this.#ask(this.data.training, 'training')
    if (this.data.validation) await this.#ask(this.data.validation, 'validation')
    const { training, validation } = await this.readEpoch()
    return { training, ...(validation && { validation }) }
  }

  /** Remembers the parameters as they are. */
  keep(): void {
    for (const { parameters, kept } of this.#learned) copy(this.#device, parameters.values, kept)
  }

  /** Takes back what was kept. */
  restore(): void {
    for (const { parameters, kept } of this.#learned) copy(this.#device, kept, parameters.values)
  }

  /** The parameters as they are, read back. */
  async readWeights(): Promise<Weights> {
    const weights: Record<string, Weights[string]> = {}
    for (const { network, parameters } of this.#learned) {
      const values = await parameters.read()
      for (const { name, shape } of network.parameters) weights[name] = { shape, values: values.get(name)! }
    }
    return weights
  }

  #step(at: number, step: number, share: number): void {
    using scope = this.#device.scope()
    const count = Math.min(this.#batch, this.#rows - at * this.#batch)
    // A binding begins at a multiple of 256 bytes, a batch anywhere.
    const chosen = empty(scope, [count])
    this.#device.copy(this.#order.buffer, 4 * at * this.#batch, chosen.buffer, 0, 4 * count)
    const batch = rowsAt(this.#device, scope, this.data.training, chosen)
    const told = at === Math.max(0, Math.floor(this.#rows / this.#batch) - 1)
    for (const [k, learned] of this.#learned.entries()) {
      const { network, parameters, optimizer, rate } = learned
      const stream = streams.draws + step * this.#learned.length + k
      using pass = new Pass(this.#device, this.#owners, parameters, { seed: this.#seed, stream })
      const loss = this.#judge(pass, network, batch, k, 'training')
      pass.tape.backward(loss)
      if (told) this.#noteGradients(learned)
      optimizer.step(rate * share)
    }
  }

  /** Asks the networks of examples as they will be asked later: nothing is dropped and nothing learned. */
  async #ask(examples: Examples, part: string): Promise<void> {
    for (const batch of partsOf(examples)) {
      for (const [k, { network }] of this.#learned.entries()) {
        using pass = new Pass(this.#device, this.#owners)
        this.#judge(pass, network, batch, k, part)
      }
      await this.#device.pace(this.context.signal)
    }
  }

  #judge(pass: Pass, network: Network, batch: Examples, k: number, part: string) {
    const output = network.forward(pass, batch)
    const loss = network.loss(pass, output, batch)
    const rows = rowsIn(batch)
    this.#journal.note(`${part} loss ${k}`, rows, loss.value)
    if (network.metric?.of) this.#journal.note(`${part} metric ${k}`, rows, network.metric.of(pass, output, batch))
    return loss
  }

  #figures(means: ReadonlyMap<string, number>, part: string): Figures {
    const losses = this.#learned.map((_, k) => means.get(`${part} loss ${k}`)!)
    const metrics = this.#learned.map(({ network: { metric } }, k) => {
      if (!metric) return null
      const { of, shown = x => x } = metric
      return shown(of ? means.get(`${part} metric ${k}`)! : losses[k])
    })
    return { losses, metrics }
  }

  #noteGradients({ network, parameters }: Learned): void {
    using scope = this.#device.scope()
    const noted = new Set<string>()
    for (const parameter of network.parameters.filter(p => !p.frozen)) {
      const layer = layerOf(parameter.name)
      const squares = empty(scope, [])
      reduce(this.#device, 'sumOfSquares', parameters.part(parameter.name, parameters.gradients), squares)
      // Squares of a layer's parts add up: all of them stand for one row.
      this.#journal.note(`gradient ${layer}`, noted.has(layer) ? 0 : 1, squares)
      noted.add(layer)
    }
  }
}

/** Numbers that launches leave, one after the other, until they are read all at once. */
class Journal {
  readonly #buffer: GPUBuffer
  #notes: { name: string; rows: number }[] = []

  constructor(
    private readonly device: Device,
    scope: Scope,
    numbers: number,
  ) {
    this.#buffer = scope.scratch(4 * numbers)
  }

  /** Writes down a number that is a mean over so many rows; of none, one that is added to the mean of its name. */
  note(name: string, rows: number, { buffer, offset }: Tensor): void {
    this.device.copy(buffer, offset, this.#buffer, 4 * this.#notes.length, 4)
    this.#notes.push({ name, rows })
  }

  /** The mean of each name's numbers over all rows, and begins anew. */
  async read(): Promise<Map<string, number>> {
    const notes = this.#notes
    this.#notes = []
    const numbers = await this.device.readFloats(this.#buffer, notes.length)
    const sums = new Map<string, { rows: number; sum: number }>()
    for (const [i, { name, rows }] of notes.entries()) {
      const before = sums.get(name) ?? { rows: 0, sum: 0 }
      sums.set(name, { rows: before.rows + rows, sum: before.sum + (rows || 1) * numbers[i] })
    }
    return new Map([...sums].map(([name, { rows, sum }]) => [name, sum / rows]))
  }
}

interface Learned {
  network: Network
  parameters: Parameters
  optimizer: Optimizer
  rate: number
  kept: Tensor
}

function learnedBy(device: Device, scope: Scope, network: Network, common: OptimizerSettings): Learned {
  const parameters = new Parameters(device, scope, network.parameters)
  const settings = { ...common, ...network.optimizer }
  const optimizer = new Optimizer(parameters, scope, settings)
  return { network, parameters, optimizer, rate: settings.learningRate, kept: empty(scope, parameters.values.shape) }
}

const copy = (device: Device, from: Tensor, to: Tensor): void =>
  device.copy(from.buffer, from.offset, to.buffer, to.offset, sizeOf(from.shape) * 4)
