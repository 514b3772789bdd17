import { LatheError } from '../../shared/errors'
import type { Device } from '../device/device'
import type { Scope } from '../device/scope'
import type { Image, ImageMaker, NumberCells } from '../frame/cells'

/** The images of one run: each column goes to the device once, however many nodes use it, and leaves with the run. */
export class Images implements ImageMaker {
  readonly #made = new Map<NumberCells, Promise<Image>>()
  readonly #codes = new Map<Int32Array, GPUBuffer>()

  constructor(
    readonly device: Device,
    readonly scope: Scope,
  ) {}

  of(cells: NumberCells): Promise<Image> {
    const known = this.#made.get(cells)
    if (known) return known
    const made = cells.image(this)
    this.#made.set(cells, made)
    return made
  }

  /** Category codes on the device; a column's codes go up once a run. */
  codes(codes: Int32Array): GPUBuffer {
    const known = this.#codes.get(codes)
    if (known) return known
    const buffer = this.scope.upload(codes)
    this.#codes.set(codes, buffer)
    return buffer
  }

  /** Uploads n doubles (NaN missing): shift is their mean, scale their largest distance from it (1 if there is none). */
  encode(values: Float64Array): Image {
    const n = values.length
    const { shift, scale, missing } = coding(values)
    const codes = new Float32Array(n)
    const inverse = 1 / scale
    if (missing === 0) {
      for (let i = 0; i < n; i++) codes[i] = (values[i]! - shift) * inverse
      return { buffer: this.scope.upload(codes), shift, scale }
    }
    const bits = new Uint32Array(Math.ceil(n / 32))
    for (let i = 0; i < n; i++) {
      const x = values[i]!
      if (Number.isNaN(x)) bits[i >>> 5]! |= 1 << (i & 31)
      else codes[i] = (x - shift) * inverse
    }
    return { buffer: this.scope.upload(codes), shift, scale, mask: this.scope.upload(bits) }
  }
}

/** Mean and largest distance from it, without overflow at ±1e308; two passes over n doubles. */
function coding(values: Float64Array): { shift: number; scale: number; missing: number } {
  let low = Infinity
  let high = -Infinity
  let sum = 0
  let count = 0
  for (const x of values) {
    if (x !== x) continue
    count++
    sum += x
    if (x < low) low = x
    if (x > high) high = x
  }
  const missing = values.length - count
  if (count === 0) return { shift: 0, scale: 1, missing }
  if (low === -Infinity || high === Infinity)
    throw new LatheError({
      code: 'data',
      message: 'A column holds infinite numbers.',
      remedy: 'Turn them into missing cells or large numbers first.',
    })
  const mean = Number.isFinite(sum) ? Math.min(high, Math.max(low, sum / count)) : low / 2 + high / 2
  const reach = Math.max(high - mean, mean - low)
  return { shift: mean, scale: reach > 0 && Number.isFinite(1 / reach) ? reach : 1, missing }
}
