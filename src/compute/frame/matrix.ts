import type { Scope } from '../device/scope'
import { gather } from '../kernels/gather/gather'
import { recode } from '../kernels/recode/recode'
import type { Image } from '../tensor/image'
import { type Coding, emptyMatrix, type Matrix } from '../tensor/matrix'
import type { NumberCells } from './cells'
import { codingOf, InfiniteCells } from './coding'
import { components, type Part, widthOf } from './components'
import type { Images } from './images'

/** The rows of columns, side by side, in their own coding or in one that is asked for. `rows` undefined means all of them. */
export async function matrixOf(
  images: Images,
  scope: Scope,
  parts: readonly Part[],
  rows: Uint32Array | undefined,
  coding?: Coding,
): Promise<Matrix> {
  const total = rows ? rows.length : (parts[0]?.rows ?? 0)
  const matrix = emptyMatrix(
    scope,
    total,
    parts.reduce((sum, part) => sum + widthOf(part), 0),
  )
  await fillColumns(images, scope, matrix, parts, rows)
  if (coding) recode(images.device, scope, matrix, coding)
  return matrix
}

/** A launch that moves fewer cells takes longer than coding and sending them again. */
const launchCells = 8192

/** Cells that are coded and sent in one piece: 32 MB of doubles. */
const pieceCells = 2 ** 22

/**
 * Puts rows of columns into the first columns of an empty matrix, each in the coding of `codingOf`. Long columns of numbers come from their
 * images, which other nodes share; short ones and components are coded on the host and sent together, however many they are.
 * Errors: `data` for infinite cells, with the column's name where `names` are given.
 */
export async function fillColumns(
  images: Images,
  scope: Scope,
  matrix: Matrix,
  parts: readonly Part[],
  rows: Uint32Array | undefined,
  names: readonly string[] = [],
): Promise<void> {
  const imaged: { cells: NumberCells; j: number }[] = []
  // Asked for together, so that a store is asked once.
  let piece: (() => Promise<Float64Array[]>)[] = []
  let [first, width] = [0, 0]
  const send = async (): Promise<void> => {
    const columns = await Promise.all(piece.map(read => read()))
    sendColumns(scope, matrix, first, columns.flat(), rows, names)
    first += width
    ;[piece, width] = [[], 0]
  }
  for (const part of parts) {
    const most = Math.max(1, Math.floor(pieceCells / Math.max(1, part.rows)))
    if (part.form === 'numbers' && part.rows >= launchCells * matrix.blocks.length) {
      await send()
      imaged.push({ cells: part, j: first++ })
      continue
    }
    for (let from = 0; from < widthOf(part);) {
      const [start, to] = [from, Math.min(widthOf(part), from + most - width)]
      piece.push(() => components(part, start, to))
      width += to - start
      from = to
      if (width >= most) await send()
    }
  }
  await send()
  await fillFromImages(images, scope, matrix, imaged, rows, names)
}

/** Codes columns at hand and writes them to a matrix from column `first` on: one write a block. */
function sendColumns(
  scope: Scope,
  matrix: Matrix,
  first: number,
  columns: readonly Float64Array[],
  rows: Uint32Array | undefined,
  names: readonly string[],
): void {
  if (columns.length === 0) return
  for (const [c, values] of columns.entries()) {
    const { shift, scale } = codingOf(values, names[first + c])
    matrix.shift[first + c] = shift
    matrix.scale[first + c] = scale
  }
  for (const { buffer, start, rows: count, stride } of matrix.blocks) {
    const codes = new Float32Array(columns.length * stride)
    for (const [c, values] of columns.entries()) {
      const [shift, inverse] = [matrix.shift[first + c], 1 / matrix.scale[first + c]]
      for (let i = 0, at = c * stride; i < count; i++, at++) {
        const x = values[rows ? rows[start + i] : start + i]
        if (x === x) codes[at] = (x - shift) * inverse
      }
    }
    scope.device.write(buffer, codes, first * stride * 4)
  }
}

/** All images go up before the first launch: a write behind a launch would begin another submission. */
async function fillFromImages(
  images: Images,
  scope: Scope,
  matrix: Matrix,
  columns: readonly { cells: NumberCells; j: number }[],
  rows: Uint32Array | undefined,
  names: readonly string[],
): Promise<void> {
  const made: Image[] = []
  for (const { cells, j } of columns)
    made.push(await images.of(cells).catch((error: unknown) => named(error, names[j])))
  const index = rows && columns.length > 0 ? scope.upload(rows) : undefined
  for (const [c, { j }] of columns.entries()) {
    const image = made[c]
    matrix.shift[j] = image.shift
    matrix.scale[j] = image.scale
    for (const { buffer, start, rows: count, stride } of matrix.blocks) {
      const plan = { start, count, offset: j * stride, alpha: 1, beta: 0 }
      if (index) gather(images.device, image.buffer, buffer, { rows: index, ...plan })
      else images.device.copy(image.buffer, start * 4, buffer, j * stride * 4, count * 4)
    }
  }
}

function named(error: unknown, name: string | undefined): never {
  throw error instanceof InfiniteCells ? new InfiniteCells(name) : error
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
