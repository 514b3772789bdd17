import type { Columns } from '../../testing/matrix'

/** Σ ((x − middle) / unit)² of every row and place, place by place. */
export function scaledDistancesTwin(columns: Columns, middle: Float64Array, unit: Float64Array): number[] {
  const p = columns.length
  return Array.from({ length: middle.length / p }, (_, k) =>
    Array.from(columns[0], (_, i) =>
      columns.reduce((sum, x, j) => sum + ((x[i] - middle[k * p + j]) / unit[k * p + j]) ** 2, 0),
    ),
  ).flat()
}
