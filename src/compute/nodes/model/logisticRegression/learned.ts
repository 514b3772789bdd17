import type { Middle } from '../../../learning/plane'

/** What predicts: coefficients (outputs × p) and intercepts (outputs) in the features' own units. */
export interface Learned {
  coefficients: Float64Array
  intercept: Float64Array
  /** Mean and deviation of each feature over the training rows. */
  mean: Float64Array
  deviation: Float64Array
  /** Scores at the mean (outputs). Missing in models that earlier versions saved. */
  atMean?: Float64Array
}

/** How the two features of a boundary are chosen. */
export const moving = 'move the score most'

/** The features at their mean; they move a score by the largest product of coefficient and deviation in any class. */
export function middleOf({ coefficients, intercept, mean, deviation }: Learned, names: readonly string[]): Middle {
  const p = names.length
  const strength = (j: number): number =>
    Math.max(...Array.from(intercept, (_, k) => Math.abs(coefficients[k * p + j]) * deviation[j]))
  return {
    values: new Map(names.map((name, j) => [name, mean[j]])),
    strength: new Map(names.map((name, j) => [name, strength(j)])),
  }
}
