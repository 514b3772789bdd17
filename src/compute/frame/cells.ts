import type { Device } from '../device/device'
import type { Scope } from '../device/scope'
import type { Image } from '../tensor/image'
import type { Sparse } from '../tensor/csr'

/**
 * The cells of one column of a frame, told apart by `form`. The truth is in double precision on the host (or in the store,
 * loaded when first asked); the device holds images of it, made when a kernel needs them. What a caller is given is not to be changed.
 */
export type Cells = NumberCells | CodeCells | TextCells | TermCells | VectorCells | ImageCells
export type Form = Cells['form']

/** Numbers: number, integer, boolean (0, 1) and time (milliseconds) columns. */
export interface NumberCells {
  readonly form: 'numbers'
  readonly rows: number
  /** n doubles, NaN where missing. */
  numbers(): Promise<Float64Array>
  /** The column on the device: n single-precision codes u with value = shift + scale · u. */
  image(images: ImageMaker): Promise<Image>
}

/** What makes and keeps images during a run (`images.ts`). */
export interface ImageMaker {
  readonly device: Device
  readonly scope: Scope
  of(cells: NumberCells): Promise<Image>
  encode(values: Float64Array): Image
  codes(codes: Int32Array): GPUBuffer
}

/** Category columns, and texts whose values repeat: codes into a list of values, −1 where missing. */
export interface CodeCells {
  readonly form: 'codes'
  readonly rows: number
  codes(): Promise<Coded>
}

export interface Coded {
  codes: Int32Array
  categories: readonly string[]
}

/** Free text, exact. */
export interface TextCells {
  readonly form: 'texts'
  readonly rows: number
  /** n texts, null where missing. */
  texts(): Promise<readonly (string | null)[]>
}

/** A sparse row over a vocabulary in each cell: weights of terms, ratings of items, categories one-hot. */
export interface TermCells {
  readonly form: 'terms'
  readonly rows: number
  /** What each of the m components stands for. */
  readonly names: readonly string[]
  /** n × m. */
  sparse(): Promise<Sparse>
}

/** d doubles in each cell: windows of a series, embeddings, pixels in a row. */
export interface VectorCells {
  readonly form: 'vector'
  readonly rows: number
  /** d. */
  readonly width: number
  /** What each component stands for; numbered from 1 where there are no names. */
  readonly names?: readonly string[]
  /** Of windows: `steps` times `features` is d, step by step. */
  readonly shape?: readonly [steps: number, features: number]
  /** n × d doubles row by row, NaN where missing. */
  values(): Promise<Float64Array>
}

/** A picture in each cell; none is missing. */
export interface ImageCells {
  readonly form: 'image'
  readonly rows: number
  readonly height: number
  readonly width: number
  /** 1 (grey), 3 or 4 (red, green, blue, opacity). */
  readonly channels: number
  /** n × height × width × channels bytes row by row. */
  bytes(): Promise<Uint8Array>
}

/** What stays of cells once their content is taken away: size, names and shape. */
type Shape<C extends Cells, Content extends keyof C> = Omit<C, 'form' | 'rows' | Content>

/** Content that is at hand, or loaded once when first asked. */
type Source<T> = T | (() => Promise<T>)

function kept<T extends object>(source: Source<T>): () => Promise<T> {
  const load = async (): Promise<T> => (typeof source === 'function' ? source() : source)
  let loaded: Promise<T> | undefined
  return () => (loaded ??= load())
}

export function numberCells(rows: number, source: Source<Float64Array>): NumberCells {
  const numbers = kept(source)
  return { form: 'numbers', rows, numbers, image: async images => images.encode(await numbers()) }
}

export function codeCells(rows: number, source: Source<Coded>): CodeCells {
  return { form: 'codes', rows, codes: kept(source) }
}

export function textCells(rows: number, source: Source<readonly (string | null)[]>): TextCells {
  return { form: 'texts', rows, texts: kept(source) }
}

export function termCells(rows: number, names: readonly string[], source: Source<Sparse>): TermCells {
  return { form: 'terms', rows, names, sparse: kept(source) }
}

export function vectorCells(
  rows: number,
  shape: Shape<VectorCells, 'values'>,
  source: Source<Float64Array>,
): VectorCells {
  const { width, names, shape: steps } = shape
  return { form: 'vector', rows, width, ...(names && { names }), ...(steps && { shape: steps }), values: kept(source) }
}

export function imageCells(rows: number, shape: Shape<ImageCells, 'bytes'>, source: Source<Uint8Array>): ImageCells {
  const { height, width, channels } = shape
  return { form: 'image', rows, height, width, channels, bytes: kept(source) }
}
