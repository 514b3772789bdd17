import { throwIfCancelled } from '../../shared/errors'
import type { AdapterInfo } from '../../shared/results/results'
import { Counter } from './counts'
import { Faults, outOfMemory } from './faults'
import { type Kernel, type Launch, packUniforms } from './kernel'
import { Memory } from './memory'
import { Pace, Rate } from './pace'
import { Pipelines } from './pipelines'
import { infoOf, requestAdapter, requestDevice } from './provider'
import { Scope } from './scope'
import { Tuning } from './tuning'

/** A submission should take about this long: no watchdog fires, cancel answers at once. */
const targetMilliseconds = 100
const ringBytes = 65_536
const slotBytes = 256
/** Bytes that are moved in about the time of a multiply-add of a slow kernel. */
const bytesPerWork = 64
/** Nothing tells how much memory an adapter has. Four gigabytes are what a small GPU, or a software adapter's machine, can spare. */
export const memoryBudget = 4 * 2 ** 30

export interface DeviceOptions {
  /** The default limits and features of WebGPU, whatever the adapter offers. */
  plain?: boolean
  /** Bytes that buffers may take, those kept for reuse included. */
  budget?: number
}

/**
 * One WebGPU device: launches are collected and submitted in portions of about 100 ms, memory belongs to scopes, every
 * error reaches the caller. Calls on a lost device throw; they are never silent.
 */
export class Device {
  readonly counter = new Counter()
  readonly memory: Memory
  /** Which variants of kernels are the fastest here. */
  readonly tuning: Tuning
  /** Invocations that share a subgroup, when they are the same number everywhere and kernels may use them; otherwise 0. */
  readonly subgroupSize: number
  readonly #pipelines: Pipelines
  readonly #ring: GPUBuffer
  readonly #ringData = new DataView(new ArrayBuffer(ringBytes))
  #ringUsed = 0
  #pending: GPUCommandEncoder | undefined
  #pass: GPUComputePassEncoder | undefined
  readonly #pace = new Pace()
  readonly #copies = new Rate()
  readonly #reads = new Rate()
  readonly #faults: Faults

  private constructor(
    readonly gpu: GPUDevice,
    readonly info: AdapterInfo,
    budget: number,
    subgroupSize: number,
    driver: string,
  ) {
    this.memory = new Memory(this.counter, budget, () => {
      this.submit()
    })
    this.subgroupSize = subgroupSize
    this.tuning = new Tuning(this, [info.vendor, info.architecture, info.description, driver].join(' | '))
    this.#pipelines = new Pipelines(gpu)
    this.#faults = new Faults(gpu)
    this.#ring = this.#create(ringBytes, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST)
  }

  /** Opens the best adapter with its own limits (default limits with `plain`). */
  static async open({ plain = false, budget = memoryBudget }: DeviceOptions = {}): Promise<Device> {
    const adapter = await requestAdapter()
    const { limits } = adapter
    const subgroups = !plain && adapter.features.has('subgroups')
    const gpu = await requestDevice(
      adapter,
      plain
        ? {}
        : {
            requiredFeatures: subgroups ? ['subgroups'] : [],
            requiredLimits: {
              maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
              maxBufferSize: limits.maxBufferSize,
            },
          },
    )
    const { subgroupMinSize, subgroupMaxSize } = adapter.info
    const subgroupSize = subgroups && subgroupMinSize === subgroupMaxSize ? subgroupMinSize : 0
    const device = new Device(gpu, infoOf(adapter), budget, subgroupSize, adapter.info.device)
    try {
      await device.finish()
      return device
    } catch (error) {
      device.close()
      throw error
    }
  }

  /** Largest storage binding in bytes; matrices are cut into row blocks below it. */
  get bindingLimit(): number {
    return this.gpu.limits.maxStorageBufferBindingSize
  }

  /** Invocations that keep the adapter busy: each walks one long loop. 2,048 suit two cores, a GPU wants far more. */
  get lanes(): number {
    return this.info.software ? 2048 : 65_536
  }

  get isLost(): boolean {
    return this.#faults.lost
  }

  scope(): Scope {
    return new Scope(this)
  }

  /** Used by Scope. Storage, copy source and destination; what its cells hold is not said unless `zeroed`. */
  allocate(bytes: number, zeroed: boolean): GPUBuffer {
    this.#faults.check()
    const size = Math.max(16, Math.ceil(bytes / 16) * 16)
    const limit = this.gpu.limits.maxBufferSize
    if (size > limit) throw outOfMemory(`${size} bytes in one piece; this adapter allows ${limit}`)
    const kept = this.memory.take(size)
    if (kept) {
      if (zeroed) this.clear(kept)
      return kept
    }
    if (!this.memory.makeRoom(size))
      throw outOfMemory(`${size} bytes beside ${this.counter.live} in use; the budget is ${this.memory.budget}`)
    const buffer = this.#create(size, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST)
    this.counter.allocate(size)
    return buffer
  }

  /** A buffer, or an invalid one and an error at the next wait. */
  #create(size: number, usage: GPUBufferUsageFlags): GPUBuffer {
    return this.#faults.watch(['out-of-memory'], () => this.gpu.createBuffer({ size, usage }))
  }

  /** Used by Scope. The buffer goes to the next that asks for its size, in order with the launches around it. */
  release(buffer: GPUBuffer): void {
    this.memory.give(buffer)
  }

  /** Copies data into a buffer, in order with the launches around it. */
  write(buffer: GPUBuffer, data: Float32Array | Uint32Array | Int32Array, byteOffset = 0): void {
    this.#faults.check()
    if (this.#pending) this.submit()
    this.gpu.queue.writeBuffer(buffer, byteOffset, data.buffer, data.byteOffset, data.byteLength)
    this.counter.bytesUp += data.byteLength
  }

  /** Sets bytes to zero, in order with the launches around it. */
  clear(buffer: GPUBuffer): void {
    this.#faults.check()
    this.#betweenPasses().clearBuffer(buffer)
  }

  /** Copies bytes from buffer to buffer, in order with the launches around it. Offsets and `bytes` are multiples of 4. */
  copy(from: GPUBuffer, fromOffset: number, to: GPUBuffer, toOffset: number, bytes: number): void {
    this.#faults.check()
    this.#betweenPasses().copyBufferToBuffer(from, fromOffset, to, toOffset, bytes)
    this.#collected(this.#copies, bytes / bytesPerWork)
  }

  /** The encoder of what is being collected, for what is no launch. */
  #betweenPasses(): GPUCommandEncoder {
    this.#pass?.end()
    this.#pass = undefined
    return (this.#pending ??= this.gpu.createCommandEncoder())
  }

  #collected(rate: Rate, work: number): void {
    this.#pace.add(rate, work)
    if (this.#pace.pending > targetMilliseconds) this.submit()
  }

  /** Adds a launch. It is submitted with the next portion, read or finish. */
  run<B extends string, U extends string>(kernel: Kernel<B, U>, launch: Launch<B, U>): void {
    this.#faults.check()
    const [x, y = 1, z = 1] = launch.groups
    if (x === 0 || y === 0 || z === 0) return
    if (this.#ringUsed + slotBytes > ringBytes) this.submit()
    const { pipeline, layout, rate } = this.#pipelines.get(kernel, launch.constants, launch.variant)
    const names = Object.keys(kernel.bindings) as B[]
    const entries: GPUBindGroupEntry[] = names.map((name, binding) => {
      const bound: GPUBuffer | GPUBufferBinding = launch.bindings[name]
      return { binding, resource: 'buffer' in bound ? bound : { buffer: bound } }
    })
    const offsets: number[] = []
    if (Object.keys(kernel.uniforms).length > 0) {
      const size = packUniforms(kernel, launch.uniforms, this.#ringData, this.#ringUsed)
      entries.push({ binding: names.length, resource: { buffer: this.#ring, size } })
      offsets.push(this.#ringUsed)
      this.#ringUsed += slotBytes
    }
    this.#pending ??= this.gpu.createCommandEncoder()
    this.#pass ??= this.#pending.beginComputePass()
    this.#pass.setPipeline(pipeline)
    this.#pass.setBindGroup(0, this.gpu.createBindGroup({ layout, entries }), offsets)
    this.#pass.dispatchWorkgroups(x, y, z)
    this.counter.dispatches++
    this.#collected(rate, launch.work)
  }

  /** Hands what was collected to the GPU. */
  submit(): void {
    const pending = this.#pending
    if (!pending) return
    this.#pass?.end()
    if (this.#ringUsed > 0) this.gpu.queue.writeBuffer(this.#ring, 0, this.#ringData.buffer, 0, this.#ringUsed)
    this.#faults.watch(['validation', 'internal', 'out-of-memory'], () => this.gpu.queue.submit([pending.finish()]))
    this.counter.submits++
    this.#pace.submit()
    this.#pending = undefined
    this.#pass = undefined
    this.#ringUsed = 0
  }

  /** The first `bytes` bytes of a buffer, once everything before has run. */
  async read(buffer: GPUBuffer, bytes = buffer.size, byteOffset = 0): Promise<ArrayBuffer> {
    this.#faults.check()
    const size = Math.ceil(bytes / 4) * 4
    const staging = this.#create(size, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST)
    try {
      this.#betweenPasses().copyBufferToBuffer(buffer, byteOffset, staging, 0, size)
      this.#pace.add(this.#reads, bytes / bytesPerWork)
      this.submit()
      const mapped = staging.mapAsync(GPUMapMode.READ)
      const copy = await this.#wait(mapped.then(() => staging.getMappedRange().slice(0, bytes)))
      this.counter.readbacks++
      this.counter.bytesDown += size
      return copy
    } finally {
      staging.destroy()
    }
  }

  async readFloats(buffer: GPUBuffer, count: number, offset = 0): Promise<Float32Array> {
    return new Float32Array(await this.read(buffer, count * 4, offset * 4))
  }

  async readInts(buffer: GPUBuffer, count: number): Promise<Uint32Array> {
    return new Uint32Array(await this.read(buffer, count * 4))
  }

  /** Waits until everything submitted has run, and reports what went wrong meanwhile. */
  async finish(): Promise<void> {
    this.submit()
    await this.#wait(this.gpu.queue.onSubmittedWorkDone())
  }

  /** For loops without a read: waits when about two portions are under way, so that cancel answers within a portion. */
  async pace(signal?: AbortSignal): Promise<void> {
    throwIfCancelled(signal)
    if (this.#pace.submitted > 2 * targetMilliseconds) await this.finish()
    throwIfCancelled(signal)
  }

  /**
   * After a refused command: drops what was collected, waits for what was submitted and forgets the fault, which has been told, every
   * free buffer, of which some may be invalid, and after a fault every compiled kernel, for the same reason. The device itself is
   * whole, and must not fail the next node for it.
   */
  async recover(): Promise<void> {
    if (this.isLost) return
    this.#pass = undefined
    this.#pending = undefined
    this.#ringUsed = 0
    this.#pace.forget()
    await this.#faults.settled(this.gpu.queue.onSubmittedWorkDone()).catch(() => undefined)
    this.memory.trim()
    if (this.#faults.forget()) this.#pipelines.forget()
  }

  async #wait<T>(promise: Promise<T>): Promise<T> {
    const done = this.#pace.wait()
    return this.#faults.settled(promise.finally(done))
  }

  /** Gives the device back. Buffers of open scopes go with it. */
  close(): void {
    this.gpu.destroy()
  }
}
