import { dot } from '../vector'

/** Value and gradient (length n) of an objective at a point. */
export interface Evaluation {
  value: number
  gradient: Float64Array
}

export interface Point extends Evaluation {
  x: Float64Array
}

export type Objective = (x: Float64Array) => Promise<Evaluation>

/** Sufficient decrease and curvature: Nocedal and Wright (2006), 3.1, for quasi-Newton steps. */
const armijo = 1e-4
const curvature = 0.9
/** Approximate decrease, judged by slopes alone: Hager and Zhang (2005). */
const approximate = 0.1
const maxEvaluations = 20
/** Where even the promised decrease drowns in rounding, more tries only roll dice. */
const maxBlindEvaluations = 4

interface Side {
  step: number
  value: number
  slope: number
}

/**
 * A point along `direction` that meets the strong Wolfe conditions. Where values no longer tell (differences within their
 * rounding), the approximate Wolfe condition of Hager and Zhang (2005) judges by slopes, which keep their digits longer; a value
 * more than `rounding` above the `lowest` seen is refused all the same. When no step meets the curvature condition the lowest point with a sufficient decrease
 * is taken, and undefined is returned when there is none.
 */
export async function lineSearch(
  objective: Objective,
  from: Point,
  direction: Float64Array,
  firstStep: number,
  lowest: number,
  rounding: number,
): Promise<Point | undefined> {
  const slope = dot(from.gradient, direction)
  const ceiling = lowest + rounding
  let low: Side = { step: 0, value: from.value, slope }
  let high: Side | undefined
  let fallback: Point | undefined
  let step = firstStep
  // Half the slope is what a quadratic would fall along a Newton step.
  const tries = -slope / 2 > rounding ? maxEvaluations : maxBlindEvaluations
  for (let i = 0; i < tries; i++) {
    const x = from.x.map((value, j) => value + step * direction[j])
    const { value, gradient } = await objective(x)
    const at: Side = { step, value, slope: dot(gradient, direction) }
    const decreased = value <= from.value + armijo * step * slope
    const untold = value <= ceiling && value >= from.value - rounding
    const level = untold && at.slope <= (2 * approximate - 1) * slope
    if (decreased && value < (fallback?.value ?? from.value)) fallback = { x, value, gradient: gradient.slice() }
    if ((decreased || level) && Math.abs(at.slope) <= -curvature * slope)
      return { x, value, gradient: gradient.slice() }
    if ((decreased || untold) && at.slope < 0) low = at
    else high = at
    const next = high ? between(low, high) : 4 * step
    if (next === low.step || next === high?.step || next === Infinity) break
    step = next
  }
  return fallback
}

/**
 * The next step inside a bracket: where the slope's chord crosses zero, or the bottom of the parabola if that is nearer (a chord to where
 * the function is level again lies far out), kept off the ends.
 */
function between(low: Side, high: Side): number {
  const width = high.step - low.step
  if (!Number.isFinite(high.value)) return low.step + 0.1 * width
  const parabola = (-low.slope * width) / (2 * (high.value - low.value - low.slope * width))
  const chord = high.slope > 0 ? low.slope / (low.slope - high.slope) : Infinity
  const share = parabola > 0 ? Math.min(chord, parabola) : chord
  return low.step + width * (share >= 0.1 ? Math.min(share, 0.9) : 0.1)
}
