/** What a scope takes its buffers from: a `Device`. */
export interface BufferSource {
  readonly bindingLimit: number
  allocate(bytes: number, zeroed: boolean): GPUBuffer
  write(buffer: GPUBuffer, data: Float32Array | Uint32Array | Int32Array, byteOffset?: number): void
  release(buffer: GPUBuffer): void
}

/**
 * Owns buffers: whatever ends the scope — return, error, cancel — gives them back. Declare with `using`.
 */
export class Scope implements Disposable {
  readonly #buffers = new Set<GPUBuffer>()
  #closed = false

  constructor(readonly device: BufferSource) {}

  /** A storage buffer of at least `bytes` bytes (rounded up to 16), zeroed. Errors: `device` when the adapter cannot hold it. */
  buffer(bytes: number): GPUBuffer {
    return this.#own(bytes, true)
  }

  /** As `buffer`, with cells left as they are: for what a launch writes whole. */
  scratch(bytes: number): GPUBuffer {
    return this.#own(bytes, false)
  }

  #own(bytes: number, zeroed: boolean): GPUBuffer {
    if (this.#closed) throw new Error('A buffer was asked of a closed scope.')
    const buffer = this.device.allocate(bytes, zeroed)
    this.#buffers.add(buffer)
    return buffer
  }

  /** A buffer holding `data`. */
  upload(data: Float32Array | Uint32Array | Int32Array): GPUBuffer {
    const buffer = this.scratch(data.byteLength)
    this.device.write(buffer, data)
    return buffer
  }

  /** Gives one buffer back early. */
  free(buffer: GPUBuffer): void {
    if (this.#buffers.delete(buffer)) this.device.release(buffer)
  }

  [Symbol.dispose](): void {
    this.#closed = true
    for (const buffer of this.#buffers) this.device.release(buffer)
    this.#buffers.clear()
  }
}
