import { pauses } from '../../../frame/pause'
import { leastSquares, multiplyQTransposed, qr } from '../../../linalg/qr/qr'
import { maxNorm } from '../../../linalg/vector'
import type { Exact } from './exact'

const mostSteps = 50
/** Promised decreases, relative to the objective, and steps in log-odds, below which the optimum is reached. */
const decrease = 1e-14
const still = 1e-4

export interface Reweighted {
  z: Float64Array
  value: number
  settled: boolean
  /** The last step. */
  step: Float64Array
}

/**
 * Newton's method by least squares of the weighted rows in double precision (iteratively reweighted least squares; Green, 1984), which
 * keeps twice the digits of a Hessian where columns nearly follow from each other; of columns that do follow, the shortest step is
 * taken. Not settled where steps promise nothing any more and still do not get short. Errors: `cancelled`.
 */
export async function irls(exact: Exact, start: Float64Array, signal: AbortSignal): Promise<Reweighted> {
  const pause = pauses(signal, 50)
  let z = start
  let { value } = exact.evaluate(z)
  let step: Float64Array = new Float64Array(z.length)
  for (let steps = 0; steps < mostSteps; steps++) {
    await pause()
    const { a, b, live } = exact.weighted(z)
    const system = qr(a, b.length, live.length)
    step = new Float64Array(z.length)
    for (const [at, s] of leastSquares(system, b).entries()) step[live[at]] = s
    const slopes = multiplyQTransposed(system, b).subarray(0, system.rank)
    const promised = 0.5 * slopes.reduce((sum, s) => sum + s * s, 0)
    const moved = Math.max(...exact.scores(step).map(maxNorm))
    const done = promised <= decrease * Math.abs(value)
    const next = lower(exact, z, step, value)
    if (next) ({ z, value } = next)
    if (done || !next) return { z, value, settled: moved <= (done ? 0.1 : still), step }
  }
  return { z, value, settled: false, step }
}

/** The point a step, or a half, a quarter … of it, away whose value is not higher. */
function lower(
  exact: Exact,
  from: Float64Array,
  step: Float64Array,
  value: number,
): { z: Float64Array; value: number } | undefined {
  for (let size = 1; size > 1e-6; size /= 2) {
    const z = from.map((x, m) => x + size * step[m])
    const next = exact.evaluate(z).value
    if (next <= value + 1e-15 * Math.abs(value)) return { z, value: next }
  }
  return undefined
}
