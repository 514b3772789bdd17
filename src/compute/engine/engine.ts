import type { Host, ReportRequest } from '../../shared/contracts/host'
import { LatheError, throwIfCancelled } from '../../shared/errors'
import type { NodeSpec } from '../../shared/node'
import type { AnyValues } from '../../shared/params'
import type { Pipeline, PipelineNode } from '../../shared/pipeline/document'
import { Graph, portOf } from '../../shared/pipeline/graph'
import { validate, valuesOf } from '../../shared/pipeline/validate'
import type { Remedy } from '../../shared/remedy'
import type { NodeResult, Results } from '../../shared/results/results'
import { datasetOf, type TableSummary } from '../../shared/results/table'
import { Device } from '../device/device'
import { DeviceHolder } from '../device/holder'
import { schemaOf } from '../frame/frame'
import { infoOf } from '../frame/info'
import type { RunEvent } from './events'
import type { Taken } from './example'
import { type Iterations, type Tell, watchedIterations, type RunControls } from './iterations'
import { keyOf } from './key'
import { type Context, type Inputs, type NodeTypes, type Output, type Replay, typeNamed } from './node'
import { DeviceSession, environmentOf } from './deviceSession'

/** Engine's version: part of every cache key and of the results. */
export const appVersion = '0.1.0'

/** Results kept between runs: several lines of forty nodes. The ones used longest ago go first. */
const mostKept = 256

interface Kept {
  output: Output
  result: NodeResult
}

export interface RunOptions {
  signal?: AbortSignal
  /** Runs only this node and what it takes from. */
  until?: string
  onEvent?: (event: RunEvent) => void
  /** Read again and again while the run goes on. */
  controls?: Readonly<RunControls>
  /** Called with what a node gave, before the event that it finished; a node that was switched off took nothing. */
  onOutput?: (node: string, output: Output, taken?: Taken) => void
}

export interface Outcome {
  results: Results
  /** What each node gave, for those that are done. */
  outputs: ReadonlyMap<string, Output>
}

/**
 * Runs pipelines. Results are kept by content — type, version, parameters, seed and the keys of the inputs, file fingerprints
 * included — so a second run does only what changed. A failed node stops what follows it, never the rest.
 */
export class Engine {
  readonly #kept = new Map<string, Kept>()
  readonly #types: NodeTypes
  readonly #host: Host
  readonly devices: DeviceHolder

  constructor(types: NodeTypes, host: Host, devices = new DeviceHolder(() => openTuned(host))) {
    this.#types = types
    this.#host = host
    this.devices = devices
  }

  /** Errors: `pipeline` and `parameter` when the document is wrong; faults of nodes are in the results instead. */
  async run(document: Pipeline, options: RunOptions = {}): Promise<Outcome> {
    validate(document, specsOf(this.#types))
    return new PipelineRun(this.#types, this.#host, this.devices, this.#kept, document, options).go()
  }

  /** Forgets what earlier runs gave. */
  clear(): void {
    this.#kept.clear()
  }

  /**
   * Measures which variants of the kernels used so far are the fastest here, until all is known or the signal comes: for times when no run
   * is under way. Never fails: what is not learned now will be another time.
   */
  async tune(signal: AbortSignal): Promise<void> {
    const device = this.devices.current
    if (!device || device.isLost || signal.aborted || !device.tuning.unmeasured) return
    if (await device.tuning.measure(signal)) await this.#host.tuning?.write(device.tuning.text()).catch(() => undefined)
  }

  async close(): Promise<void> {
    await this.devices.close()
  }
}

const specsOf = (types: NodeTypes): Map<string, NodeSpec> => new Map([...types].map(([type, { spec }]) => [type, spec]))

/** A device that knows what was measured on its adapter before. */
async function openTuned(host: Host): Promise<Device> {
  const device = await Device.open()
  // A run does not fail for want of findings.
  device.tuning.load((await host.tuning?.read().catch(() => '')) ?? '')
  return device
}

/** One run of one document. */
class PipelineRun {
  readonly #types: NodeTypes
  readonly #host: Host
  readonly #devices: DeviceHolder
  readonly #kept: Map<string, Kept>
  readonly #document: Pipeline
  readonly #graph: Graph
  readonly #options: RunOptions
  readonly #outputs = new Map<string, Output>()
  readonly #keys = new Map<string, string>()
  readonly #results: Record<string, NodeResult> = {}
  readonly #used = new Map<string, Kept>()
  readonly #signal: AbortSignal
  readonly #emit: (event: RunEvent) => void

  constructor(
    types: NodeTypes,
    host: Host,
    devices: DeviceHolder,
    kept: Map<string, Kept>,
    document: Pipeline,
    options: RunOptions,
  ) {
    this.#types = types
    this.#host = host
    this.#devices = devices
    this.#kept = kept
    this.#document = document
    this.#graph = Graph.of(document)
    this.#options = options
    this.#signal = options.signal ?? new AbortController().signal
    this.#emit = options.onEvent ?? (() => undefined)
  }

  async go(): Promise<Outcome> {
    const nodes = this.#plan()
    this.#emit({ type: 'started', nodes: nodes.map(n => n.id) })
    const session = new DeviceSession(this.#devices)
    try {
      await session.open()
      for (const node of nodes) {
        const result = await this.#resultOf(node, session)
        this.#results[node.id] = result
        const output = this.#outputs.get(node.id)
        if (output) this.#options.onOutput?.(node.id, output, this.#taken(node))
        const frame = output?.frame
        this.#emit({ type: 'finished', node: node.id, result, ...(frame && { frame: infoOf(frame) }) })
      }
    } finally {
      session.close()
    }
    for (const [key, kept] of this.#used) {
      this.#kept.delete(key)
      this.#kept.set(key, kept)
    }
    for (const key of [...this.#kept.keys()].slice(0, -mostKept)) this.#kept.delete(key)
    const results = this.#report().results
    this.#emit({ type: 'ended', status: results.status, environment: results.environment })
    return { results, outputs: this.#outputs }
  }

  /** Nodes in order; those that write come last, so that a report knows everything before it. */
  #plan(): PipelineNode[] {
    const { until } = this.#options
    const wanted = until === undefined ? undefined : this.#graph.reach(until, 'before')
    const nodes = this.#graph.order!.filter(id => !wanted || wanted.has(id)).map(id => this.#graph.node(id)!)
    const writes = (n: PipelineNode): boolean => this.#spec(n).group === 'output'
    return [...nodes.filter(n => !writes(n)), ...nodes.filter(writes)]
  }

  #spec(node: PipelineNode): NodeSpec {
    return this.#types.get(node.type)!.spec
  }

  /** The node's result, whatever happens to it. */
  async #resultOf(node: PipelineNode, session: DeviceSession): Promise<NodeResult> {
    const started = performance.now()
    const broken = this.#graph.into(node.id).find(({ from }) => !this.#outputs.has(from.node))
    if (broken) return { type: node.type, status: 'skipped', warnings: [`${broken.from.node} gave nothing.`] }
    try {
      throwIfCancelled(this.#signal)
      return await this.#run(node, session, started)
    } catch (thrown) {
      const error = LatheError.from(thrown).at(node.id)
      const status = error.code === 'cancelled' ? 'cancelled' : 'failed'
      return { type: node.type, status, milliseconds: performance.now() - started, error: error.toJSON() }
    }
  }

  async #run(node: PipelineNode, session: DeviceSession, started: number): Promise<NodeResult> {
    const spec = this.#spec(node)
    const inputs = this.#inputs(node, spec)
    if (node.disabled) {
      // A switched-off node passes its first frame on; one that takes none gives nothing, and what follows it is skipped.
      if (inputs.frames[0]) this.#outputs.set(node.id, { frame: inputs.frames[0], summary: {} })
      this.#keys.set(node.id, await keyOf(['off', ...this.#inputKeys(node)]))
      return { type: node.type, status: 'skipped' }
    }
    const params = valuesOf(node, spec)
    const seed = this.#seed(params)
    const body = await typeNamed(this.#types, node.type).load()
    const tell: Tell = (iteration, perSecond, standing) =>
      this.#emit({ type: 'iteration', node: node.id, iteration, perSecond, standing })
    const iterations = watchedIterations(node.id, this.#options.controls ?? { pace: 'full' }, this.#signal, tell)
    const progress = this.#progress(node.id, iterations)
    const outside = await body.identity?.({ host: this.#host, signal: this.#signal, progress }, params)
    const key = await keyOf([appVersion, spec.type, spec.version, params, seed, outside?.key, this.#inputKeys(node)])
    this.#keys.set(node.id, key)
    const known = spec.group === 'output' ? undefined : (this.#used.get(key) ?? this.#kept.get(key))
    if (known) {
      this.#outputs.set(node.id, known.output)
      this.#used.set(key, known)
      return { ...known.result, cached: true }
    }
    const warnings: string[] = []
    const advice: Remedy[] = []
    const warn: Context['warn'] = (sentence, fix) => {
      if (warnings.includes(sentence)) return
      warnings.push(sentence)
      if (fix) advice.push({ text: sentence, fix })
    }
    const { output, gpu } = await session.run(
      {
        spec,
        body,
        inputs: { ...inputs, opened: outside?.opened },
        params,
        base: {
          node: node.id,
          seed,
          host: this.#host,
          types: this.#types,
          signal: this.#signal,
          progress,
          show: block => this.#emit({ type: 'block', node: node.id, block }),
          warn,
          iterations,
        },
      },
      this.#emit,
    )
    this.#outputs.set(node.id, output)
    const { early } = iterations
    if (early) warn(`Finished by hand at ${early.at}: the model is as it was then. Run again to train it to the end.`)
    const result: NodeResult = {
      type: node.type,
      status: 'done',
      milliseconds: performance.now() - started - iterations.stood,
      gpu,
      ...(output.headline && { headline: output.headline }),
      summary: { ...(output.frame && frameSummary(output, spec)), ...output.summary },
      ...(output.blocks?.length && { blocks: output.blocks }),
      ...(warnings.length && { warnings }),
      ...(advice.length && { advice }),
      ...(early && { finishedEarly: early.at }),
    }
    // What was finished early is not what the parameters give: neither it nor what follows from it stands for that in another run.
    if (early) this.#keys.set(node.id, await keyOf([key, early.iteration]))
    else this.#used.set(key, { output, result })
    return result
  }

  #seed(params: AnyValues): number {
    return (params['seed'] as number | null | undefined) ?? this.#document.seed
  }

  #taken(node: PipelineNode): Taken | undefined {
    if (node.disabled) return undefined
    const spec = this.#spec(node)
    const params = valuesOf(node, spec)
    const [frame] = this.#inputs(node, spec).frames
    return { type: node.type, params, seed: this.#seed(params), ...(frame && { frame }) }
  }

  #inputs(node: PipelineNode, spec: NodeSpec): Inputs {
    const frames: NonNullable<Output['frame']>[] = []
    let model: Output['model']
    for (const { from, to } of this.#graph.into(node.id)) {
      const output = this.#outputs.get(from.node)!
      if (portOf(spec.inputs, to)!.kind === 'model') model = output.model
      else if (output.frame) frames.push(output.frame)
    }
    return {
      frames,
      ...(model && { model }),
      report: () => this.#report(),
      replay: (changes, until) => this.#replay(node.id, changes, until),
    }
  }

  /** A run within this one, with images of its own: those of the node that waits for it stay where they are. */
  async #replay(from: string, changes: Parameters<Replay>[0], until: string): Promise<Output> {
    // What the node gives is kept by the keys of what it takes from: only that may be changed.
    const before = this.#graph.reach(from, 'before')
    const strange = [...Object.keys(changes), until].find(id => id === from || !before.has(id))
    if (strange !== undefined) throw new Error(`${from} does not take from ${strange}.`)
    const nodes = this.#document.nodes.map(n => {
      const other = changes[n.id]
      return other ? { ...n, params: { ...n.params, ...other } } : n
    })
    const document = { ...this.#document, nodes }
    validate(document, specsOf(this.#types))
    for (const [key, kept] of this.#used) this.#kept.set(key, kept)
    const options = { signal: this.#signal, until }
    const run = new PipelineRun(this.#types, this.#host, this.#devices, this.#kept, document, options)
    const { results, outputs } = await run.go()
    throwIfCancelled(this.#signal)
    const output = outputs.get(until)
    if (output) return output
    const failed = Object.values(results.nodes).find(({ error }) => error)
    throw new LatheError(failed?.error ?? { code: 'internal', message: `${until} gave nothing.` })
  }

  #inputKeys(node: PipelineNode): string[] {
    return this.#graph
      .into(node.id)
      .map(({ from, written }) => `${written.to}=${this.#keys.get(from.node)}.${from.port ?? ''}`)
  }

  /** Progress with the time left, by proportion; time that a training stood still is none. At most 30 events a second. */
  #progress(node: string, iterations: Iterations): (fraction: number) => void {
    const started = performance.now()
    let last = -Infinity
    return fraction => {
      const now = performance.now()
      if (now - last < 33 && fraction < 1) return
      last = now
      const elapsed = (now - started - iterations.stood) / 1000
      // A long run tells the time left after a second, roughly; a short one waits until it is known well.
      const known = elapsed > 0.5 && fraction > (elapsed > 1 ? 0.001 : 0.02)
      const secondsLeft = known ? (elapsed * (1 - fraction)) / fraction : null
      this.#emit({ type: 'progress', node, fraction, secondsLeft })
    }
  }

  #report(): ReportRequest {
    return reportOf(this.#document, { results: this.#assemble(), outputs: this.#outputs })
  }

  #assemble(): Results {
    const all = Object.values(this.#results)
    const has = (status: NodeResult['status']): boolean => all.some(r => r.status === status)
    return {
      format: 'lathe/results',
      version: 1,
      pipeline: this.#document.name,
      seed: this.#document.seed,
      status: has('cancelled') ? 'cancelled' : has('failed') ? 'failed' : 'done',
      environment: environmentOf(appVersion, this.#devices.current),
      nodes: this.#results,
    }
  }
}

/** What a report of a run needs. */
export function reportOf(document: Pipeline, { results, outputs }: Outcome): ReportRequest {
  const datasets = document.nodes.flatMap(node => {
    const read = datasetOf(results.nodes[node.id]?.summary)
    const frame = outputs.get(node.id)?.frame
    return read && frame ? [{ node: node.id, ...read, rows: frame.rows, columns: frame.columns.length }] : []
  })
  return { document, results, datasets }
}

function frameSummary(output: Output, spec: NodeSpec): TableSummary | undefined {
  if (spec.group === 'model' || spec.group === 'result') return undefined
  return { rows: output.frame!.rows, columns: schemaOf(output.frame!) }
}
