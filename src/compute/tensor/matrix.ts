import { LatheError } from '../../shared/errors'
import type { Device } from '../device/device'
import type { Scope } from '../device/scope'
import type { NumberCells } from '../frame/cells'
import { gather } from '../kernels/gather/gather'
import { recodeColumns } from '../kernels/recode/recode'
import type { Images } from './images'

/**
 * An n × p matrix on the device, feature by feature: code u of row i, column j stands at `block.start ≤ i`,
 * buffer[j · stride + i − start]; value = shift[j] + scale[j] · u. It is cut into blocks of rows below the adapter's binding
 * limit. `stride` is a multiple of 4 and the rows between `rows` and `stride` are 0, so kernels may load four rows at a time.
 */
export interface Matrix {
  rows: number
  cols: number
  shift: Float64Array
  scale: Float64Array
  blocks: readonly Block[]
}

export interface Block {
  buffer: GPUBuffer
  start: number
  rows: number
  stride: number
}

/** A block should not exceed this: one launch over it stays well below 100 ms on a software adapter. */
const blockBytes = 32 * 2 ** 20

/** An n × p matrix of zeros with identity coding. */
export function emptyMatrix(scope: Scope, rows: number, cols: number): Matrix {
  const limit = Math.min(blockBytes, scope.device.bindingLimit)
  const perBlock = Math.max(4, Math.floor(limit / 4 / Math.max(1, cols) / 4) * 4)
  if (perBlock * cols * 4 > scope.device.bindingLimit)
    throw new LatheError({
      code: 'data',
      message: `${cols} columns are more than this adapter can hold side by side.`,
      remedy: 'Keep fewer features in table.columns, or give a smaller degree in prep.polynomial.',
    })
  const blocks: Block[] = []
  for (let start = 0; start < rows; start += perBlock) {
    const count = Math.min(perBlock, rows - start)
    const stride = Math.ceil(count / 4) * 4
    blocks.push({ buffer: scope.buffer(stride * cols * 4), start, rows: count, stride })
  }
  return { rows, cols, shift: new Float64Array(cols), scale: new Float64Array(cols).fill(1), blocks }
}

/** The rows of the columns named, in their images' coding or in one that is asked for. `rows` undefined means all of them. */
export async function matrixOf(
  images: Images,
  scope: Scope,
  columns: readonly NumberCells[],
  rows: Uint32Array | undefined,
  coding?: Coding,
): Promise<Matrix> {
  const total = rows ? rows.length : (columns[0]?.rows ?? 0)
  const matrix = emptyMatrix(scope, total, columns.length)
  await fillColumns(images, scope, matrix, columns, rows)
  if (coding) recode(images.device, scope, matrix, coding)
  return matrix
}

/** Puts rows of columns into the first columns of an empty matrix, in their images' coding: whole columns by a copy of bytes. */
export async function fillColumns(
  images: Images,
  scope: Scope,
  matrix: Matrix,
  columns: readonly NumberCells[],
  rows: Uint32Array | undefined,
): Promise<void> {
  const index = rows ? scope.upload(rows) : undefined
  for (const [j, column] of columns.entries()) {
    const image = await images.of(column)
    matrix.shift[j] = image.shift
    matrix.scale[j] = image.scale
    for (const { buffer, start, rows: count, stride } of matrix.blocks) {
      const plan = { start, count, offset: j * stride, alpha: 1, beta: 0 }
      if (index) gather(images.device, image.buffer, buffer, { rows: index, ...plan })
      else images.device.copy(image.buffer, start * 4, buffer, j * stride * 4, count * 4)
    }
  }
}

/** Shift and scale of columns: value = shift + scale · u. */
export interface Coding {
  shift: Float64Array
  scale: Float64Array
}

/** The first columns of a matrix in another coding, in place. */
export function recode(device: Device, scope: Scope, matrix: Matrix, { shift, scale }: Coding): void {
  const changes = new Float32Array(2 * shift.length)
  for (let j = 0; j < shift.length; j++) {
    changes[2 * j] = matrix.scale[j] / scale[j]
    changes[2 * j + 1] = (matrix.shift[j] - shift[j]) / scale[j]
  }
  matrix.shift.set(shift)
  matrix.scale.set(scale)
  if (shift.length > 0) recodeColumns(device, matrix.blocks, scope.upload(changes), shift.length)
}

/**
 * Columns of n doubles as plain single-precision numbers, relative precision 6e-8 each however far apart they lie: for what works
 * across a row, where a column's common scale would swallow its small values. Beyond ±1e38 all columns are scaled down together.
 */
export async function plainMatrix(scope: Scope, columns: readonly NumberCells[]): Promise<Matrix> {
  const values = await Promise.all(columns.map(c => c.numbers()))
  const matrix = emptyMatrix(scope, columns[0]?.rows ?? 0, columns.length)
  const largest = values.reduce((m, v) => v.reduce((high, x) => Math.max(high, Math.abs(x)), m), 0)
  const scale = largest > 1e38 ? largest / 1e38 : 1
  matrix.scale.fill(scale)
  for (const { buffer, start, rows, stride } of matrix.blocks)
    for (const [j, column] of values.entries()) {
      const part = Float32Array.from(column.subarray(start, start + rows), x => x / scale)
      scope.device.write(buffer, part, j * stride * 4)
    }
  return matrix
}

/** All codes of a matrix, column by column: p arrays of n. */
export async function readMatrix(device: Device, matrix: Matrix): Promise<Float32Array[]> {
  const columns = Array.from({ length: matrix.cols }, () => new Float32Array(matrix.rows))
  for (const { buffer, start, rows, stride } of matrix.blocks) {
    const codes = await device.readFloats(buffer, stride * matrix.cols)
    for (let j = 0; j < matrix.cols; j++) columns[j].set(codes.subarray(j * stride, j * stride + rows), start)
  }
  return columns
}
