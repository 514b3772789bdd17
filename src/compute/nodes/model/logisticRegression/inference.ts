import { normalQuantile, normalTwoSided } from '../../../statistics/normal'
import type { Inference } from '../../../learning/estimates'
import { type Curvature, inverseDiagonal } from './curvature'
import type { Learned } from './learned'
import type { Problem } from './problem'

const confidence = 0.95

/**
 * Standard errors of maximum likelihood with two classes: roots of the diagonal of the inverse of the log-likelihood's Hessian
 * (Wald, 1943), brought to the columns' own units. `curvature` is that of the mean loss over z.
 */
export function inferenceOf(
  problem: Problem,
  curvature: Curvature,
  estimates: Pick<Learned, 'coefficients' | 'intercept'>,
): Inference {
  const { p, cols, total, unit, intercept, design } = problem
  const variances = inverseDiagonal(curvature)
  const standardErrors: (number | null)[] = [null]
  for (let j = 0; j < p; j++) standardErrors.push(unit[j] === 0 ? null : unit[j] * Math.sqrt(variances[j] / total))
  if (intercept) {
    // A sum of squares: the columns' parts do not cancel one another.
    let variance = 0
    for (let k = 0; k < cols; k++) {
      let along = curvature.half[k * cols + p]
      for (let j = 0; j < p; j++) along -= curvature.half[k * cols + j] * unit[j] * design.shift[j]
      variance += along * along
    }
    standardErrors[0] = Math.sqrt(variance / total)
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
