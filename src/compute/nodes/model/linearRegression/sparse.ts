import type { Context, Fitted } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { pauses } from '../../../frame/pause'
import { Curve } from '../../../learning/curve'
import { estimateChart, estimateTable, largestFirst } from '../../../learning/estimates'
import { Live } from '../../../learning/live'
import { finite } from '../../../learning/numbers'
import { conjugateGradient } from '../../../linalg/conjugateGradient/conjugateGradient'
import { sparseTimes, sparseTransposeTimes } from '../../../tensor/csr'
import type { Beta } from './beta'
import type { Params } from './penalties'

/** Components of sparse features from which on the products of all pairs are not formed: they would take 8 MB and more. */
const manyComponents = 1000
const [tolerance, mostSteps, mostShown] = [1e-10, 2000, 200]

/** Whether rows are learned from as they are: text of thousands of terms, without a penalty or with squares. */
export const staysSparse = ({ isSparse, names }: Training, { penalty, solver }: Params): boolean =>
  isSparse &&
  names.length > manyComponents &&
  (penalty === 'none' || penalty === 'l2') &&
  (solver === 'auto' || solver === 'closedForm')

/**
 * Least squares, or ridge, over sparse rows by conjugate gradients in double precision on the host, where an entry is walked in less time than
 * it takes to send. Features are centred by arithmetic alone, so that zeros stay unheld. Standard errors would take the products of all
 * pairs of components and are not given.
 */
export async function fitSparse(context: Context, data: Training, params: Params): Promise<Fitted> {
  if (data.target?.task !== 'regression') throw new Error('Linear regression was given no numeric target.')
  const rows = await data.csr()
  const [n, p, y] = [rows.rows, rows.cols, data.target.values]
  const weights = data.weights ?? new Float64Array(n).fill(1)
  const total = weights.reduce((sum, w) => sum + w, 0)
  const root = weights.map(Math.sqrt)
  const mean = params.fitIntercept ? sparseTransposeTimes(rows, weights).map(s => s / total) : new Float64Array(p)
  const yMean = params.fitIntercept ? y.reduce((sum, v, i) => sum + weights[i] * v, 0) / total : 0
  const alpha = params.penalty === 'l2' ? params.alpha : 0
  const squares = sparseTransposeTimes({ ...rows, values: rows.values.map(v => v * v) }, weights)
  const unit = squares.map((s, j) => 1 / Math.sqrt(Math.max(0, s - total * mean[j] ** 2) + alpha || Infinity))
  const b = y.map((v, i) => root[i] * (v - yMean))
  const curve = lossOf()
  const live = new Live(context)
  const { iterations: steps } = context
  const { x, residual, iterations, converged } = await conjugateGradient(
    {
      times: z => {
        const beta = z.map((v, j) => v * unit[j])
        const middle = beta.reduce((sum, v, j) => sum + v * mean[j], 0)
        return sparseTimes(rows, beta).map((v, i) => root[i] * (v - middle))
      },
      transposeTimes: r => {
        const weighted = r.map((v, i) => root[i] * v)
        const sum = weighted.reduce((s, v) => s + v, 0)
        return sparseTransposeTimes(rows, weighted).map((v, j) => unit[j] * (v - mean[j] * sum))
      },
      damping: unit.map(u => alpha * u * u),
    },
    b,
    {
      tol: tolerance,
      maxIter: Math.min(mostSteps, steps.limit),
      pause: pauses(context.signal, 50),
      onIteration: async (iteration, left) => {
        curve.add(iteration, left / total)
        context.progress(iteration / mostSteps)
        await live.draw(() => curve.block())
        return steps.after(iteration)
      },
    },
  )
  steps.over()
  if (!converged && !steps.early)
    context.warn(
      `${iterations} iterations did not reach the tolerance: the coefficients are near the solution, not at it. Use the penalty l2, or fewer terms (prep.text, maxFeatures).`,
    )
  if (alpha === 0 && n <= p)
    context.warn(
      `There are ${n} rows for ${p} features: many coefficients fit alike, and those of least norm in units of their deviation were taken. Use the penalty l2.`,
    )
  const coefficients = x.map((v, j) => v * unit[j])
  const intercept = coefficients.reduce((sum, v, j) => sum - v * mean[j], yMean)
  const state: Beta = { coefficients, intercept, centre: mean, atCentre: yMean }
  const [left, all] = [residual, b].map(v => v.reduce((sum, e) => sum + e * e, 0))
  const rSquared = all > 0 ? finite(1 - left / all) : null
  return {
    state: { ...state },
    summary: {
      coefficients: [...coefficients],
      intercept,
      standardErrors: null,
      tValues: null,
      pValues: null,
      confidenceIntervals: null,
      rSquared,
      adjustedRSquared: null,
      fStatistic: null,
      aic: null,
      bic: null,
      logLikelihood: null,
      durbinWatson: null,
      conditionNumber: null,
      vif: null,
      nIterations: iterations,
      rank: null,
      solver: 'conjugateGradient',
    },
    headline: { label: 'train R²', value: rSquared, format: 'figure', better: 'high' },
    blocks: [...coefficientBlocks(data.names, state, data.target.name), curve.block()],
  }
}

function coefficientBlocks(names: readonly string[], { coefficients, intercept }: Beta, target: string) {
  const shown = largestFirst(coefficients, mostShown)
  const values = shown.map(j => coefficients[j])
  const left = shown.length < names.length ? ` The ${shown.length} largest of ${names.length}.` : ''
  const caption = `Change of the predicted ${target} for one unit of the feature.${left}`
  return [
    estimateTable(
      { id: 'inference', title: 'Coefficients', caption },
      ['(intercept)', ...shown.map(j => names[j])],
      [{ name: 'Coefficient', format: 'significant', values: [intercept, ...values] }],
    ),
    {
      kind: 'text' as const,
      id: 'noInference',
      title: 'Why there are no standard errors',
      text: `They would take the products of all pairs of ${names.length} components. Keep at most ${manyComponents} of them (prep.text, maxFeatures) to get standard errors.`,
      tone: 'plain' as const,
    },
    estimateChart(
      { id: 'coefficients', title: 'Coefficients', caption },
      `Change of ${target}`,
      shown.slice(0, 40).map(j => names[j]),
      [{ name: 'coefficient', values: values.slice(0, 40) }],
    ),
  ]
}

const lossOf = (): Curve =>
  new Curve({
    id: 'loss',
    title: 'Loss by iteration',
    caption: 'Mean squared error in the training rows after each step.',
    label: 'Mean squared error',
    series: [{ name: 'train', partition: 'train' }],
  })
