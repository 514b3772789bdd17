import { Device } from '../src/compute/device/device'
import type { Scope } from '../src/compute/device/scope'
import { unwatched } from '../src/compute/engine/iterations'
import { type Body, type Context, type NodeType, type Summary, typeNamed } from '../src/compute/engine/node'
import { runNode } from '../src/compute/engine/runNode'
import type { Frame } from '../src/compute/frame/frame'
import { nodeTypes } from '../src/compute/nodes/registry'
import { Random } from '../src/compute/random/random'
import { Images } from '../src/compute/frame/images'
import { noHost } from '../src/compute/testing/run'
import type { AnyValues } from '../src/shared/params'
import type { AdapterInfo, GpuCounts } from '../src/shared/results/results'

export interface NodeRun {
  /** From the start of the node until the model is learned and the device idle: checks of the frame, target, fit. */
  fit: number
  /** The whole node: with the prediction of every row, and the charts. */
  whole: number
  /** Work until the model was learned. `peakBytes` has the columns that were on the device before. */
  gpu: GpuCounts
  summary: Summary
}

/** One node type on one frame, on a device of its own: the first run sends the columns up and compiles every shader, later ones find both. */
export class NodeRuns implements Disposable {
  readonly #resident: Scope
  readonly #images: Images

  private constructor(
    private readonly type: NodeType,
    private readonly body: Body,
    private readonly params: AnyValues,
    private readonly device: Device,
  ) {
    this.#resident = device.scope()
    this.#images = new Images(device, this.#resident)
  }

  static async open(name: string, given: Record<string, unknown>): Promise<NodeRuns> {
    const type = typeNamed(nodeTypes, name)
    const defaults = Object.entries(type.spec.parameters).map(([key, parameter]) => [key, parameter.default])
    const params = { ...Object.fromEntries(defaults), ...given } as AnyValues
    return new NodeRuns(type, await type.load(), params, await Device.open())
  }

  get adapter(): AdapterInfo {
    return this.device.info
  }

  /** Runs the node on a frame as the engine does. */
  async run(frame: Frame, seed: number): Promise<NodeRun> {
    const { device } = this
    using scope = device.scope()
    const context: Context = {
      node: 'bench',
      seed,
      device,
      images: this.#images,
      scope,
      host: noHost,
      types: nodeTypes,
      signal: new AbortController().signal,
      random: (stream = 0) => new Random(seed, stream),
      progress: () => undefined,
      iterations: unwatched(),
      show: () => undefined,
      warn: () => undefined,
    }
    const inputs = {
      frames: [frame],
      replay: () => Promise.reject(new Error('There is no line.')),
      report: () => {
        throw new Error('A measured node writes no report.')
      },
    }
    const counts = device.counter.since()
    const started = performance.now()
    const mark = { fit: Number.NaN, gpu: counts() }
    const body = marked(this.body, async () => {
      await device.finish()
      Object.assign(mark, { fit: performance.now() - started, gpu: counts() })
    })
    const { summary } = await runNode(context, this.type.spec, body, inputs, this.params)
    await device.finish()
    return { ...mark, whole: performance.now() - started, summary }
  }

  [Symbol.dispose](): void {
    this.#resident[Symbol.dispose]()
    this.device.close()
  }
}

/** The body with a call after its fit. */
function marked({ estimator, transformer }: Body, after: () => Promise<void>): Body {
  const then = async <T>(fit: Promise<T>): Promise<T> => {
    const fitted = await fit
    await after()
    return fitted
  }
  return {
    ...(estimator && { estimator: { ...estimator, fit: (...given) => then(estimator.fit(...given)) } }),
    ...(transformer && { transformer: { ...transformer, fit: (...given) => then(transformer.fit(...given)) } }),
  }
}
