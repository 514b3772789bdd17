import { LatheError } from '../../../../shared/errors'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { lbfgs } from '../../../linalg/lbfgs/lbfgs'
import { newton } from '../../../linalg/newton/newton'
import type { Curve } from '../../../learning/curve'
import { Live } from '../../../learning/live'
import { descend, type DescentOptions } from './descent'
import type { Exact } from './exact'
import { hessianFits, hessianLimit, hessianOf } from './hessian'
import { LiveBoundary } from './liveBoundary'
import type { Loss } from './loss'
import type { Params } from './problem'

export interface Solution {
  /** outputs × cols. */
  z: Float64Array
  iterations: number
  converged: boolean
}

/** Sums in single precision round the mean loss by about this, relative. */
const deviceNoise = 2 ** -21

/** Minimises the objective on the device with the solver asked for, from 0, and shows the boundary as it moves. */
export async function solve(
  context: Context,
  data: Training,
  loss: Loss,
  params: Params,
  curve: Curve,
): Promise<Solution> {
  const { signal, iterations: steps } = context
  const { tol, learningRate } = params
  const start = new Float64Array(loss.count)
  const live = new Live(context)
  const boundary = new LiveBoundary(context, data, loss.problem, params.solver === 'gradientDescent')
  const show = async (z: () => Float64Array | Promise<Float64Array>): Promise<void> => {
    await boundary.show(z)
    await live.draw(() => curve.block())
  }
  if (params.solver === 'gradientDescent') {
    const onPortion: DescentOptions['onPortion'] = async (first, values, current) => {
      values.forEach((value, i) => curve.add(first + i, value))
      await show(current)
    }
    const { x, ...rest } = await descend(context, loss, { learningRate, maxIter: params.maxIter, tol, onPortion })
    return { z: x, ...rest }
  }
  curve.add(0, Math.log(loss.problem.classes))
  const maxIter = Math.min(params.maxIter, steps.limit)
  const onIteration = async ({ iteration, value, x }: { iteration: number; value: number; x: Float64Array }) => {
    curve.add(iteration, value)
    context.progress(Math.min(1, iteration / params.maxIter))
    await show(() => x)
    return steps.after(iteration)
  }
  const evaluate = (z: Float64Array): ReturnType<Loss['evaluate']> => loss.evaluate(z)
  if (params.solver === 'newton') {
    if (!hessianFits(loss))
      throw new LatheError({
        code: 'data',
        message: `Newton's method would need the curvature of ${loss.count} coefficients; ${hessianLimit} are the most.`,
        remedy: { text: 'Set solver to lbfgs.', fix: { set: { parameter: 'solver', value: 'lbfgs' } } },
      })
    const options = { maxIter, decrease: 1e-9, tol, noise: deviceNoise, signal, onIteration }
    const { x, iterations, converged } = await newton(evaluate, z => hessianOf(loss, z), start, options)
    return { z: x, iterations, converged }
  }
  const reach = tol * handOver(loss)
  const { x, iterations, converged } = await lbfgs(evaluate, start, {
    maxIter,
    tol: reach,
    noise: deviceNoise,
    onIteration,
    signal,
  })
  return { z: x, iterations, converged }
}

/**
 * How far L-BFGS goes, in tolerances. With two classes a Hessian costs three evaluations, so Newton's steps take over early; what no
 * Newton step will finish must come closer by itself.
 */
function handOver(loss: Loss): number {
  if (!hessianFits(loss)) return 0.01
  return loss.problem.outputs === 1 ? 10 : 1
}

export interface Polished {
  z: Float64Array
  settled: boolean
  /** The objective at z, where it is known. */
  value?: number
}

/**
 * Finishes a solution by Newton steps, with slopes in double precision where the data is small enough for the host: the objective is
 * then exact to about 1e-14. The Hessian's rounding only slows the last steps down. `settled` is false where coefficients keep growing.
 */
export async function polish(
  context: Context,
  loss: Loss,
  exact: Exact | undefined,
  z: Float64Array,
): Promise<Polished> {
  if (!hessianFits(loss)) return { z, settled: true }
  const evaluate = (x: Float64Array): Promise<{ value: number; gradient: Float64Array }> =>
    exact ? Promise.resolve(exact.evaluate(x)) : loss.evaluate(x)
  const options = exact
    ? { maxIter: 30, decrease: 1e-12, tol: 1e-14, noise: 1e-14, signal: context.signal }
    : { maxIter: 10, decrease: 1e-9, tol: 1e-8, noise: deviceNoise, signal: context.signal }
  const { x, value, converged } = await newton(evaluate, at => hessianOf(loss, at), z, options)
  if (converged || !exact) return { z: x, settled: true, value }
  // Nearly equal columns have a curvature that single precision does not see.
  const again = await exactPolish(exact, x, options)
  return again ?? { z: x, settled: false, value }
}

async function exactPolish(
  exact: Exact,
  z: Float64Array,
  options: Parameters<typeof newton>[3],
): Promise<Polished | undefined> {
  if (!exact.hessianFits) return undefined
  const hessian = (at: Float64Array): Promise<Float64Array> => Promise.resolve(exact.hessian(at))
  const { x, value, converged } = await newton(at => Promise.resolve(exact.evaluate(at)), hessian, z, {
    ...options,
    rounding: 1e-15,
  })
  return { z: x, settled: converged, value }
}
