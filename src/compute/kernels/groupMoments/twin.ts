import type { Columns } from '../../testing/matrix'

/** Σ weights, mean and population variance of every column in every group, group by group; NaN where a group has no rows. */
export function groupMomentsTwin(
  columns: Columns,
  labels: Int32Array,
  groups: number,
  weights?: Float64Array,
): number[] {
  return Array.from({ length: groups }, (_, k) => {
    const rows = [...labels.keys()].filter(i => labels[i] === k)
    const weight = (i: number): number => weights?.[i] ?? 1
    const total = rows.reduce((sum, i) => sum + weight(i), 0)
    return columns.flatMap(column => {
      const mean = rows.reduce((sum, i) => sum + weight(i) * column[i], 0) / total
      return [total, mean, rows.reduce((sum, i) => sum + weight(i) * (column[i] - mean) ** 2, 0) / total]
    })
  }).flat()
}
