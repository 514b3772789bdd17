/** The numbers at given places of the sorted order. */
export function orderStatisticsTwin(values: Float64Array, ranks: readonly number[]): number[] {
  const sorted = values.slice().sort()
  return ranks.map(rank => sorted[rank])
}
