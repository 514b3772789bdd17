import type { Device } from '../device/device'
import type { Evictable } from '../device/memory'
import type { Scope } from '../device/scope'
import type { Image } from '../tensor/image'
import { codingOf } from './coding'
import type { ImageMaker, NumberCells } from './cells'

/**
 * The images of one run: each column goes to the device once, however many nodes use it, and leaves with the run, or before when the
 * device's budget is used up and the node at work has not asked for it: the truth is on the host.
 */
export class Images implements ImageMaker, Evictable {
  readonly #made = new Map<NumberCells, Made>()
  readonly #codes = new Map<Int32Array, GPUBuffer>()
  /** What the node at work has asked for. */
  readonly #touched = new Set<NumberCells | Int32Array>()

  constructor(
    readonly device: Device,
    readonly scope: Scope,
  ) {}

  /** Another node begins: what those before it asked for may be evicted. */
  nextNode(): void {
    this.#touched.clear()
  }

  of(cells: NumberCells): Promise<Image> {
    this.#touched.add(cells)
    const known = this.#made.get(cells)
    if (known) return known.promise
    const made: Made = { promise: cells.image(this) }
    made.promise.then(
      image => (made.image = image),
      () => this.#made.delete(cells),
    )
    this.#made.set(cells, made)
    return made.promise
  }

  /** Category codes on the device; a column's codes go up once a run. */
  codes(codes: Int32Array): GPUBuffer {
    this.#touched.add(codes)
    const known = this.#codes.get(codes)
    if (known) return known
    const buffer = this.scope.upload(codes)
    this.#codes.set(codes, buffer)
    return buffer
  }

  /** Frees images that the node at work has not asked for, the oldest first. Images may share a buffer: it goes with the last. */
  evict(bytes: number): void {
    const inUse = new Set<GPUBuffer | undefined>()
    for (const [cells, { image }] of this.#made) if (this.#touched.has(cells)) inUse.add(image?.buffer).add(image?.mask)
    const freed = new Set<GPUBuffer>()
    const free = (buffer: GPUBuffer | undefined): void => {
      if (!buffer || inUse.has(buffer) || freed.has(buffer)) return
      freed.add(buffer)
      bytes -= buffer.size
      this.scope.free(buffer)
    }
    for (const [cells, { image }] of this.#made) {
      if (this.#touched.has(cells) || !image) continue
      if (bytes > 0) {
        free(image.buffer)
        free(image.mask)
      }
      if (freed.has(image.buffer) || (image.mask && freed.has(image.mask))) this.#made.delete(cells)
    }
    for (const [codes, buffer] of this.#codes) {
      if (bytes <= 0) return
      if (this.#touched.has(codes)) continue
      free(buffer)
      this.#codes.delete(codes)
    }
  }

  /** Uploads n doubles, NaN missing, in the coding of `codingOf`. */
  encode(values: Float64Array): Image {
    const n = values.length
    const { shift, scale, missing } = codingOf(values)
    const codes = new Float32Array(n)
    const inverse = 1 / scale
    if (missing === 0) {
      for (let i = 0; i < n; i++) codes[i] = (values[i] - shift) * inverse
      return { buffer: this.scope.upload(codes), shift, scale }
    }
    const bits = new Uint32Array(Math.ceil(n / 32))
    for (let i = 0; i < n; i++) {
      const x = values[i]
      if (Number.isNaN(x)) bits[i >>> 5] |= 1 << (i & 31)
      else codes[i] = (x - shift) * inverse
    }
    return { buffer: this.scope.upload(codes), shift, scale, mask: this.scope.upload(bits) }
  }
}

interface Made {
  promise: Promise<Image>
  /** Set once it is there. */
  image?: Image
}
