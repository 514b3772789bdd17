import type { Context } from '../../../engine/node'
import { newton } from '../../../linalg/newton/newton'
import { maxNorm } from '../../../linalg/vector'
import { standApart } from './curvature'
import type { Exact } from './exact'
import { hessianFits, hessianOf } from './hessian'
import { irls } from './irls'
import type { Loss } from './loss'
import { deviceNoise } from './solve'

export interface Polished {
  z: Float64Array
  /** `growing`: some rows are told apart by a direction that misplaces no row, and coefficients grow along it without end. */
  end: 'settled' | 'growing' | 'unsettled'
  /** The objective at z, where it is known. */
  value?: number
}

/** Scores that grow by more than this may grow for ever. */
const far = 5
/** A row misplaced by so little of the largest growth is misplaced by rounding. */
const grain = 1e-3

/**
 * Finishes a solution in double precision where the data is small enough for the host, by Newton steps with exact slopes. Their Hessian
 * comes from the device; where columns so nearly follow from each other that it does not get there, few rows are reweighted on the host,
 * and more give it a Hessian in double precision.
 * The objective is then exact to about 1e-14. Errors: `cancelled`.
 */
export async function polish(
  context: Context,
  loss: Loss,
  exact: Exact | undefined,
  z: Float64Array,
): Promise<Polished> {
  if (!hessianFits(loss)) return { z, end: 'settled' }
  const { signal } = context
  let hessian: Float64Array | undefined
  const onDevice = async (at: Float64Array): Promise<Float64Array> => (hessian = await hessianOf(loss, at))
  if (!exact) {
    const options = { maxIter: 10, decrease: 1e-9, tol: 1e-8, noise: deviceNoise, signal }
    const { x, value } = await newton(at => loss.evaluate(at), onDevice, z, options)
    return { z: x, end: 'settled', value }
  }
  const evaluate = (x: Float64Array) => Promise.resolve(exact.evaluate(x))
  const options = { maxIter: 30, decrease: 1e-12, tol: 1e-14, noise: 1e-14, signal }
  let found = await newton(evaluate, onDevice, z, options)
  const wide = (x: Float64Array): boolean => Math.max(...exact.scores(x.map((to, m) => to - z[m])).map(maxNorm)) > far
  // Directions that single precision does not see promise nothing to these steps.
  const seen = standApart(loss, hessian ?? (await onDevice(found.x)))
  if (found.converged && seen && !wide(found.x)) return { z: found.x, value: found.value, end: 'settled' }
  if (exact.qrFits) {
    const { z: x, value, settled, step } = await irls(exact, found.x, signal)
    return { z: x, value, end: settled ? 'settled' : growing(exact, step) ? 'growing' : 'unsettled' }
  }
  if (!(found.converged && seen) && exact.hessianFits)
    found = await newton(evaluate, at => exact.hessian(at, signal), found.x, { ...options, rounding: 1e-15 })
  const { x, value, converged } = found
  const way = x.map((to, m) => to - z[m])
  const endless = (!converged || wide(x)) && growing(exact, way)
  return { z: x, value, end: endless ? 'growing' : converged ? 'settled' : 'unsettled' }
}

/** Whether this direction puts some rows farther on their class's side, and none on the other. */
function growing(exact: Exact, direction: Float64Array): boolean {
  const margins = exact.margins(direction)
  const most = margins.reduce((a, b) => Math.max(a, b), 0)
  return most > 0 && margins.every(m => m >= -grain * most)
}

/** Whether z puts every row strictly on its class's side. */
export async function separates(loss: Loss, exact: Exact | undefined, z: Float64Array): Promise<boolean> {
  return exact ? exact.margins(z).every(m => m > 0) : (await loss.evaluate(z)).wrong === 0
}
