import type { Columns } from '../../testing/matrix'

/** Aᵀ diag(w) B, row by row. */
export function crossProductTwin(a: Columns, b: Columns, weights?: Float64Array): number[] {
  return a.flatMap(u => b.map(v => u.reduce((sum, x, i) => sum + (weights?.[i] ?? 1) * x * v[i], 0)))
}
