import type { Axis } from './blocks'

type Points = readonly (readonly [number, number | null])[]

/** Below this many iterations they stand evenly apart; of more, the first ones are where most happens. */
const manyIterations = 100
/** How many times its end a loss begins at, that its axis counts in factors. */
const farFall = 8

/**
 * The axes of a loss by iteration: in powers where most of the fall would else be a vertical line at the edge. Their ends are 1, 2 or 5
 * times a power of ten, so that they stand still for a while as a curve grows. `step`: what an iteration is called.
 */
export function lossAxes(points: Points, label: string, step = 'Iteration'): { x: Axis; y: Axis } {
  const iterations = points.map(p => p[0])
  const losses = points.flatMap(p => (p[1] !== null && Number.isFinite(p[1]) ? [p[1]] : []))
  const [low, high] = [Math.min(...losses), Math.max(...losses)]
  const reached = Math.max(...iterations)
  const many = reached >= manyIterations
  return {
    x: many ? { label: step, scale: 'log', min: 1, max: roundUp(reached) } : { label: step },
    y: low > 0 && high / low >= farFall ? { label, scale: 'log', min: roundDown(low), max: roundUp(high) } : { label },
  }
}

const steps = [1, 2, 5, 10]

/** The least of 1, 2, 5 × 10ⁿ that is not below a positive value. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-12)
  return Number((power * steps.find(s => power * s >= value * (1 - 1e-12))!).toPrecision(1))
}

function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-12)
  return Number((power * steps.findLast(s => power * s <= value * (1 + 1e-12))!).toPrecision(1))
}
