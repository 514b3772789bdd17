import type { Counter } from './counts'

/** A cache of buffers that can be had again: asked to give some back when the budget is used up. */
export interface Evictable {
  /** Releases buffers it can do without, at least `bytes` if it has them. */
  evict(bytes: number): void
}

/**
 * Buffers of one device. A released buffer is kept for the next that asks for the same size — a buffer of 1 MiB costs 0.4 ms to make
 * on SwiftShader, and a training loop asks for the same sizes every step. What is in use and what is kept stay within
 * `budget` bytes: free buffers go first, the longest unused before the others, then what caches can do without.
 */
export class Memory {
  /** Free buffers, the longest unused first. */
  readonly #free = new Set<GPUBuffer>()
  readonly #bySize = new Map<number, GPUBuffer[]>()
  readonly #caches = new Set<Evictable>()
  #kept = 0

  constructor(
    private readonly counter: Counter,
    readonly budget: number,
    /** Submits what was collected: launches in it may use buffers that have been given back since, and are destroyed. */
    private readonly submit: () => void,
  ) {}

  /** Bytes of free buffers. */
  get kept(): number {
    return this.#kept
  }

  /** A cache that takes part in eviction until the returned function is called. */
  register(cache: Evictable): () => void {
    this.#caches.add(cache)
    return () => this.#caches.delete(cache)
  }

  /** A free buffer of exactly this size, counted as in use; its cells are what they were. */
  take(size: number): GPUBuffer | undefined {
    const buffer = this.#bySize.get(size)?.pop()
    if (!buffer) return undefined
    this.#free.delete(buffer)
    this.#kept -= size
    this.counter.allocate(size)
    return buffer
  }

  /** Makes room for `size` more bytes. False when the budget cannot hold them. */
  makeRoom(size: number): boolean {
    const over = (): number => this.counter.live + this.#kept + size - this.budget
    if (over() > 0) this.trim(over())
    for (const cache of this.#caches) {
      if (over() <= 0) break
      cache.evict(over())
      this.trim(over())
    }
    return over() <= 0
  }

  /** Takes a buffer back. */
  give(buffer: GPUBuffer): void {
    this.counter.release(buffer.size)
    const same = this.#bySize.get(buffer.size)
    if (same) same.push(buffer)
    else this.#bySize.set(buffer.size, [buffer])
    this.#free.add(buffer)
    this.#kept += buffer.size
  }

  /** Destroys free buffers, the longest unused first, until `bytes` have gone; all of them without a number. */
  trim(bytes = Infinity): void {
    if (bytes > 0 && this.#free.size > 0) this.submit()
    for (const buffer of this.#free) {
      if (bytes <= 0) return
      bytes -= buffer.size
      this.#kept -= buffer.size
      this.#free.delete(buffer)
      const same = this.#bySize.get(buffer.size)!
      same.splice(same.indexOf(buffer), 1)
      buffer.destroy()
    }
  }
}
