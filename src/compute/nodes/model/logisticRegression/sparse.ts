import { LatheError } from '../../../../shared/errors'
import type { Context, Fitted } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { classesIn } from '../../../learning/classes'
import { type SparseLogistic, solveSparse } from '../../../learning/sparseLogistic'
import { type Sparse, sideBySide, sparseOf } from '../../../tensor/csr'
import type { Learned } from './learned'
import { coefficientBlocks } from './coefficients'
import { centred, type Params, rowWeights } from './problem'
import { lossOf, nullLogLikelihood, shaped } from './summary'

/**
 * Learns from sparse rows as they are: text of 20,000 terms is never made dense. The optimum is that of dense rows; standard errors would take
 * a curvature of terms × terms and are not given. Errors: `parameter` for solvers that need dense rows.
 */
export async function fitSparse(context: Context, data: Training, params: Params): Promise<Fitted> {
  if (params.solver !== 'lbfgs')
    throw new LatheError({
      code: 'parameter',
      message: `Sparse features (prep.text) are learned with the solver lbfgs, not with ${params.solver}.`,
      remedy: { text: 'Set solver to lbfgs.', fix: { set: { parameter: 'solver', value: 'lbfgs' } } },
    })
  const problem = await sparseProblemOf(data, params)
  const curve = lossOf(problem)
  const solution = await solveSparse(context, problem, params, curve)
  const { iterations } = context
  iterations.over()
  if (!problem.penalized && solution.separated)
    context.warn(
      'The classes can be separated perfectly; coefficients grow without bound, and what is shown is where the solver stopped. Set penalty to l2.',
    )
  else if (!solution.converged && !iterations.early)
    context.warn(
      `The solver stopped after ${solution.iterations} iterations, before it met its tolerance. Raise maxIter, or use a smaller c.`,
    )
  const learned = sparseLearned(problem, centred(solution.z, problem.outputs, problem.cols))
  const logLikelihood = -problem.total * solution.loss
  return {
    state: { ...learned },
    summary: {
      ...shaped(problem, learned),
      standardErrors: null,
      zValues: null,
      pValues: null,
      confidenceIntervals: null,
      logLikelihood,
      mcFaddenRSquared: 1 - logLikelihood / nullLogLikelihood(problem),
      nIterations: solution.iterations,
      converged: solution.converged && (problem.penalized || !solution.separated),
    },
    headline: { label: 'train loss', value: -logLikelihood / data.n, format: 'figure', better: 'low' },
    blocks: [...coefficientBlocks(data, problem, learned, undefined), curve.block()],
  }
}

/**
 * The objective of `Problem` over z (outputs × (p + 1)), the intercept last; its rows are the features as they are, then ones (without an
 * intercept the last coefficient stays 0). Features are scaled and not moved, so that zeros stay unheld.
 */
interface SparseProblem extends SparseLogistic {
  p: number
  penalized: boolean
  /** Sum of the rows' weights. */
  total: number
  mean: Float64Array
  deviation: Float64Array
}

async function sparseProblemOf(data: Training, params: Params): Promise<SparseProblem> {
  const { codes, classes } = classesIn(data)
  const own = await data.csr()
  const [p, n] = [own.cols, own.rows]
  const raw = rowWeights(codes, classes.length, data.weights, params.classWeight === 'balanced')
  const total = raw.reduce((sum, w) => sum + w, 0)
  const share = raw.map(w => w / total)
  const { mean, square, deviation } = momentsOf(own)
  const penalized = params.penalty === 'l2'
  const ridge = penalized ? 1 / Math.sqrt(params.c * total) : 0
  const unit = square.map(s => (s > 0 ? 1 / Math.hypot(Math.sqrt(s), ridge) : 0))
  const free = params.fitIntercept ? 1 : 0
  return {
    p,
    cols: p + 1,
    outputs: classes.length === 2 ? 1 : classes.length,
    classes: classes.length,
    penalized,
    rows: sideBySide([own, sparseOf([new Float64Array(n).fill(1)], n)]),
    codes,
    share,
    total,
    factor: Float64Array.of(...unit, free),
    penalty: Float64Array.of(...unit.map(u => (ridge * u) ** 2), 0),
    mean,
    deviation,
  }
}

/** Mean, mean square and deviation (population) of every column. */
function momentsOf({ rows, cols, columns, values }: Sparse): Record<'mean' | 'square' | 'deviation', Float64Array> {
  const [mean, square, spread, held] = [0, 1, 2, 3].map(() => new Float64Array(cols))
  for (let e = 0; e < values.length; e++) mean[columns[e]] += values[e] / rows
  for (let e = 0; e < values.length; e++) {
    const [c, x] = [columns[e], values[e]]
    held[c]++
    square[c] += (x * x) / rows
    spread[c] += (x - mean[c]) ** 2
  }
  const deviation = spread.map((s, c) => Math.sqrt((s + (rows - held[c]) * mean[c] ** 2) / rows))
  return { mean, square, deviation }
}

/** z as a model. */
function sparseLearned(
  { p, cols, outputs, factor, mean, deviation }: SparseProblem,
  z: Float64Array,
): Required<Learned> {
  const coefficients = new Float64Array(outputs * p)
  const [intercept, atMean] = [new Float64Array(outputs), new Float64Array(outputs)]
  for (let k = 0; k < outputs; k++) {
    intercept[k] = atMean[k] = z[k * cols + p] * factor[p]
    for (let j = 0; j < p; j++) {
      coefficients[k * p + j] = z[k * cols + j] * factor[j]
      atMean[k] += coefficients[k * p + j] * mean[j]
    }
  }
  return { coefficients, intercept, mean, deviation, atMean }
}
