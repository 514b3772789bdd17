import { incompleteBeta } from '../statistics/incompleteBeta'
import { studentTwoSided } from '../statistics/student'

export interface McNemar {
  /** Rows that only the first, only the second model got right. */
  onlyFirst: number
  onlySecond: number
  /** Exact two-sided p-value (binomial). */
  pValue: number
  /** Mid-p value: less conservative; Fagerland, Lydersen and Laake (2013) recommend it. */
  midP: number
}

/** McNemar's (1947) test of two classifiers on the same n rows. Both p-values are 1 where they never differ in being right. */
export function mcNemar(truth: Int32Array, first: Int32Array, second: Int32Array): McNemar {
  let onlyFirst = 0
  let onlySecond = 0
  for (let row = 0; row < truth.length; row++) {
    const [a, b] = [first[row] === truth[row], second[row] === truth[row]]
    if (a && !b) onlyFirst++
    if (b && !a) onlySecond++
  }
  const n = onlyFirst + onlySecond
  const fewer = Math.min(onlyFirst, onlySecond)
  const upTo = fairBinomialCdf(fewer, n)
  const pValue = Math.min(1, 2 * upTo)
  const point = upTo - fairBinomialCdf(fewer - 1, n)
  // Where both are equal the two tails share the middle.
  const midP = onlyFirst === onlySecond ? 1 - (n === 0 ? 0 : point / 2) : 2 * upTo - point
  return { onlyFirst, onlySecond, pValue, midP: Math.min(1, midP) }
}

/** P(X ≤ k) of n fair coins. */
function fairBinomialCdf(k: number, n: number): number {
  if (k < 0) return 0
  if (k >= n) return 1
  return incompleteBeta(0.5, 0.5, n - k, k + 1).lower
}

export interface PairedT {
  /** Mean of first − second. */
  meanDifference: number | null
  /** Null below two rows, or where all differences are equal and not 0. */
  t: number | null
  /** Two-sided. Null below two rows; 1 where all differences are 0, 0 where they are equal and not 0. */
  pValue: number | null
}

/** Student's (1908) paired test of two models' absolute errors on the same n rows. */
export function pairedT(first: Float64Array, second: Float64Array): PairedT {
  const n = first.length
  if (n === 0) return { meanDifference: null, t: null, pValue: null }
  const differences = first.map((value, row) => value - second[row])
  const meanDifference = differences.reduce((sum, value) => sum + value, 0) / n
  if (n < 2) return { meanDifference, t: null, pValue: null }
  const constant = differences.every(value => value === differences[0])
  if (constant) return { meanDifference, t: meanDifference === 0 ? 0 : null, pValue: meanDifference === 0 ? 1 : 0 }
  const variance = differences.reduce((sum, value) => sum + (value - meanDifference) ** 2, 0) / (n - 1)
  const t = meanDifference / Math.sqrt(variance / n)
  return { meanDifference, t, pValue: studentTwoSided(t, n - 1) }
}
