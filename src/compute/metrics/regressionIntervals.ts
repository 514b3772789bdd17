import { incompleteBeta } from '../statistics/incompleteBeta'
import { halls, type Interval, type MadeIntervals, madeBy, meanInterval, studentReach } from './intervals'
import type { PredictedValues } from './regression'

/** 95 % intervals of the figures that have one; `bench/results/coverage.md` says how often they cover. */
export function regressionIntervals({ truth, predicted, nFeatures }: PredictedValues): MadeIntervals {
  const n = truth.length
  const residuals = truth.map((y, i) => y - predicted[i])
  const absolute = residuals.map(Math.abs)
  const squared = residuals.map(r => r * r)
  const mse = meanInterval(squared)
  const r2 = explainedInterval(truth, moments(squared))
  const left = nFeatures === undefined ? 0 : n - nFeatures - 1
  const adjusted = (value: number): number => 1 - ((1 - value) * (n - 1)) / left
  const ofMean = (interval: Interval | undefined): [string, Interval | undefined] => [halls, interval]
  const ofShare = (interval: Interval | undefined): [string, Interval | undefined] => ['the jackknife’s', interval]
  return madeBy({
    r2: ofShare(r2),
    adjustedR2: ofShare(r2 && left > 0 ? [adjusted(r2[0]), adjusted(r2[1])] : undefined),
    mae: ofMean(meanInterval(absolute)),
    mse: ofMean(mse && positive(mse)),
    rmse: ofMean(mse && (positive(mse).map(Math.sqrt) as Interval)),
    mape: ofMean(truth.includes(0) ? undefined : meanInterval(absolute.map((r, i) => r / Math.abs(truth[i])))),
    medianAbsoluteError: ['order statistics’', medianInterval(absolute)],
    explainedVariance: ofShare(explainedInterval(truth, spreads(residuals))),
  })
}

const positive = ([low, high]: Interval): Interval => [Math.max(0, low), high]

/** A statistic of all n rows, and of all rows but one. */
interface LeftOut {
  all: number
  without: (row: number) => number
}

function moments(values: Float64Array): LeftOut {
  const n = values.length
  const sum = values.reduce((total, x) => total + x, 0)
  return { all: sum / n, without: row => (sum - values[row]) / (n - 1) }
}

/** Population variance, from values shifted by their mean so that leaving one out loses no digits. */
function spreads(values: Float64Array): LeftOut {
  const n = values.length
  const centre = values.reduce((total, x) => total + x / n, 0)
  const squares = values.reduce((total, x) => total + (x - centre) ** 2, 0)
  return { all: squares / n, without: row => (squares - ((values[row] - centre) ** 2 * n) / (n - 1)) / (n - 1) }
}

/** Of 1 − unexplained / variance: Student's t with the jackknife's standard error (Tukey 1958) on the scale of the logarithm. */
function explainedInterval(truth: Float64Array, unexplained: LeftOut): Interval | undefined {
  const n = truth.length
  if (n < 3) return undefined
  const spread = spreads(truth)
  const all = Math.log(unexplained.all / spread.all)
  const each = Float64Array.from(truth, (_, row) => Math.log(unexplained.without(row) / spread.without(row)))
  const mean = each.reduce((sum, x) => sum + x / n, 0)
  const error = Math.sqrt((each.reduce((sum, x) => sum + (x - mean) ** 2, 0) * (n - 1)) / n)
  const reach = studentReach(n) * error
  return reach > 0 ? [1 - Math.exp(all + reach), 1 - Math.exp(all - reach)] : undefined
}

/** Between two order statistics, interpolated to 95 % (Hettmansperger and Sheather 1986). Undefined below six rows, whose range covers less. */
function medianInterval(values: Float64Array): Interval | undefined {
  const n = values.length
  const rising = values.slice().sort()
  /** P(the median lies between the (k + 1)-th smallest and the (k + 1)-th largest) = 1 − 2 P(Bin(n, ½) ≤ k). */
  const covers = (k: number): number => 1 - 2 * incompleteBeta(0.5, 0.5, n - k, k + 1).lower
  let k = Math.max(0, Math.floor(n / 2 - 0.98 * Math.sqrt(n)) - 2)
  while (k > 0 && covers(k) < 0.95) k--
  while (covers(k + 1) >= 0.95) k++
  if (!(covers(k) >= 0.95)) return undefined
  const [wide, narrow] = [covers(k), covers(k + 1)]
  const share = (wide - 0.95) / (wide - narrow)
  const inward = ((n - k - 1) * share) / (k + 1 + (n - 2 * k - 2) * share)
  const between = (from: number, to: number): number => rising[from] + inward * (rising[to] - rising[from])
  return [between(k, k + 1), between(n - 1 - k, n - 2 - k)]
}
