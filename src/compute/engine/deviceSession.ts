import type { NodeSpec } from '../../shared/node'
import type { AnyValues } from '../../shared/params'
import type { Environment, GpuCounts } from '../../shared/results/results'
import { verify } from '../device/canary'
import type { Device } from '../device/device'
import type { DeviceHolder } from '../device/holder'
import type { Scope } from '../device/scope'
import { Random } from '../random/random'
import { Images } from '../frame/images'
import type { RunEvent } from './events'
import type { Body, Context, Inputs, Output } from './node'
import { runNode } from './runNode'

export interface Job {
  spec: NodeSpec
  body: Body
  inputs: Inputs
  params: AnyValues
  base: Omit<Context, 'device' | 'images' | 'scope' | 'random'>
}

/** The device side of one run: column images live as long as it, each node's buffers as long as the node. */
export class DeviceSession {
  #device: Device | undefined
  #images: Images | undefined
  #scope: Scope | undefined
  #unregister: (() => void) | undefined

  constructor(private readonly devices: DeviceHolder) {}

  /** Opens the device, or another one when it was lost. Errors: `adapter`. */
  async open(): Promise<Device> {
    const device = await this.devices.get()
    if (device !== this.#device) {
      this.#device = device
      this.#scope = device.scope()
      this.#images = new Images(device, this.#scope)
      this.#unregister = device.memory.register(this.#images)
    }
    return device
  }

  /** Runs a node and proves that the device still computes. After a loss it runs once more on a new device. */
  async run(job: Job, emit: (event: RunEvent) => void): Promise<{ output: Output; gpu: GpuCounts }> {
    try {
      return await this.#attempt(job, emit, 1)
    } catch (error) {
      if (this.#device?.isLost && !job.base.signal.aborted) return this.#attempt(job, emit, 2)
      this.#images?.nextNode()
      this.#images?.evict(Infinity)
      await this.#device?.recover()
      throw error
    }
  }

  async #attempt(
    job: Job,
    emit: (event: RunEvent) => void,
    attempt: number,
  ): Promise<{ output: Output; gpu: GpuCounts }> {
    const device = await this.open()
    emit({ type: 'node', node: job.base.node, status: 'running', attempt })
    this.#images!.nextNode()
    using scope = device.scope()
    const counts = device.counter.since()
    const { node, progress } = job.base
    const tellWork = paced(workMilliseconds, () => emit({ type: 'work', node, gpu: counts() }))
    const context: Context = {
      ...job.base,
      progress: fraction => {
        progress(fraction)
        tellWork()
      },
      device,
      images: this.#images!,
      scope,
      random: (stream = 0) => new Random(job.base.seed, streamOf(job.spec.type) + stream),
    }
    const output = await runNode(context, job.spec, job.body, job.inputs, job.params)
    if (counts().dispatches > 0) await verify(device)
    return { output, gpu: counts() }
  }

  /** Gives the images back, and all memory to the adapter. */
  close(): void {
    this.#unregister?.()
    if (this.#device && !this.#device.isLost) {
      this.#scope?.[Symbol.dispose]()
      this.#device.memory.trim()
    }
    this.#unregister = undefined
    this.#scope = undefined
    this.#images = undefined
    this.#device = undefined
  }
}

/** The work of a node that is running is told this often, in milliseconds. */
const workMilliseconds = 250

/** Does something at most once in so many milliseconds, the first time when as many have passed. */
function paced(milliseconds: number, act: () => void): () => void {
  let last = performance.now()
  return () => {
    const now = performance.now()
    if (now - last < milliseconds) return
    last = now
    act()
  }
}

/** What a result must name to be repeated. */
export function environmentOf(app: string, device: Device | undefined): Environment {
  const adapter = device?.info ?? { vendor: '', architecture: '', description: 'none', software: false }
  return { app, adapter, variants: device ? { lanes: String(device.lanes), ...device.tuning.used } : {} }
}

/** A node type's own stream of random numbers (FNV-1a of its name, 20 bits), with room for 4,096 streams inside. */
function streamOf(type: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < type.length; i++) hash = Math.imul(hash ^ type.charCodeAt(i), 0x01000193)
  return ((hash >>> 12) & 0xfffff) * 4096
}
