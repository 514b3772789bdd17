/** A number of a summary: null where there is none. A square of 1e200 is one of those. */
export const finite = (x: number): number | null => (Number.isFinite(x) ? x : null)

/** The rows of p numbers of a flat array (row by row), as a summary holds them. */
export const rowsOf = (values: Float64Array, p: number): number[][] =>
  Array.from({ length: values.length / p }, (_, k) => Array.from(values.subarray(k * p, (k + 1) * p)))

/** Smallest and largest value; a range of one value is widened, so that a curve can be seen. NaN is passed over. */
export function range(values: Float64Array): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const v of values) {
    if (v < low) low = v
    if (v > high) high = v
  }
  return high > low ? [low, high] : low > high ? [-1, 1] : [low - 1, high + 1]
}

/** Place of the largest value, the first of equals. */
export const largestOf = (values: ArrayLike<number>): number => {
  let best = 0
  for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k
  return best
}

/** Weights of K classes (K × m) less their mean over the classes: differences of scores are the same, and of smaller numbers. */
export function aboutMean(weights: Float64Array, m: number): Float64Array {
  const mean = new Float64Array(m)
  for (const [at, w] of weights.entries()) mean[at % m] += (w * m) / weights.length
  return weights.map((w, at) => w - mean[at % m])
}
