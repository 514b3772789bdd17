import type { Columns } from '../../testing/matrix'

/** U Wᵀ + b, output by output: `weights` holds q × p numbers row by row, `bias` q. */
export function linearTwin(columns: Columns, weights: ArrayLike<number>, bias: ArrayLike<number>): number[] {
  const [n, p] = [columns[0]?.length ?? 0, columns.length]
  return Array.from(bias).flatMap((b, k) =>
    Array.from({ length: n }, (_, i) => columns.reduce((sum, column, j) => sum + weights[k * p + j] * column[i], b)),
  )
}
