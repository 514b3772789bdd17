import { LatheError, throwIfCancelled } from '../../../shared/errors'
import { cholesky, type Cholesky, choleskySolve, isFactored } from '../cholesky/cholesky'
import type { Objective, Point } from '../lineSearch/lineSearch'
import { maxNorm } from '../vector'

export interface NewtonResult extends Point {
  iterations: number
  converged: boolean
}

export interface NewtonOptions {
  maxIter: number
  /** Done after the step that promises a decrease of at most this, relative to the value; a short one is taken unseen. */
  decrease: number
  /** Done where no slope is larger. */
  tol: number
  /** Relative rounding of the objective's values, and of the Hessian (1e-7 unless given: single precision). */
  noise: number
  rounding?: number
  signal: AbortSignal
  /** True: stop with what there is. */
  onIteration?: (state: { iteration: number; value: number; x: Float64Array }) => Promise<boolean | void>
}

/** While the last Hessian brings what a step promises down to this share, a new one is not worth its price. */
const sameHessian = 0.01

/**
 * Minimises a convex function of n variables by Newton's method with halved steps. `hessian` gives n × n, row by row, and may carry
 * single-precision rounding; it is asked again only when the last one no longer serves. Errors: `cancelled`,
 * `numeric` for a Hessian that is not finite.
 */
export async function newton(
  evaluate: Objective,
  hessian: (x: Float64Array) => Promise<Float64Array>,
  start: Float64Array,
  { maxIter, decrease, tol, noise, rounding = 1e-7, signal, onIteration }: NewtonOptions,
): Promise<NewtonResult> {
  let at = { x: start, ...(await evaluate(start)) }
  let factor: Cholesky | undefined
  let last = 0
  let iterations = 0
  const found = (converged: boolean): NewtonResult => ({ ...at, iterations, converged })
  while (iterations < maxIter) {
    throwIfCancelled(signal)
    if (at.gradient.every(g => Math.abs(g) <= tol)) return found(true)
    let { step, promised } = factor ? stepOf(factor, at.gradient) : none
    if (!(promised <= sameHessian * last)) {
      factor = factored(await hessian(at.x), at.x.length, rounding)
      ;({ step, promised } = stepOf(factor, at.gradient))
    }
    last = promised
    const size = Math.abs(at.value)
    const seen = promised > decrease * size || !tiny(step, at.x)
    const next = seen ? await lower(evaluate, at, step, noise) : stepped(at, step, promised)
    if (!next) return found(promised <= Math.max(decrease, 10 * noise) * size)
    at = next
    iterations++
    if (await onIteration?.({ iteration: iterations, value: at.value, x: at.x })) return found(false)
    if (promised <= decrease * size) return found(true)
  }
  return found(at.gradient.every(g => Math.abs(g) <= tol))
}

/** A step so short that the cube of its length, which the quadratic lacks, is below double precision. */
const tiny = (step: Float64Array, x: Float64Array): boolean => maxNorm(step) <= 1e-5 * Math.max(1, maxNorm(x))

/** The point a short step away, without asking for its value: the quadratic foretells it, and a slope of nearly 0. */
const stepped = ({ x, value }: Point, step: Float64Array, promised: number): Point => ({
  x: x.map((value, i) => value - step[i]),
  value: value - promised,
  gradient: new Float64Array(step.length),
})

const none = { step: new Float64Array(0), promised: Infinity }

/** Newton's step down from a point, and half of what its slope promises: the decrease of a quadratic. */
function stepOf(factor: Cholesky, gradient: Float64Array): { step: Float64Array; promised: number } {
  const step = choleskySolve(factor, gradient)
  return { step, promised: 0.5 * step.reduce((s, d, i) => s + d * gradient[i], 0) }
}

/** The point a step, or a half, a quarter … of it, away whose value is not higher; undefined when there is none. */
async function lower(
  evaluate: Objective,
  from: { x: Float64Array; value: number },
  step: Float64Array,
  noise: number,
): Promise<Point | undefined> {
  for (let size = 1; size > 1e-6; size /= 2) {
    const x = from.x.map((value, i) => value - size * step[i])
    const next = await evaluate(x)
    if (next.value <= from.value + noise * Math.abs(from.value)) return { x, ...next }
  }
  return undefined
}

/**
 * Factor of the Hessian, its diagonal raised by its rounding or by as much as it takes to be positive definite.
 * Errors: `numeric` when nothing makes it so, for there are numbers in it that are not finite.
 */
function factored(hessian: Float64Array, n: number, rounding: number): Cholesky {
  for (let raise = rounding; raise < 1e300; raise *= 10) {
    const raised = hessian.slice()
    for (let i = 0; i < n; i++) {
      const own = hessian[i * n + i]
      raised[i * n + i] = own === 0 ? Math.max(1, raise) : own + raise * Math.abs(own)
    }
    const factor = cholesky(raised, n)
    if (isFactored(factor)) return factor
  }
  throw new LatheError({
    code: 'numeric',
    message: 'The curvature of the loss could not be found.',
    remedy: 'Check the features for extreme values, or scale them first.',
  })
}
