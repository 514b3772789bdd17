import type { Device } from '../device/device'
import type { Scope } from '../device/scope'

/**
 * The cells of one column of a frame, in one of two forms. The truth is in double precision on the host (or in the store,
 * loaded when first asked); the device holds images of it, made when a kernel needs them.
 */
export type Cells = NumberCells | CodeCells

/** Numbers: number, integer, boolean (0, 1) and time (milliseconds) columns. */
export interface NumberCells {
  readonly form: 'numbers'
  readonly rows: number
  /** n doubles, NaN where missing. Not to be changed by the caller. */
  numbers(): Promise<Float64Array>
  /** The column on the device: n single-precision codes u with value = shift + scale · u. */
  image(images: ImageMaker): Promise<Image>
}

/**
 * A column on the device: n single-precision codes u, value = shift + scale · u. Shift and scale are doubles, so a column at 1e6 ± 1
 * loses nothing; codes lie in [−1, 1], so squares never overflow. Missing cells have code 0 and a bit in `mask`.
 */
export interface Image {
  buffer: GPUBuffer
  shift: number
  scale: number
  /** One bit per row, set where the cell is missing; absent when none is. */
  mask?: GPUBuffer
}

/** What makes and keeps images during a run (`tensor/images.ts`). */
export interface ImageMaker {
  readonly device: Device
  readonly scope: Scope
  of(cells: NumberCells): Promise<Image>
  encode(values: Float64Array): Image
  codes(codes: Int32Array): GPUBuffer
}

/** Category and text columns: codes into a list of values, −1 where missing. */
export interface CodeCells {
  readonly form: 'codes'
  readonly rows: number
  codes(): Promise<Coded>
}

export interface Coded {
  codes: Int32Array
  categories: readonly string[]
}

/** Numbers that are at hand, or loaded once when first asked. */
export function numberCells(rows: number, source: Float64Array | (() => Promise<Float64Array>)): NumberCells {
  let loaded: Promise<Float64Array> | undefined = source instanceof Float64Array ? Promise.resolve(source) : undefined
  const cells: NumberCells = {
    form: 'numbers',
    rows,
    numbers: () => (loaded ??= (source as () => Promise<Float64Array>)()),
    image: async images => images.encode(await cells.numbers()),
  }
  return cells
}

/** Codes that are at hand, or loaded once when first asked. */
export function codeCells(rows: number, source: Coded | (() => Promise<Coded>)): CodeCells {
  let loaded: Promise<Coded> | undefined = typeof source === 'function' ? undefined : Promise.resolve(source)
  return { form: 'codes', rows, codes: () => (loaded ??= (source as () => Promise<Coded>)()) }
}
