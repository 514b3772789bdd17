import { incompleteBeta } from '../statistics/incompleteBeta'
import { normalQuantile, normalTwoSided } from '../statistics/normal'
import { studentQuantile, studentSf } from '../statistics/student'
import type { Interval } from './intervals'
import { pairedT } from './pairedTest'

/** What one of two models is ahead of the other by, over the same rows. */
export interface Difference {
  /** Mean lead of the first. */
  value: number
  /** Two-sided; null below two rows, and where every row leads alike. */
  pValue: number | null
  /** Interval of level 1 − alpha. It leaves out 0 just where the p-value is below alpha. */
  interval: (alpha: number) => Interval | null
  /** P(the difference lies within ± `within`), by the posterior that goes with the test and a flat prior. */
  equal: (within: number) => number | null
}

/** Of leads row by row: Student's (1908) paired t; of k folds with the correlation of their training rows (Benavoli et al. 2017). */
export function meanDifference(leads: Float64Array, correlation = 0): Difference {
  const n = leads.length
  const { meanDifference: value, pValue } = pairedT(leads, new Float64Array(n))
  const mean = value ?? 0
  let squares = 0
  for (const lead of leads) squares += (lead - mean) ** 2
  const error = Math.sqrt((squares / (n - 1)) * (1 / n + correlation / (1 - correlation)))
  return studentDifference(mean, error, n - 1, pValue)
}

/** Of areas under ROC curves (DeLong, DeLong and Clarke-Pearson 1988). `moves`: by how much each row moves the difference, times n. */
export function areaDifference(value: number, moves: Float64Array): Difference {
  const n = moves.length
  const error = Math.sqrt(moves.reduce((sum, z) => sum + z * z, 0) / (n - 1) / n)
  return studentDifference(value, error, Infinity, error > 0 ? normalTwoSided(value / error) : value === 0 ? 1 : null)
}

function studentDifference(value: number, error: number, df: number, pValue: number | null): Difference {
  const spread = error > 0 && Number.isFinite(error)
  return {
    value,
    pValue,
    interval(alpha) {
      const reach = -studentQuantile(alpha / 2, df) * error
      return spread ? [value - reach, value + reach] : null
    },
    equal(within) {
      if (!spread) return df >= 1 ? Number(Math.abs(value) < within) : null
      return studentSf((-within - value) / error, df) - studentSf((within - value) / error, df)
    },
  }
}

/**
 * Of shares of right rows, of which `onlyFirst` and `onlySecond` are right in one model alone: Tango's (1998) score interval beside the
 * p-value that is given (McNemar's, mid-p). Near alpha the two may part; there the interval's near end gives way.
 */
export function rightDifference(onlyFirst: number, onlySecond: number, rows: number, pValue: number): Difference {
  const value = (onlyFirst - onlySecond) / rows
  return {
    value,
    pValue,
    interval(alpha) {
      const z = -normalQuantile(alpha / 2)
      const holds = (difference: number): boolean =>
        Math.abs(value - difference) <= z * tangoError(onlyFirst, onlySecond, rows, difference)
      const [low, high] = [endOf(holds, value, -1), endOf(holds, value, 1)]
      if (pValue >= alpha) return [Math.min(low, 0), Math.max(high, 0)]
      // Half a row: beside 0, and nearer than any difference that can be seen.
      const beside = 1 / (2 * rows)
      return value > 0 ? [Math.max(low, beside), high] : [low, Math.min(high, -beside)]
    },
    equal: within => practicallyEqual(onlyFirst, onlySecond, rows, within),
  }
}

/** Standard error of the difference if `difference` is the true one, the other share by maximum likelihood. */
function tangoError(b: number, c: number, n: number, difference: number): number {
  const linear = -b - c + (2 * n - b + c) * difference
  const constant = -c * difference * (1 - difference)
  const share = (Math.sqrt(Math.max(0, linear ** 2 - 8 * n * constant)) - linear) / (4 * n)
  return Math.sqrt(Math.max(0, 2 * share + difference * (1 - difference)) / n)
}

/** The last place from `inside` on towards `outside` where it holds. */
function endOf(holds: (at: number) => boolean, inside: number, outside: number): number {
  for (let i = 0; i < 60; i++) {
    const at = (inside + outside) / 2
    if (holds(at)) inside = at
    else outside = at
  }
  return inside
}

const cells = 400

/**
 * P(|θ| < within) of θ = D (2π − 1): D, the share of rows in which one model alone is right, and π, the first one's share of these, are
 * independent Beta variables of a Dirichlet posterior with half a row of each kind before (Jeffreys).
 */
function practicallyEqual(onlyFirst: number, onlySecond: number, rows: number, within: number): number {
  const [a, b] = [onlyFirst + onlySecond + 1, rows - onlyFirst - onlySecond + 0.5]
  const mean = a / (a + b)
  const reach = 10 * Math.sqrt((mean * (1 - mean)) / (a + b + 1))
  const [from, to] = [Math.max(0, mean - reach), Math.min(1, mean + reach)]
  const below = (x: number, p: number, q: number): number => incompleteBeta(x, 1 - x, p, q).lower
  let [sum, before] = [0, below(from, a, b)]
  for (let cell = 1; cell <= cells; cell++) {
    const here = below(from + ((to - from) * cell) / cells, a, b)
    const middle = from + ((to - from) * (cell - 0.5)) / cells
    const half = Math.min(0.5, within / (2 * middle))
    const inside =
      below(0.5 + half, onlyFirst + 0.5, onlySecond + 0.5) - below(0.5 - half, onlyFirst + 0.5, onlySecond + 0.5)
    sum += (here - before) * inside
    before = here
  }
  return Math.min(1, sum)
}
