import type { Inference } from '../../../learning/estimates'
import { finite } from '../../../learning/numbers'
import type { Beta } from './beta'
import type { Design } from './design'
import { conditionNumber, halfOf, magnification, varianceInflation } from './diagnostics'
import { inferenceOf, squares } from './inference'
import type { Params } from './penalties'
import type { Solved } from './solve'
import type { Gram } from './rawGram'
import { affordable, hostGram, payable } from './sweeps'

export interface Statistics {
  standardErrors: Inference['standardErrors'] | null
  tValues: Inference['ratios'] | null
  pValues: Inference['pValues'] | null
  confidenceIntervals: Inference['confidenceIntervals'] | null
  rSquared: number | null
  adjustedRSquared: number | null
  fStatistic: number | null
  aic: number | null
  bic: number | null
  logLikelihood: number | null
  durbinWatson: number | null
  conditionNumber: number | null
  vif: (number | null)[]
}

export interface Judged {
  summary: Statistics
  inference: Inference | undefined
  /** Why there is no inference; undefined where there is. */
  noInference: string | undefined
  /** p × p with (ZᵀWZ/Σw)⁻¹ = halfᵀ half, without penalty. */
  half: Float64Array | undefined
}

/** Below this many multiply-adds the Gram is always formed anew in double precision. */
const cheap = 2e6
/** Rounding of a single-precision Gram of many rows. */
const grain = 3e-8
/**
 * What an inverse may have lost for the device's Gram to do: its root, a standard error, then lost half of it. The bound is wide:
 * 100,000 rows of 20 neighbours correlated by a half were off by 6e-8 where it says 4e-7.
 */
const bearable = 1e-6
/** The same where the host takes long: five digits of a standard error are left. */
const mostBorne = 1e-5

/** The statistics of a fit, as statsmodels defines them. */
export async function statisticsOf(design: Design, solved: Solved, beta: Beta, params: Params): Promise<Judged> {
  const { n, p, weights, intercept, yScale } = design
  const rows = weights ? weights.reduce((count, w) => count + (w > 0 ? 1 : 0), 0) : n
  const plain = params.penalty === 'none' && solved.solver === 'closedForm'
  const used = (solved.rank ?? p) + (intercept ? 1 : 0)
  const degrees = rows - used
  const [left, total] = [squares(design, solved.residual), squares(design, design.target)]
  const rSquared = total > 0 ? finite(1 - left / total) : null
  const { gram, half, lost } = await precise(design, solved, plain)
  const noInference = reason(params, solved, half, degrees, lost)
  const inference =
    noInference === undefined ? await inferenceOf(design, half!, solved.residual, beta, degrees, params) : undefined
  const logLikelihood = plain ? gaussian(rows, left * yScale * yScale, weights) : null
  return {
    summary: {
      standardErrors: inference?.table.standardErrors ?? null,
      tValues: inference?.table.ratios ?? null,
      pValues: inference?.table.pValues ?? null,
      confidenceIntervals: inference?.table.confidenceIntervals ?? null,
      rSquared,
      adjustedRSquared:
        plain && rSquared !== null && degrees > 0
          ? finite(1 - ((1 - rSquared) * (rows - (intercept ? 1 : 0))) / degrees)
          : null,
      fStatistic:
        inference && params.robustErrors !== 'none'
          ? inference.wald
          : fOf(plain && params.robustErrors === 'none', rSquared, solved.rank ?? p, degrees),
      aic: logLikelihood === null ? null : finite(2 * used - 2 * logLikelihood),
      bic: logLikelihood === null ? null : finite(Math.log(rows) * used - 2 * logLikelihood),
      logLikelihood,
      durbinWatson: durbinWatson(solved.residual, weights),
      conditionNumber: conditionNumber(design, gram, half),
      vif: await varianceInflation(design, gram, half),
    },
    inference: inference?.table,
    noInference,
    half,
  }
}

/** A Gram and its inverse good to six digits and more: the device's where that is enough, the host's where it can be paid. */
async function precise(
  design: Design,
  { solution, gram }: Solved,
  plain: boolean,
): Promise<{ gram: Gram; half: Float64Array | undefined; lost?: boolean }> {
  const { n, p } = design
  if (plain && solution && !solution.half) return { gram, half: undefined }
  if (plain && solution?.exact) return { gram: affordable(design) ? await hostGram(design) : gram, half: solution.half }
  const rough = halfOf(gram.products, p)
  const off = gram.exact ? 0 : rough ? grain * magnification(gram.products, rough, p) : Infinity
  if (off < (affordable(design) ? bearable : mostBorne) && (gram.exact || n * p * p > cheap))
    return { gram, half: rough }
  if (!payable(design)) return { gram, half: undefined, lost: true }
  const better = await hostGram(design)
  return { gram: better, half: halfOf(better.products, p) ?? solution?.half }
}

function reason(
  params: Params,
  { solver }: Solved,
  half: Float64Array | undefined,
  degrees: number,
  lost: boolean | undefined,
): string | undefined {
  if (params.penalty !== 'none')
    return 'A penalty pulls coefficients towards 0 on purpose, so the usual standard errors, t and p values do not hold for them. Choose the penalty none to get them.'
  if (solver !== 'closedForm')
    return 'Standard errors belong to the least-squares solution itself; this solver stops near it. Choose the solver closedForm to get them.'
  if (lost)
    return 'Some features follow so nearly from others that single precision leaves their standard errors no digits, and the table is too large to form them in double. Leave such features out, or take a sample of the rows.'
  if (!half)
    return 'Some features are constant or follow from others, so their coefficients cannot be told apart. Leave them out to get standard errors.'
  if (degrees < 1)
    return 'There are not more rows than coefficients: nothing is left over to measure the noise by. Use more rows or fewer features.'
  return undefined
}

function fOf(plain: boolean, rSquared: number | null, rank: number, degrees: number): number | null {
  if (!plain || rSquared === null || rank === 0 || degrees < 1) return null
  return finite(rSquared / rank / ((1 - rSquared) / degrees))
}

/** −n/2 (ln(2π RSS/n) + 1), and ½ Σ ln w with weights. */
function gaussian(n: number, left: number, weights: Float64Array | undefined): number | null {
  const logWeights = weights ? weights.reduce((sum, w) => sum + (w > 0 ? Math.log(w) : 0), 0) : 0
  return finite((-n / 2) * (Math.log((2 * Math.PI * left) / n) + 1) + logWeights / 2)
}

/** Durbin and Watson (1950): Σ (rₜ − rₜ₋₁)² ÷ Σ rₜ², of the weighted residuals. */
function durbinWatson(residual: Float64Array, weights: Float64Array | undefined): number | null {
  let [changes, sum, before] = [0, 0, 0]
  for (let i = 0; i < residual.length; i++) {
    const r = weights ? residual[i] * Math.sqrt(weights[i]) : residual[i]
    if (i > 0) changes += (r - before) * (r - before)
    sum += r * r
    before = r
  }
  return finite(changes / sum)
}
