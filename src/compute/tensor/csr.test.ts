import { describe, expect, it } from 'vitest'
import { testNumbers } from '../testing/frames'
import { type Sparse, sparseRows, sparseTimes, sparseTransposeTimes } from './csr'

/** A dense table with gaps, and the same as CSR. */
function both(rows: number, cols: number): { dense: number[][]; sparse: Sparse } {
  const numbers = testNumbers(rows * cols, 4)
  const dense = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: cols }, (_, j) => (numbers[i * cols + j] > 0.3 && i !== 2 ? numbers[i * cols + j] : 0)),
  )
  const cells = dense.flatMap((row, i) => row.flatMap((value, j) => (value === 0 ? [] : [{ i, j, value }])))
  const starts = Uint32Array.from({ length: rows + 1 }, (_, i) => cells.filter(c => c.i < i).length)
  const columns = Uint32Array.from(cells, c => c.j)
  return { dense, sparse: { rows, cols, starts, columns, values: Float64Array.from(cells, c => c.value) } }
}

describe('a sparse matrix', () => {
  const { dense, sparse } = both(7, 11)
  const dot = (a: readonly number[], b: ArrayLike<number>): number => a.reduce((sum, x, j) => sum + x * b[j], 0)

  it('times a vector is what the dense one gives', () => {
    const v = testNumbers(11, 5)
    expect([...sparseTimes(sparse, v)]).toEqual(dense.map(row => dot(row, v)))
  })

  it('transposed times a vector is what the dense one gives', () => {
    const u = testNumbers(7, 6)
    const want = Array.from({ length: 11 }, (_, j) =>
      dot(
        dense.map(row => row[j]),
        u,
      ),
    )
    expect([...sparseTransposeTimes(sparse, u)]).toEqual(want)
  })

  it('gives rows in the order asked, empty ones and repeats included', () => {
    const v = testNumbers(11, 7)
    const picked = sparseRows(sparse, Uint32Array.of(6, 2, 0, 6))
    expect([...sparseTimes(picked, v)]).toEqual([6, 2, 0, 6].map(i => dot(dense[i], v)))
    expect(picked.starts[2]).toBe(picked.starts[1])
  })
})
