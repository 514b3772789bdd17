import type { Scope } from '../device/scope'
import type { Random } from '../random/random'
import { emptyMatrix, type Matrix } from '../tensor/matrix'

/** Codes of an n × p matrix, column by column, as single-precision numbers in doubles. */
export type Columns = readonly Float64Array[]

/** n × p normals, rounded to single precision; every third case rounds them to halves, so that there are ties. */
export function randomColumns(random: Random, n: number, p: number, ties = false): Columns {
  return Array.from({ length: p }, () =>
    Float64Array.from({ length: n }, () => {
      const x = random.normal()
      return Math.fround(ties ? Math.round(2 * x) / 2 : x)
    }),
  )
}

/** Columns as a matrix of identity coding, cut into blocks of `rowsPerBlock` rows. */
export function codesMatrix(scope: Scope, columns: Columns, rowsPerBlock = Infinity): Matrix {
  const rows = columns[0]?.length ?? 0
  const { shift, scale } = emptyMatrix(scope, 0, columns.length)
  const blocks = Array.from({ length: Math.ceil(rows / Math.min(rows, rowsPerBlock)) || 0 }, (_, i) => {
    const start = i * rowsPerBlock || 0
    const count = Math.min(rowsPerBlock, rows - start)
    const stride = Math.ceil(count / 4) * 4
    const cells = new Float32Array(stride * columns.length)
    columns.forEach((column, j) => cells.set(column.subarray(start, start + count), j * stride))
    return { buffer: scope.upload(cells), start, rows: count, stride }
  })
  return { rows, cols: columns.length, shift, scale, blocks }
}

/** One padded buffer per block of a matrix, of weights row by row. */
export function blockWeights(scope: Scope, { blocks }: Matrix, weights: Float64Array): GPUBuffer[] {
  return blocks.map(({ start, rows, stride }) => {
    const padded = new Float32Array(stride)
    padded.set(weights.subarray(start, start + rows))
    return scope.upload(padded)
  })
}
