/** Clip of log loss, as in scikit-learn for doubles: the catalogue's definition. */
const clip = 2 ** -52

/**
 * Log loss of every row: −ln of the probability given to its class (one array of n per class). Probabilities are clipped to
 * [2⁻⁵², 1 − 2⁻⁵²] and then divided by their sum, so single-precision rounding of a softmax does not count.
 */
export function logLosses(truth: Int32Array, probabilities: readonly Float64Array[]): Float64Array {
  const losses = new Float64Array(truth.length)
  for (let row = 0; row < truth.length; row++) {
    let sum = 0
    for (const column of probabilities) sum += clipped(column[row])
    losses[row] = Math.log(sum) - Math.log(clipped(probabilities[truth[row]][row]))
  }
  return losses
}

/**
 * Brier (1950) score of every row: with two classes (p − y)² of one class, with more the sum of squared differences over classes.
 */
export function brierScores(truth: Int32Array, probabilities: readonly Float64Array[]): Float64Array {
  const binary = probabilities.length === 2
  const scores = new Float64Array(truth.length)
  probabilities.forEach((column, c) => {
    if (binary && c === 0) return
    for (let row = 0; row < truth.length; row++) scores[row] += (column[row] - (truth[row] === c ? 1 : 0)) ** 2
  })
  return scores
}

const clipped = (p: number): number => Math.min(Math.max(p, clip), 1 - clip)
