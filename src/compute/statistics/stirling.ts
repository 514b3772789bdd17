/**
 * Pieces from which the densities of the gamma and beta families are put together without cancellation, so that their
 * relative error stays near 10⁻¹⁴ far into the tails. Loader, Fast and Accurate Computation of Binomial Probabilities (2000).
 */

/** ln Γ(x + 1) − [(x + ½) ln x − x + ½ ln 2π] for x > 0: what Stirling's formula lacks. */
export function stirlingError(x: number): number {
  // Below 15 climb by the recurrence: the series then needs its first six terms for 10⁻¹⁷.
  if (x < 15) return stirlingError(x + 1) + (x + 0.5) * Math.log1p(1 / x) - 1
  const s = 1 / (x * x)
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - (691 / 360360) * s) * s) * s) * s) * s) / x
}

/**
 * x ln(x ÷ mean) + mean − x for positive x and mean: half a Poisson deviance, exact where both are close. A caller who knows
 * `difference` = x − mean better than the subtraction does gives it.
 */
export function deviance(x: number, mean: number, difference = x - mean): number {
  if (Math.abs(difference) > 0.1 * (x + mean)) return x * Math.log(x / mean) - difference
  const v = difference / (x + mean)
  let sum = difference * v
  let term = 2 * x * v
  for (let j = 3; ; j += 2) {
    term *= v * v
    const next = sum + term / j
    if (next === sum) return sum
    sum = next
  }
}

/** ln B(a, b) for positive a and b. */
export function logBeta(a: number, b: number): number {
  const n = a + b
  return (
    0.5 * Math.log((2 * Math.PI * n) / a / b) +
    a * Math.log(a / n) +
    b * Math.log(b / n) +
    stirlingError(a) +
    stirlingError(b) -
    stirlingError(n)
  )
}
