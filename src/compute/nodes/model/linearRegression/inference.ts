import { cholesky, choleskySolve, isFactored } from '../../../linalg/cholesky/cholesky'
import type { Inference } from '../../../learning/estimates'
import { finite } from '../../../learning/numbers'
import { normalQuantile, normalTwoSided } from '../../../statistics/normal'
import { studentQuantile, studentTwoSided } from '../../../statistics/student'
import type { Design } from './design'
import type { Params } from './penalties'
import { slopesOf, whitened } from './sweeps'
import { addProducts, dot } from '../../../learning/walk'

/**
 * Standard errors as in statsmodels: σ² (XᵀWX)⁻¹ with n − p degrees of freedom and Student's t, or the sandwich of White (1980)
 * and MacKinnon and White (1985) with the normal distribution. `half` is that of the solution, `residual` in units of the
 * standardised target, `degrees` the rows left over.
 *
 * An estimate is a direction of the whitened features (`whitened`), in which the covariance is well conditioned: variances are sums of
 * squares, and nothing cancels where columns nearly depend on each other.
 */
export async function inferenceOf(
  design: Design,
  half: Float64Array,
  residual: Float64Array,
  beta: { coefficients: Float64Array; intercept: number },
  degrees: number,
  params: Pick<Params, 'robustErrors' | 'confidence'>,
): Promise<{
  table: Inference & { confidenceIntervals: [number, number][] }
  /** F of all slopes being 0, by robust errors. */
  wald: number | null
}> {
  const { p, yScale, intercept } = design
  const sandwich =
    params.robustErrors === 'none' ? undefined : await sandwichOf(design, half, residual, degrees, params.robustErrors)
  const plain = squares(design, residual) / degrees / design.total
  const variance = (direction: Float64Array): number =>
    sandwich ? along(sandwich.values, direction) : plain * direction.reduce((sum, a) => sum + a * a, 0)
  const standardErrors = (await directionsOf(design, half)).map(a => yScale * Math.sqrt(Math.max(0, variance(a))))
  const estimates = intercept ? [beta.intercept, ...beta.coefficients] : [...beta.coefficients]
  const tails = sandwich ? normalTwoSided : (t: number): number => studentTwoSided(t, degrees)
  const low = (1 - params.confidence) / 2
  const reach = -(sandwich ? normalQuantile(low) : studentQuantile(low, degrees))
  const ratios = estimates.map((b, i) => b / standardErrors[i])
  return {
    table: {
      standardErrors,
      ratios: ratios.map(finite),
      pValues: ratios.map(t => finite(tails(t))),
      confidenceIntervals: estimates.map((b, i) => [b - reach * standardErrors[i], b + reach * standardErrors[i]]),
    },
    wald: sandwich ? finite(waldOf(sandwich, p)) : null,
  }
}

/** Σ w r². */
export function squares({ weights }: Pick<Design, 'weights'>, residual: Float64Array): number {
  let sum = 0
  if (weights) for (let i = 0; i < residual.length; i++) sum += weights[i] * residual[i] * residual[i]
  else for (let i = 0; i < residual.length; i++) sum += residual[i] * residual[i]
  return sum
}

/** halfᵀ half (p × p). */
export function inverseOf(half: Float64Array, p: number): Float64Array {
  const inverse = new Float64Array(p * p)
  for (let k = 0; k < p; k++)
    for (let i = 0; i < p; i++) {
      const factor = half[k * p + i]
      if (factor !== 0) for (let j = 0; j < p; j++) inverse[i * p + j] += factor * half[k * p + j]
    }
  return inverse
}

/** Entries of `half` above which the means must be exact: the centres that the device finds are good to 1e-8. */
const leaning = 30

/** Intercept and coefficients in the columns' own units as directions (p + 1) of the constant and the whitened features. */
async function directionsOf(design: Design, half: Float64Array): Promise<Float64Array[]> {
  const { n, p, centre, scale, intercept } = design
  const direction = (first: number, of: (k: number) => number): Float64Array =>
    Float64Array.from({ length: p + 1 }, (_, k) => (k === 0 ? first : of(k - 1)))
  const features = Array.from({ length: p }, (_, j) => direction(0, k => half[k * p + j] / scale[j]))
  if (!intercept) return features
  const all = [...centre.keys()]
  const off = half.some(h => Math.abs(h) > leaning)
    ? await slopesOf(design, new Float64Array(n).fill(1), all)
    : new Float64Array(p)
  const mean = centre.map((c, j) => c / scale[j] + off[j])
  const start = direction(1, k => -all.reduce((sum, j) => sum + half[k * p + j] * mean[j], 0))
  return [start, ...features]
}

interface Sandwich {
  /** (p + 1)²: covariance of the constant and the whitened slopes. */
  values: Float64Array
  /** p: the whitened slopes themselves. */
  slopes: Float64Array
}

/** Σ fᵢ qᵢqᵢᵀ ÷ (Σw)² with fᵢ = wᵢ² rᵢ² and its correction; O(n · p²) in double precision on the host. */
async function sandwichOf(
  design: Design,
  half: Float64Array,
  residual: Float64Array,
  degrees: number,
  kind: Params['robustErrors'],
): Promise<Sandwich> {
  const { p, n, weights, total, target } = design
  const size = p + 1
  const values = new Float64Array(size * size)
  const slopes = new Float64Array(p)
  for await (const { start, count, q, pull } of whitened(design, half)) {
    const factors = pull.map((h, i) => {
      const w = weights ? weights[start + i] : 1
      const left = kind === 'HC2' || kind === 'HC3' ? Math.max(1e-12, 1 - h) : 1
      return (
        ((w * residual[start + i]) ** 2 * (kind === 'HC1' ? n / degrees : 1)) / (kind === 'HC3' ? left * left : left)
      )
    })
    addProducts(values, q, factors)
    const y = pull.map((_, i) => (weights ? weights[start + i] : 1) * target[start + i])
    for (let k = 0; k < p; k++) slopes[k] += dot(y, q, 0, (k + 1) * count) / total
  }
  for (let j = 0; j < size; j++)
    for (let k = 0; k <= j; k++) values[k * size + j] = values[j * size + k] /= total * total
  return { values, slopes }
}

/** aᵀ V a. */
function along(values: Float64Array, a: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) for (let j = 0; j < a.length; j++) sum += a[i] * a[j] * values[i * a.length + j]
  return sum
}

/** βᵀ V⁻¹ β ÷ p. */
function waldOf({ values, slopes }: Sandwich, p: number): number {
  const v = Float64Array.from({ length: p * p }, (_, at) => values[(Math.floor(at / p) + 1) * (p + 1) + (at % p) + 1])
  const factor = cholesky(v, p, 0)
  if (!isFactored(factor)) return NaN
  const solved = choleskySolve(factor, slopes)
  return slopes.reduce((sum, g, j) => sum + g * solved[j], 0) / p
}
