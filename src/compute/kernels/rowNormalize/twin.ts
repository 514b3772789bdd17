import type { Columns } from '../../testing/matrix'

/** Every row divided by its length; rows of zeros stay. Column by column. */
export function rowNormalizeTwin(columns: Columns, norm: 'l2' | 'l1' | 'max'): number[] {
  const length = (row: readonly number[]): number => {
    if (norm === 'l2') return Math.hypot(...row)
    return norm === 'l1' ? row.reduce((sum, x) => sum + Math.abs(x), 0) : Math.max(...row.map(Math.abs))
  }
  const n = columns[0]?.length ?? 0
  const lengths = Array.from({ length: n }, (_, i) => length(columns.map(column => column[i])) || 1)
  return columns.flatMap(column => Array.from(column, (x, i) => x / lengths[i]))
}
