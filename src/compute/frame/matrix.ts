import type { Scope } from '../device/scope'
import { gather } from '../kernels/gather/gather'
import { recode } from '../kernels/recode/recode'
import { type Coding, emptyMatrix, type Matrix } from '../tensor/matrix'
import type { NumberCells } from './cells'
import type { Images } from './images'

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
