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

/** Mean of the values that exist; null when none does. */
export function averageOf(values: readonly (number | null)[]): number | null {
  const held = values.filter(value => value !== null)
  return held.length > 0 ? held.reduce((sum, value) => sum + value, 0) / held.length : null
}
