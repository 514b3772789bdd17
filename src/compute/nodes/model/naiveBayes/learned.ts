import type { Values } from '../../../../shared/params'
import type { spec } from './spec'

export type Params = Values<(typeof spec)['parameters']>
export type Variant = Params['variant']

/** What predicts, of K classes and p features. */
export interface Learned {
  /** K: ln of the probability beforehand. */
  logPrior: Float64Array
  /** Gaussian: K × p, in the features' own units. */
  theta?: Float64Array
  variance?: Float64Array
  /** The others: K × m, of features or, feature by feature, of their categories. */
  featureLogProb?: Float64Array
  /** Categorical: number of categories of each feature. */
  sizes?: Int32Array
}

/** ln(1 − p) from ln p. */
export const restOf = (log: number): number => Math.log1p(-Math.exp(log))

/** What each feature of a row adds to the log-likelihood of class k: p numbers. A category that training did not have adds nothing. */
export function partsOf(learned: Learned, variant: Variant, k: number, x: readonly number[]): number[] {
  const { theta, variance, featureLogProb: logs = new Float64Array(0), sizes, logPrior } = learned
  const own = k * x.length
  if (theta && variance)
    return x.map(
      (v, j) => -0.5 * Math.log(2 * Math.PI * variance[own + j]) - (v - theta[own + j]) ** 2 / (2 * variance[own + j]),
    )
  if (sizes) {
    let from = (k * logs.length) / logPrior.length
    return x.map((v, j) => {
      from += sizes[j]
      return v >= 0 && v < sizes[j] ? logs[from - sizes[j] + v] : 0
    })
  }
  if (variant === 'bernoulli') return x.map((v, j) => (v > 0 ? logs[own + j] : restOf(logs[own + j])))
  return x.map((v, j) => v * logs[own + j])
}
