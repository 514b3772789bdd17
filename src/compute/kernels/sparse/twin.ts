import type { Sparse } from '../../tensor/csr'

/** A · b, row by row; b has k numbers a row. */
export function sparseTwin({ rows, starts, columns, values }: Sparse, b: ArrayLike<number>, k: number): number[] {
  const out = new Array<number>(rows * k).fill(0)
  for (let i = 0; i < rows; i++)
    for (let e = starts[i]; e < starts[i + 1]; e++)
      for (let c = 0; c < k; c++) out[i * k + c] += values[e] * b[columns[e] * k + c]
  return out
}
