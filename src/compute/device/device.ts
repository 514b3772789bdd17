import { LatheError, throwIfCancelled } from '../../shared/errors'
import type { AdapterInfo } from '../../shared/results/results'
import { Counter } from './counts'
import { type Kernel, type Launch, packUniforms } from './kernel'
import { Memory } from './memory'
import { kernelFault, Pipelines } from './pipelines'
import { infoOf, provider, requestAdapter } from './provider'
import { Scope } from './scope'
import { Tuning } from './tuning'

/** A submission should take about this long: no watchdog fires, cancel answers at once. */
const targetMilliseconds = 100
const ringBytes = 65_536
const slotBytes = 256
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
  #pendingWork = 0
  #submittedWork = 0
  #waitStarted = 0
  /** Multiply-adds per millisecond, learned from waits; starts at a slow software adapter's figure. */
  #rate = 2e5
  #fault: LatheError | undefined
  #lost: LatheError | undefined
  readonly #scopes: Promise<GPUError | null>[] = []

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
    this.#ring = gpu.createBuffer({ size: ringBytes, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST })
    gpu.addEventListener('uncapturederror', event => {
      this.#blame((event as GPUUncapturedErrorEvent).error)
    })
    void gpu.lost.then(info => {
      this.#lost = lostError(info.message)
    })
  }

  /** Opens the best adapter with its own limits (default limits with `plain`). */
  static async open({ plain = false, budget = memoryBudget }: DeviceOptions = {}): Promise<Device> {
    const adapter = await requestAdapter()
    const { limits } = adapter
    const subgroups = !plain && adapter.features.has('subgroups')
    const gpu = await provider().wait(
      adapter.requestDevice(
        plain
          ? {}
          : {
              requiredFeatures: subgroups ? ['subgroups'] : [],
              requiredLimits: {
                maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
                maxBufferSize: limits.maxBufferSize,
              },
            },
      ),
    )
    const { subgroupMinSize, subgroupMaxSize } = adapter.info
    const subgroupSize = subgroups && subgroupMinSize === subgroupMaxSize ? subgroupMinSize : 0
    return new Device(gpu, infoOf(adapter), budget, subgroupSize, adapter.info.device)
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
    return this.#lost !== undefined
  }

  scope(): Scope {
    return new Scope(this)
  }

  /** Used by Scope. Storage, copy source and destination; what its cells hold is not said unless `zeroed`. */
  allocate(bytes: number, zeroed: boolean): GPUBuffer {
    this.#check()
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
    this.gpu.pushErrorScope('out-of-memory')
    const buffer = this.gpu.createBuffer({ size, usage })
    this.#scopes.push(this.gpu.popErrorScope())
    return buffer
  }

  /** Used by Scope. The buffer goes to the next that asks for its size, in order with the launches around it. */
  release(buffer: GPUBuffer): void {
    this.memory.give(buffer)
  }

  /** Copies data into a buffer, in order with the launches around it. */
  write(buffer: GPUBuffer, data: Float32Array | Uint32Array | Int32Array, byteOffset = 0): void {
    this.#check()
    if (this.#pending) this.submit()
    this.gpu.queue.writeBuffer(buffer, byteOffset, data.buffer, data.byteOffset, data.byteLength)
    this.counter.bytesUp += data.byteLength
  }

  /** Sets bytes to zero, in order with the launches around it. */
  clear(buffer: GPUBuffer): void {
    this.#pass?.end()
    this.#pass = undefined
    this.#pending ??= this.gpu.createCommandEncoder()
    this.#pending.clearBuffer(buffer)
  }

  /** Copies bytes from buffer to buffer, in order with the launches around it. Offsets and `bytes` are multiples of 4. */
  copy(from: GPUBuffer, fromOffset: number, to: GPUBuffer, toOffset: number, bytes: number): void {
    this.#check()
    this.#pass?.end()
    this.#pass = undefined
    this.#pending ??= this.gpu.createCommandEncoder()
    this.#pending.copyBufferToBuffer(from, fromOffset, to, toOffset, bytes)
    // A software adapter moves about 70 bytes in the time of one multiply-add of its slowest kernels.
    this.#pendingWork += bytes / 64
    if (this.#pendingWork > this.#rate * targetMilliseconds) this.submit()
  }

  /** Adds a launch. It is submitted with the next portion, read or finish. */
  run<B extends string, U extends string>(kernel: Kernel<B, U>, launch: Launch<B, U>): void {
    this.#check()
    const [x, y = 1, z = 1] = launch.groups
    if (x === 0 || y === 0 || z === 0) return
    if (this.#ringUsed + slotBytes > ringBytes) this.submit()
    const { pipeline, layout } = this.#pipelines.get(kernel, launch.constants, launch.variant)
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
    this.#pendingWork += launch.work
    if (this.#pendingWork > this.#rate * targetMilliseconds) this.submit()
  }

  /** Hands what was collected to the GPU. */
  submit(): void {
    if (!this.#pending) return
    this.#pass?.end()
    if (this.#ringUsed > 0) this.gpu.queue.writeBuffer(this.#ring, 0, this.#ringData.buffer, 0, this.#ringUsed)
    this.gpu.pushErrorScope('validation')
    this.gpu.pushErrorScope('internal')
    this.gpu.pushErrorScope('out-of-memory')
    this.gpu.queue.submit([this.#pending.finish()])
    this.#scopes.push(this.gpu.popErrorScope(), this.gpu.popErrorScope(), this.gpu.popErrorScope())
    this.counter.submits++
    if (this.#submittedWork === 0) this.#waitStarted = performance.now()
    this.#submittedWork += this.#pendingWork
    this.#pending = undefined
    this.#pass = undefined
    this.#pendingWork = 0
    this.#ringUsed = 0
  }

  /** The first `bytes` bytes of a buffer, once everything before has run. */
  async read(buffer: GPUBuffer, bytes = buffer.size, byteOffset = 0): Promise<ArrayBuffer> {
    this.#check()
    const size = Math.ceil(bytes / 4) * 4
    const staging = this.#create(size, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST)
    try {
      this.#pass?.end()
      this.#pass = undefined
      this.#pending ??= this.gpu.createCommandEncoder()
      this.#pending.copyBufferToBuffer(buffer, byteOffset, staging, 0, size)
      this.submit()
      await this.#wait(staging.mapAsync(GPUMapMode.READ))
      this.counter.readbacks++
      this.counter.bytesDown += size
      const copy = staging.getMappedRange().slice(0, bytes)
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
    if (this.#submittedWork > 2 * this.#rate * targetMilliseconds) await this.finish()
    throwIfCancelled(signal)
  }

  /**
   * After a refused command: drops what was collected, waits for what was submitted and forgets the fault, which has been told, and
   * every free buffer, of which some may be invalid. The device itself is whole, and must not fail the next node for it.
   */
  async recover(): Promise<void> {
    if (this.#lost) return
    this.#pass = undefined
    this.#pending = undefined
    this.#pendingWork = 0
    this.#submittedWork = 0
    this.#ringUsed = 0
    await provider()
      .wait(this.gpu.queue.onSubmittedWorkDone())
      .catch(() => undefined)
    await Promise.allSettled(this.#scopes.splice(0))
    this.memory.trim()
    this.#fault = undefined
  }

  /** Throws when the device is gone. What it has refused is told at the next wait, when it is known what went wrong first. */
  #check(): void {
    if (this.#lost) throw this.#lost
  }

  async #wait<T>(promise: Promise<T>): Promise<T> {
    const lost = this.gpu.lost.then(info => {
      throw lostError(info.message)
    })
    lost.catch(() => {})
    const [answer] = await Promise.allSettled([provider().wait(Promise.race([promise, lost]))])
    this.#learnRate()
    for (const scope of await Promise.allSettled(this.#scopes.splice(0)))
      if (scope.status === 'fulfilled' && scope.value) this.#blame(scope.value)
    this.#check()
    if (this.#fault) throw this.#fault
    if (answer.status === 'fulfilled') return answer.value
    throw answer.reason instanceof LatheError ? answer.reason : lostError(String(answer.reason))
  }

  #learnRate(): void {
    const elapsed = performance.now() - this.#waitStarted
    if (this.#submittedWork > 1e5 && elapsed > 1) {
      const measured = this.#submittedWork / elapsed
      this.#rate = Math.min(1e9, Math.max(1e4, 0.5 * this.#rate + 0.5 * measured))
    }
    this.#submittedWork = 0
  }

  /** Keeps what went wrong first; want of memory before all, for an invalid buffer makes other commands fail after it. */
  #blame(error: GPUError): void {
    if (isOutOfMemory(error)) this.#fault = outOfMemory(error.message)
    else this.#fault ??= kernelFault(error.message)
  }

  /** Gives the device back. Buffers of open scopes go with it. */
  close(): void {
    this.gpu.destroy()
  }
}

const isOutOfMemory = (error: GPUError): boolean => error.constructor.name === 'GPUOutOfMemoryError'

function outOfMemory(detail: string): LatheError {
  return new LatheError({
    code: 'device',
    message: `The GPU has no room: ${detail.split('\n')[0]}.`,
    remedy: 'Keep fewer columns in table.columns, load fewer rows, or use an adapter with more memory.',
  })
}

export function lostError(detail: string): LatheError {
  return new LatheError({
    code: 'device',
    message: `The GPU was lost${detail ? ` (${detail})` : ''}.`,
    remedy:
      'Lathe opens it again and repeats the node once; if it happens again, close other programs that use the GPU.',
  })
}
