import type { Columns } from '../../testing/matrix'

/** alphaⱼ · u + betaⱼ, column by column. */
export function recodeTwin(columns: Columns, alpha: readonly number[], beta: readonly number[]): number[] {
  return columns.flatMap((column, j) => Array.from(column, u => alpha[j] * u + beta[j]))
}
