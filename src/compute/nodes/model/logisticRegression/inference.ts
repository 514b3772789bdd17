import { cholesky, choleskyInverse, isFactored } from '../../../linalg/cholesky/cholesky'
import { normalQuantile, normalTwoSided } from '../../../statistics/normal'
import type { Inference } from '../../../learning/estimates'
import type { Learned } from './learned'
import type { Problem } from './problem'

const confidence = 0.95

/**
 * Standard errors of maximum likelihood with two classes: roots of the diagonal of the inverse of the log-likelihood's Hessian
 * (Wald, 1943), brought to the columns' own units. `hessian` is that of the mean loss over z; a pivot below `tolerance` of its diagonal
 * means that its column is a combination of those before: then the index of the column.
 */
export function inferenceOf(
  problem: Problem,
  hessian: Float64Array,
  tolerance: number,
  estimates: Pick<Learned, 'coefficients' | 'intercept'>,
): Inference | { dependent: number } {
  const { p, cols, total, unit, intercept, design } = problem
  const filled = hessian.slice()
  for (let j = 0; j < p; j++) if (unit[j] === 0) filled[j * cols + j] = 1
  const factor = cholesky(filled, cols, tolerance)
  if (!isFactored(factor)) return { dependent: factor.pivot }
  const covariance = choleskyInverse(factor)
  const standardErrors: (number | null)[] = [null]
  for (let j = 0; j < p; j++)
    standardErrors.push(unit[j] === 0 ? null : unit[j] * Math.sqrt(covariance[j * cols + j] / total))
  if (intercept) {
    const parts = Float64Array.from({ length: cols }, (_, j) => (j === p ? 1 : -unit[j] * design.shift[j]))
    let variance = 0
    for (let i = 0; i < cols; i++)
      for (let j = 0; j < cols; j++) variance += parts[i] * parts[j] * covariance[i * cols + j]
    standardErrors[0] = Math.sqrt(Math.max(0, variance) / total)
  }
  const values = [estimates.intercept[0], ...estimates.coefficients]
  const reach = normalQuantile(0.5 + confidence / 2)
  const each = <T>(make: (value: number, error: number) => T): (T | null)[] =>
    standardErrors.map((error, i) =>
      error === null || !(error > 0) || !Number.isFinite(error) ? null : make(values[i], error),
    )
  return {
    standardErrors: each((_, error) => error),
    ratios: each((value, error) => value / error),
    pValues: each((value, error) => normalTwoSided(value / error)),
    confidenceIntervals: each((value, error): [number, number] => [value - reach * error, value + reach * error]),
  }
}
