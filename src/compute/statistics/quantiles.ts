/** Values in rising order, NaN left out. A new array. */
export function sorted(values: ArrayLike<number>): Float64Array {
  const copy = Float64Array.from(values).filter(value => !Number.isNaN(value))
  return copy.sort()
}

/**
 * Quantile of values that are already in rising order, by linear interpolation between order statistics: type 7 of Hyndman
 * and Fan (1996), the default of NumPy and R. NaN when there are no values.
 */
export function quantileOfSorted(values: Float64Array, probability: number): number {
  if (values.length === 0) return NaN
  const at = (values.length - 1) * probability
  const below = Math.floor(at)
  const left = values[below]
  const right = values[Math.min(below + 1, values.length - 1)]
  return left === right ? left : left + (at - below) * (right - left)
}

/** Type 7 quantiles of values in any order. NaN values are left out. */
export function quantiles(values: ArrayLike<number>, probabilities: readonly number[]): number[] {
  const rising = sorted(values)
  return probabilities.map(probability => quantileOfSorted(rising, probability))
}
