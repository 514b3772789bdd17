import { maxTerms, type Tails } from './incompleteGamma'
import { deviance, stirlingError } from './stirling'

/**
 * Regularised incomplete beta function I_x(a, b) and its complement, a, b > 0. `y` = 1 − x is asked for separately so that a
 * caller who knows it exactly loses nothing. Continued fraction on the side where it converges (Didonato and
 * Morris 1992, Algorithm 708), with the leading factor of Loader (2000).
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): Tails {
  if (!(a > 0 && b > 0) || Number.isNaN(x) || Number.isNaN(y)) return { lower: NaN, upper: NaN }
  if (x <= 0) return { lower: 0, upper: 1 }
  if (y <= 0) return { lower: 1, upper: 0 }
  const n = a + b
  // a − n x without its cancellation
  const excess = a * y - b * x
  // xᵃ yᵇ ÷ B(a, b)
  const lead =
    Math.sqrt(a / n) *
    Math.sqrt(b / (2 * Math.PI)) *
    Math.exp(
      stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x, excess) - deviance(b, n * y, -excess),
    )
  if (x < (a + 1) / (n + 2)) {
    const lower = Math.min(1, lead / fraction(x, a, b, excess))
    return { lower, upper: 1 - lower }
  }
  const upper = Math.min(1, lead / fraction(y, b, a, -excess))
  return { lower: 1 - upper, upper }
}

/**
 * Didonato and Morris' contraction of the continued fraction, by Lentz's method. It takes excess = a − (a + b) x, so that large
 * parameters with x near their mean lose nothing.
 */
function fraction(x: number, a: number, b: number, excess: number): number {
  let c = (a * (excess + 1)) / (a + 1)
  let d = 0
  let f = c
  for (let m = 1; m < maxTerms; m++) {
    const over = ((m * (b - m) * x) / (a + 2 * m - 1)) * (((a + m - 1) * (a + b + m - 1) * x) / (a + 2 * m - 1))
    const under = m + (m * (b - m) * x) / (a + 2 * m - 1) + ((a + m) * (excess + 1 + m * (2 - x))) / (a + 2 * m + 1)
    d = 1 / (under + over * d)
    c = under + over / c
    const step = c * d
    f *= step
    if (Math.abs(step - 1) < 2e-16) break
  }
  return f
}
