import { incompleteBeta } from './incompleteBeta'
import { normalQuantile, normalTwoSided } from './normal'
import { logBeta } from './stirling'

/** P(|T| > |t|) with `df` degrees of freedom (any positive number; infinity is the normal): the two-sided p-value. */
export function studentTwoSided(t: number, df: number): number {
  if (df === Infinity) return normalTwoSided(t)
  const ratio = (t / Math.sqrt(df)) ** 2
  // Beyond, I_x(df/2, ½) is its first term to double precision, and x itself would leave the range.
  if (ratio > 1e60) return (2 * Math.exp(-df * Math.log(Math.abs(t) / Math.sqrt(df)) - logBeta(df / 2, 0.5))) / df
  return incompleteBeta(1 / (1 + ratio), ratio / (1 + ratio), df / 2, 0.5).lower
}

/** P(T > t). */
export function studentSf(t: number, df: number): number {
  const outside = studentTwoSided(t, df)
  return t > 0 ? outside / 2 : 1 - outside / 2
}

/**
 * The t with P(T ≤ t) = p; for a deep upper tail pass the small tail and negate. Newton steps on logarithms of both the
 * probability and t, where either tail is nearly a line, kept inside a shrinking bracket.
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return NaN
  if (df === Infinity) return normalQuantile(p)
  if (p === 0.5) return 0
  if (p > 0.5) return -studentQuantile(1 - p, df)
  if (p === 0) return -Infinity
  const central = p > 0.25
  const target = central ? Math.log(1 - 2 * p) : Math.log(2 * p)
  const norm = Math.log(2) - 0.5 * Math.log(df) - logBeta(df / 2, 0.5)
  let [low, high] = [-745, 709]
  let u = Math.log(-normalQuantile(p))
  for (let i = 0; i < 200; i++) {
    const t = Math.exp(u)
    const tail = Math.log(central ? insideOf(t, df) : studentTwoSided(t, df))
    const excess = central ? tail - target : target - tail
    if (excess < 0) low = u
    else high = u
    const logDensity = norm - ((df + 1) / 2) * Math.log1p((t / Math.sqrt(df)) ** 2)
    const step = excess / Math.exp(u + logDensity - tail)
    const next = u - step > low && u - step < high ? u - step : (low + high) / 2
    if (Math.abs(next - u) < 1e-15 * Math.max(1, Math.abs(u))) return -Math.exp(next)
    u = next
  }
  return -Math.exp(u)
}

/** P(|T| < t), accurate for small t. */
function insideOf(t: number, df: number): number {
  const ratio = (t / Math.sqrt(df)) ** 2
  return incompleteBeta(1 / (1 + ratio), ratio / (1 + ratio), df / 2, 0.5).upper
}
