import { cholesky, choleskySolve, isFactored } from '../../../linalg/cholesky/cholesky'
import type { Inference } from '../../../learning/estimates'
import { finite } from '../../../learning/numbers'
import { fisherSf } from '../../../statistics/fisher'
import { normalQuantile, normalTwoSided } from '../../../statistics/normal'
import { studentQuantile, studentTwoSided } from '../../../statistics/student'
import type { Design } from './design'
import type { Params } from './penalties'
import { leverages, weightedProducts } from './sweeps'

/** A symmetric matrix over (constant, γ): the constant first, then the features. */
interface Covariance {
  size: number
  values: Float64Array
}

/**
 * Standard errors as in statsmodels: σ² (XᵀWX)⁻¹ with n − p degrees of freedom and Student's t, or the sandwich of White (1980)
 * and MacKinnon and White (1985) with the normal distribution. `half` is that of the solution, `residual` in units of the
 * standardised target, `degrees` the rows left over.
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
  fStatistic: number | null
  fPValue: number | null
}> {
  const robust = params.robustErrors !== 'none'
  const covariance = robust
    ? await sandwich(design, half, residual, degrees, params.robustErrors)
    : scaled(bread(design, half), squares(design, residual) / degrees)
  const { p, centre, scale, yScale, intercept } = design
  const estimates = intercept ? [beta.intercept, ...beta.coefficients] : [...beta.coefficients]
  const variance = (j: number): number => covariance.values[(j + 1) * (covariance.size + 1)] / scale[j] / scale[j]
  const variances = Array.from({ length: p }, (_, j) => variance(j))
  if (intercept) variances.unshift(varianceAlong(covariance, [1, ...centre.map((c, j) => -c / scale[j])]))
  const standardErrors = variances.map(v => yScale * Math.sqrt(Math.max(0, v)))
  const tails = robust ? normalTwoSided : (t: number): number => studentTwoSided(t, degrees)
  const low = (1 - params.confidence) / 2
  const reach = -(robust ? normalQuantile(low) : studentQuantile(low, degrees))
  const ratios = estimates.map((b, i) => b / standardErrors[i])
  const fStatistic = wald(design, covariance, beta.coefficients)
  return {
    table: {
      standardErrors,
      ratios: ratios.map(finite),
      pValues: ratios.map(t => finite(tails(t))),
      confidenceIntervals: estimates.map((b, i) => [b - reach * standardErrors[i], b + reach * standardErrors[i]]),
    },
    fStatistic: finite(fStatistic),
    fPValue: finite(fisherSf(fStatistic, p, degrees)),
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

/** (XᵀWX)⁻¹ over (constant, γ): the features are centred, so the constant stands by itself. */
function bread({ p, total, intercept }: Design, half: Float64Array): Covariance {
  const size = p + 1
  const values = new Float64Array(size * size)
  const inverse = inverseOf(half, p)
  if (intercept) values[0] = 1 / total
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) values[(i + 1) * size + j + 1] = inverse[i * p + j] / total
  return { size, values }
}

const scaled = ({ size, values }: Covariance, factor: number): Covariance => ({
  size,
  values: values.map(x => x * factor),
})

/** B (Σ fᵢ xᵢxᵢᵀ) B with fᵢ = wᵢ² rᵢ² and its correction; O(n · p²) in double precision on the host. */
async function sandwich(
  design: Design,
  half: Float64Array,
  residual: Float64Array,
  degrees: number,
  kind: Params['robustErrors'],
): Promise<Covariance> {
  const { p, n, weights } = design
  const pull = kind === 'HC2' || kind === 'HC3' ? await leverages(design, half) : undefined
  const factors = residual.map((r, i) => {
    const w = weights ? weights[i] : 1
    const left = pull ? Math.max(1e-12, 1 - pull[i]) : 1
    return ((w * r) ** 2 * (kind === 'HC1' ? n / degrees : 1)) / (kind === 'HC3' ? left * left : left)
  })
  const size = p + 1
  const meat = new Float64Array(size * size)
  const products = await weightedProducts(design, factors)
  const sums = await weightedSums(design, factors)
  meat[0] = factors.reduce((a, b) => a + b, 0)
  for (let i = 0; i < p; i++) {
    meat[i + 1] = meat[(i + 1) * size] = sums[i]
    for (let j = 0; j < p; j++) meat[(i + 1) * size + j + 1] = products[i * p + j]
  }
  const b = bread(design, half).values
  return { size, values: product(product(b, meat, size), b, size) }
}

async function weightedSums(design: Design, factors: Float64Array): Promise<Float64Array> {
  const sums = new Float64Array(design.p)
  for (let j = 0; j < design.p; j++) {
    const x = await design.column(j)
    for (let i = 0; i < x.length; i++) sums[j] += factors[i] * (x[i] - design.centre[j])
    sums[j] /= design.scale[j]
  }
  return sums
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const c = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]
      for (let j = 0; j < n; j++) c[i * n + j] += factor * b[k * n + j]
    }
  return c
}

/** tᵀ V t. */
function varianceAlong({ size, values }: Covariance, t: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) sum += t[i] * t[j] * values[i * size + j]
  return sum
}

/** βᵀ V⁻¹ β ÷ p: the F statistic of all slopes being 0. */
function wald({ p, scale, yScale }: Design, { size, values }: Covariance, coefficients: Float64Array): number {
  const v = new Float64Array(p * p)
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) v[i * p + j] = values[(i + 1) * size + j + 1]
  const factor = cholesky(v, p, 0)
  if (!isFactored(factor)) return NaN
  const gamma = coefficients.map((b, j) => (b * scale[j]) / yScale)
  const solved = choleskySolve(factor, gamma)
  return gamma.reduce((sum, g, j) => sum + g * solved[j], 0) / p
}
