import { LatheError } from '../../../../shared/errors'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { lbfgs } from '../../../linalg/lbfgs/lbfgs'
import { newton } from '../../../linalg/newton/newton'
import type { Curve } from '../../../learning/curve'
import { Live } from '../../../learning/live'
import { descend, type DescentOptions } from './descent'
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
export const deviceNoise = 2 ** -21

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
