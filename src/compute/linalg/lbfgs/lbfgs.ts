import { LatheError, throwIfCancelled } from '../../../shared/errors'
import { History } from './history'
import { lineSearch, type Objective, type Point } from '../lineSearch/lineSearch'
import { dot, maxNorm } from '../vector'

export interface LbfgsOptions {
  /** Default 100. */
  maxIter?: number
  /** Done when the largest |gradient| is at most this (default 1e-4, as in scikit-learn). */
  tol?: number
  /** Pairs kept (default 10). */
  memory?: number
  /** Relative error of the objective's value (default 2⁻²¹: sums in single precision). 0 for an objective in double precision. */
  noise?: number
  /** True: stop with what there is. */
  onIteration?: (state: {
    iteration: number
    value: number
    gradientNorm: number
    x: Float64Array
  }) => boolean | void | Promise<boolean | void>
  signal?: AbortSignal
}

/**
 * `gradient`: below tol. `precision`: the objective's rounding hides any further descent. `maxIter`: iterations spent.
 * `stopped`: the caller has had enough. `lineSearch`: no lower point along a direction that promised one: value and gradient contradict each other.
 */
export type LbfgsReason = 'gradient' | 'precision' | 'maxIter' | 'stopped' | 'lineSearch'

export interface LbfgsResult extends Point {
  iterations: number
  evaluations: number
  /** The reason is `gradient` or `precision`. */
  converged: boolean
  reason: LbfgsReason
}

/** Iterations without a visibly lower value or a clearly smaller gradient after which the rest is rounding. */
const patience = 5

/**
 * Minimises a smooth function of n variables whose value and gradient may carry single-precision noise. Liu and Nocedal (1989).
 * Of the points whose values are equal within the noise the one with the smallest gradient is returned.
 *
 * @throws LatheError `numeric` if the objective is not finite at the start, `cancelled` once the signal fired.
 */
export async function lbfgs(
  objective: Objective,
  start: Float64Array,
  options: LbfgsOptions = {},
): Promise<LbfgsResult> {
  const { maxIter = 100, tol = 1e-4, noise = 2 ** -21 } = options
  let evaluations = 0
  const evaluate: Objective = async x => {
    throwIfCancelled(options.signal)
    evaluations++
    return objective(x)
  }
  const history = new History(options.memory ?? 10)
  const rounding = (value: number): number => Math.max(noise, 4 * Number.EPSILON) * Math.abs(value)

  const first = await evaluate(start)
  let at: Point = { x: start.slice(), value: first.value, gradient: first.gradient.slice() }
  if (!Number.isFinite(at.value) || !Number.isFinite(maxNorm(at.gradient))) throw notFinite()
  let best = at
  let stale = 0
  let iterations = 0
  const result = (reason: LbfgsReason): LbfgsResult => {
    const converged = reason === 'gradient' || reason === 'precision'
    return { ...best, iterations, evaluations, converged, reason }
  }

  while (maxNorm(best.gradient) > tol) {
    if (iterations >= maxIter) return result('maxIter')
    let direction = history.direction(at.gradient)
    if (!(dot(direction, at.gradient) < 0)) {
      history.clear()
      direction = at.gradient.map(value => -value)
    }
    const firstStep = history.empty ? 1 / Math.sqrt(dot(at.gradient, at.gradient)) : 1
    const next = await lineSearch(evaluate, at, direction, firstStep, best.value, rounding(best.value))
    if (next === undefined) {
      // What the direction promised is an estimate: hence the ten.
      if (!history.empty && -dot(direction, at.gradient) / 2 <= 10 * rounding(at.value)) return result('precision')
      if (history.empty) return result('lineSearch')
      history.clear()
      continue
    }
    iterations++
    history.add(difference(next.x, at.x), difference(next.gradient, at.gradient))
    const lower = next.value < best.value - rounding(best.value)
    const flatter = maxNorm(next.gradient) < 0.9 * maxNorm(best.gradient)
    stale = lower || flatter ? 0 : stale + 1
    if (lower || maxNorm(next.gradient) < maxNorm(best.gradient)) best = next
    at = next
    const state = { iteration: iterations, value: at.value, gradientNorm: maxNorm(at.gradient), x: at.x }
    if (await options.onIteration?.(state)) return result('stopped')
    if (stale >= patience) return result('precision')
  }
  return result('gradient')
}

const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value - b[i])

const notFinite = (): LatheError =>
  new LatheError({
    code: 'numeric',
    message: 'The loss is not finite at the start.',
    remedy: 'Scale the features, or look for extreme values.',
  })
