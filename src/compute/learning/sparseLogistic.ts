import type { Context } from '../engine/node'
import { pauses } from '../frame/pause'
import { crossEntropy } from '../kernels/crossEntropy/crossEntropy'
import { lbfgs } from '../linalg/lbfgs/lbfgs'
import type { Sparse } from '../tensor/csr'
import { empty, readTensor, type Tensor, tensorOf } from '../tensor/tensor'
import type { Curve } from './curve'
import { type Design, sparseDesign } from './design'
import { Live } from './live'
import { type Penalized, withPenalty } from './penalty'

/** Products of one pass up to which the last steps are taken in double precision: 0.2 s. */
const passLimit = 5e7
/** Tolerance of the last steps, in which no rounding of sums stands in the way. */
const lastTolerance = 1e-8

/**
 * Classes of sparse rows by the logistic loss: over z (outputs × cols, one output for two classes, else one for each class) the mean loss plus
 * the penalty.
 */
export interface SparseLogistic extends Penalized {
  outputs: number
  classes: number
  /** n × cols. */
  rows: Sparse
  codes: Int32Array
  /** Weight of each row (Σ = 1). */
  share: Float64Array
}

export interface SparseSolution {
  z: Float64Array
  /** Mean loss, without the penalty. */
  loss: number
  /** Whether every row with weight lies strictly on its class's side. */
  separated: boolean
  iterations: number
  converged: boolean
}

/** Minimises the objective by L-BFGS: on the device first, then in double precision where a pass of the host is short. */
export async function solveSparse(
  context: Context,
  problem: SparseLogistic,
  params: { tol: number; maxIter: number },
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
function wide({ cols, classes, outputs, factor }: SparseLogistic, z: Float64Array): Float64Array {
  const out = new Float64Array(cols * classes)
  const skipped = classes - outputs
  for (let k = 0; k < outputs; k++)
    for (let j = 0; j < cols; j++) out[j * classes + k + skipped] = z[k * cols + j] * factor[j]
  return out
}

/** A gradient over the coefficients of all classes, as that over z. */
function narrow({ cols, classes, outputs }: SparseLogistic, of: ArrayLike<number>): Float64Array {
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
    private readonly problem: SparseLogistic,
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
    private readonly problem: SparseLogistic,
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
