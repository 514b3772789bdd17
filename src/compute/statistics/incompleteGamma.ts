import { deviance, stirlingError } from './stirling'

/** Both tails; each is accurate where it is small. */
export interface Tails {
  lower: number
  upper: number
}

/** Near x = a about 6 √a terms are needed: enough for a = 10⁹. */
export const maxTerms = 250_000

/**
 * Regularised incomplete gamma functions P(a, x) and Q(a, x), a > 0: series below x = a + 1, Lentz's continued fraction
 * above (Gautschi 1979; Press et al., Numerical Recipes, 6.2), with the leading factor of Loader (2000).
 */
export function incompleteGamma(a: number, x: number): Tails {
  if (!(a > 0) || Number.isNaN(x)) return { lower: NaN, upper: NaN }
  if (x <= 0) return { lower: 0, upper: 1 }
  if (x === Infinity) return { lower: 1, upper: 0 }
  // xᵃ e⁻ˣ ÷ Γ(a + 1)
  const lead = Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a)
  if (x < a + 1) {
    const lower = Math.min(1, lead * series(a, x))
    return { lower, upper: 1 - lower }
  }
  const upper = Math.min(1, lead * a * fraction(a, x))
  return { lower: 1 - upper, upper }
}

/** Σ xⁿ ÷ ((a + 1) … (a + n)) */
function series(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; n < maxTerms; n++) {
    term *= x / (a + n)
    sum += term
    if (term < sum * 1e-17) break
  }
  return sum
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let i = 1; i < maxTerms; i++) {
    const an = -i * (i - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    const step = c * d
    h *= step
    if (Math.abs(step - 1) < 2e-16) break
  }
  return h
}
