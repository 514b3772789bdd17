/** What predicts: coefficients (outputs × p) and intercepts (outputs) in the features' own units; mean and deviation are for charts. */
export interface Learned {
  coefficients: Float64Array
  intercept: Float64Array
  mean: Float64Array
  deviation: Float64Array
}

/** Probabilities of the classes from scores: one score of the second of two classes, or one for each class. */
export function chancesOf(scores: readonly number[]): number[] {
  const all = scores.length === 1 ? [0, scores[0]] : scores
  const top = Math.max(...all)
  const raised = all.map(s => Math.exp(s - top))
  const sum = raised.reduce((s, e) => s + e, 0)
  return raised.map(e => e / sum)
}
