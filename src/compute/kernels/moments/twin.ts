import type { Columns } from '../../testing/matrix'

/** Mean, population variance, least and largest of every column, in turn; min and max ignore weights. */
export function momentsTwin(columns: Columns, weights?: Float64Array): number[] {
  return columns.flatMap(column => {
    const weight = (i: number): number => weights?.[i] ?? 1
    const total = column.reduce((sum, _, i) => sum + weight(i), 0)
    const mean = column.reduce((sum, x, i) => sum + weight(i) * x, 0) / total
    const variance = column.reduce((sum, x, i) => sum + weight(i) * (x - mean) ** 2, 0) / total
    return [mean, variance, column.reduce((a, b) => Math.min(a, b)), column.reduce((a, b) => Math.max(a, b))]
  })
}
