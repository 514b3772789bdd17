/** alpha · cells[row] + beta for rows given, or for `count` rows from `start` on. */
export function gatherTwin(
  cells: Float64Array,
  {
    rows,
    start,
    count,
    alpha,
    beta,
  }: { rows?: Uint32Array; start: number; count: number; alpha: number; beta: number },
): number[] {
  return Array.from({ length: count }, (_, i) => alpha * cells[rows ? rows[start + i] : start + i] + beta)
}
