import { LatheError } from '../../../../shared/errors'
import type { Context, Fitted } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { pauses } from '../../../frame/pause'
import { crossEntropy } from '../../../kernels/crossEntropy/crossEntropy'
import { classesIn } from '../../../learning/classes'
import type { Curve } from '../../../learning/curve'
import { type Design, sparseDesign } from '../../../learning/design'
import { Live } from '../../../learning/live'
import { lbfgs } from '../../../linalg/lbfgs/lbfgs'
import { type Sparse, sideBySide, sparseOf } from '../../../tensor/csr'
import { empty, readTensor, type Tensor, tensorOf } from '../../../tensor/tensor'
import type { Learned } from './learned'
import { coefficientBlocks } from './coefficients'
import { withPenalty } from './loss'
import { centred, type Params, rowWeights } from './problem'
import { lossOf, nullLogLikelihood, shaped } from './summary'

/** Products of one pass up to which the last steps are taken in double precision: 0.2 s. */
const passLimit = 5e7
/** Tolerance of the last steps, in which no rounding of sums stands in the way. */
const lastTolerance = 1e-8

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
 * The objective over sparse rows: that of `Problem`, over z (outputs × (p + 1)), the intercept last. Features are scaled and not moved, so that
 * zeros stay unheld: β = unit · z.
 */
interface SparseProblem {
  p: number
  cols: number
  outputs: number
  classes: number
  penalized: boolean
  /** n × (p + 1): the features as they are, then ones (without an intercept the last coefficient stays 0). */
  rows: Sparse
  codes: Int32Array
  /** Weight of each row (Σ = 1), and the sum of the weights before. */
  share: Float64Array
  total: number
  factor: Float64Array
  penalty: Float64Array
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

interface SparseSolution {
  z: Float64Array
  /** Mean loss, without the penalty. */
  loss: number
  /** Whether every row with weight lies strictly on its class's side. */
  separated: boolean
  iterations: number
  converged: boolean
}

/** Minimises the objective by L-BFGS: on the device first, then in double precision where a pass of the host is short. */
async function solveSparse(
  context: Context,
  problem: SparseProblem,
  params: Params,
  curve: Curve,
): Promise<SparseSolution> {
  const { signal, iterations: steps, device } = context
  using scope = device.scope()
  const live = new Live(context)
  curve.add(0, Math.log(problem.classes))
  const { rows, outputs, cols } = problem
  const onDevice = new DeviceObjective(context, sparseDesign(device, scope, rows), problem)
  let before = 0
  const hear = async ({ iteration, value }: { iteration: number; value: number }): Promise<boolean> => {
    curve.add(before + iteration, value)
    context.progress(Math.min(1, (before + iteration) / params.maxIter))
    await live.draw(() => curve.block())
    return steps.after(before + iteration)
  }
  const maxIter = Math.min(params.maxIter, steps.limit)
  const start = new Float64Array(outputs * cols)
  const { x, iterations, converged } = await lbfgs(z => onDevice.evaluate(z), start, {
    maxIter,
    tol: params.tol,
    signal,
    onIteration: hear,
  })
  before = iterations
  const exact = new HostObjective(context, problem)
  if (converged && rows.values.length * outputs <= passLimit) {
    const last = { maxIter: 200, tol: lastTolerance, noise: 0, signal, onIteration: hear }
    const end = await lbfgs(z => exact.evaluate(z), x, last)
    return { z: end.x, ...(await exact.judge(end.x)), iterations: before + end.iterations, converged }
  }
  return { z: x, ...(await exact.judge(x)), iterations, converged }
}

/** Coefficients of all classes over the design's columns, (p + 1) × classes: with two classes the first has 0. */
function wide({ cols, classes, outputs, factor }: SparseProblem, z: Float64Array): Float64Array {
  const out = new Float64Array(cols * classes)
  const skipped = classes - outputs
  for (let k = 0; k < outputs; k++)
    for (let j = 0; j < cols; j++) out[j * classes + k + skipped] = z[k * cols + j] * factor[j]
  return out
}

/** A gradient over the coefficients of all classes, as that over z. */
function narrow({ cols, classes, outputs }: SparseProblem, of: ArrayLike<number>): Float64Array {
  const skipped = classes - outputs
  return Float64Array.from(
    { length: outputs * cols },
    (_, m) => of[(m % cols) * classes + Math.floor(m / cols) + skipped],
  )
}

/** The objective in single precision: two products and one launch between. */
class DeviceObjective {
  readonly #labels: Tensor
  readonly #weights: Tensor
  readonly #tensors: Record<'scores' | 'loss' | 'residuals' | 'slopes', Tensor>

  constructor(
    private readonly context: Context,
    private readonly design: Design,
    private readonly problem: SparseProblem,
  ) {
    const { scope } = context
    const { rows: n, cols } = design
    const { classes, codes, share } = problem
    this.#labels = { buffer: scope.upload(Uint32Array.from(codes)), offset: 0, shape: [n] }
    this.#weights = tensorOf(scope, [n], Float32Array.from(share))
    this.#tensors = {
      scores: empty(scope, [n, classes]),
      loss: empty(scope, [n]),
      residuals: empty(scope, [n, classes]),
      slopes: empty(scope, [cols, classes]),
    }
  }

  async evaluate(z: Float64Array): Promise<{ value: number; gradient: Float64Array }> {
    const { design, problem } = this
    const { device } = this.context
    using scope = device.scope()
    const { scores, loss, residuals, slopes } = this.#tensors
    design.times(tensorOf(scope, [design.cols, problem.classes], Float32Array.from(wide(problem, z))), scores)
    crossEntropy(device, scores, this.#labels, loss, residuals, { weights: this.#weights })
    design.transposeTimes(residuals, slopes)
    const [each, gradient] = await Promise.all([readTensor(device, loss), readTensor(device, slopes)])
    let value = 0
    for (let i = 0; i < each.length; i++) value += each[i]
    return withPenalty(problem, z, value, narrow(problem, gradient))
  }
}

/** The same in double precision on the host, row by row. */
class HostObjective {
  constructor(
    private readonly context: Context,
    private readonly problem: SparseProblem,
  ) {}

  async evaluate(z: Float64Array): Promise<{ value: number; gradient: Float64Array }> {
    const { problem } = this
    const gradient = new Float64Array(problem.cols * problem.classes)
    const { loss } = await this.#walk(z, gradient)
    return withPenalty(problem, z, loss, narrow(problem, gradient))
  }

  judge(z: Float64Array): Promise<{ loss: number; separated: boolean }> {
    return this.#walk(z)
  }

  async #walk(z: Float64Array, gradient?: Float64Array): Promise<{ loss: number; separated: boolean }> {
    const { rows, classes, codes, share } = this.problem
    const { starts, columns, values } = rows
    const pause = pauses(this.context.signal, 50)
    const b = wide(this.problem, z)
    const scores = new Float64Array(classes)
    let [loss, separated] = [0, true]
    for (let i = 0; i < rows.rows; i++) {
      if (i % 1024 === 0) await pause()
      scores.fill(0)
      for (let e = starts[i]; e < starts[i + 1]; e++) {
        const [x, at] = [values[e], columns[e] * classes]
        for (let k = 0; k < classes; k++) scores[k] += x * b[at + k]
      }
      const [own, w] = [codes[i], share[i]]
      let [top, others] = [-Infinity, 0]
      for (let k = 0; k < classes; k++) if (k !== own) top = Math.max(top, scores[k])
      for (let k = 0; k < classes; k++) if (k !== own) others += Math.exp(scores[k] - top)
      const margin = scores[own] - top
      const small = Math.exp(-Math.abs(margin))
      // From the odds of the other classes: a loss near 0 keeps its digits.
      const odds = margin > 0 ? others * small : 0
      loss += w * (margin > 0 ? Math.log1p(odds) : Math.log(others + small) - margin)
      if (w > 0 && !(margin > 0)) separated = false
      if (!gradient) continue
      const rest = w * (margin > 0 ? small / (1 + odds) : 1 / (others + small))
      for (let k = 0; k < classes; k++) scores[k] = rest * (k === own ? -others : Math.exp(scores[k] - top))
      for (let e = starts[i]; e < starts[i + 1]; e++) {
        const [x, at] = [values[e], columns[e] * classes]
        for (let k = 0; k < classes; k++) gradient[at + k] += x * scores[k]
      }
    }
    return { loss, separated }
  }
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
