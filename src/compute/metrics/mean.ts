/** Mean of the values, each `weights[i]` times where weights are given; null where there are none. */
export function mean(values: Float64Array, weights?: Float64Array): number | null {
  let sum = 0
  let total = 0
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i] : 1
    sum += weight * values[i]
    total += weight
  }
  return total > 0 ? sum / total : null
}
