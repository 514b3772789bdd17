import { Random } from '../random/random'
import { normalQuantile } from '../statistics/normal'
import { quantiles } from '../statistics/quantiles'

export type Interval = [number, number]
export type Intervals = Record<string, Interval>

/** Above this many rows resampling takes seconds and the intervals are narrower than anyone asks. */
export const maxBootstrapRows = 20_000
const resamples = 200
const confidence = 0.95

/**
 * 95 % percentile intervals of figures of n rows by the bootstrap (Efron 1979), 200 resamples. `figures` is asked with the number
 * of times each row was drawn. A figure that is null in more than half of the resamples, or the same in all, gets no interval.
 */
export function bootstrapIntervals(
  n: number,
  figures: (times: Float64Array) => Readonly<Record<string, number | null>>,
  seed: number,
): Intervals {
  const random = new Random(seed)
  const draws = new Map<string, number[]>()
  const times = new Float64Array(n)
  for (let resample = 0; resample < resamples; resample++) {
    times.fill(0)
    for (let i = 0; i < n; i++) times[random.integer(n)]++
    for (const [name, value] of Object.entries(figures(times))) {
      if (!draws.has(name)) draws.set(name, [])
      if (value !== null && Number.isFinite(value)) draws.get(name)?.push(value)
    }
  }
  const intervals: Intervals = {}
  for (const [name, values] of draws) {
    if (values.length < resamples / 2) continue
    const [low, high] = quantiles(values, [(1 - confidence) / 2, (1 + confidence) / 2])
    // All resamples alike (every row right) tell nothing of the uncertainty: better no interval than one of no width.
    if (low < high) intervals[name] = [low, high]
  }
  return intervals
}

/**
 * Interval of a mean of many rows: mean ± 1.96 standard errors. Undefined below two rows. `many`: of so many intervals all hold at
 * once in 95 of 100 times or more (Bonferroni; Dunn 1961), so each is wider.
 */
export function meanInterval(values: Float64Array, many = 1): Interval | undefined {
  const n = values.length
  if (n < 2) return undefined
  let centre = 0
  for (const value of values) centre += value / n
  let squares = 0
  for (const value of values) squares += (value - centre) ** 2
  const reach = normalQuantile(1 - (1 - confidence) / 2 / many) * Math.sqrt(squares / (n - 1) / n)
  return Number.isFinite(reach) ? [centre - reach, centre + reach] : undefined
}
