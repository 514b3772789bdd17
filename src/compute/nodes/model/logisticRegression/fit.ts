import type { Block } from '../../../../shared/results/blocks'
import { throwIfCancelled } from '../../../../shared/errors'
import type { Context, Estimator, Fitted, Summary } from '../../../engine/node'
import type { Rows } from '../../../engine/design'
import type { Training } from '../../../engine/training'
import { boundaryBlocks } from '../../../learning/boundary'
import type { Inference } from '../../../learning/estimates'
import { listed } from '../../../learning/names'
import { pointsOf } from '../../../learning/points'
import { warnOfWholeDummies } from '../../../learning/wholeDummies'
import { coefficientBlocks } from './coefficients'
import { type Exact, exactOf } from './exact'
import { curvatureOf, inverseDiagonal } from './curvature'
import { hessianFits } from './hessian'
import { inferenceOf } from './inference'
import { type Learned, middleOf, moving } from './learned'
import { Loss } from './loss'
import { predict } from './predict'
import { centred, learnedFrom, type Params, problemOf } from './problem'
import { sigmoidBlock } from './sigmoid'
import { polish, type Polished, separates } from './polish'
import { solve } from './solve'
import { fitSparse } from './sparse'
import type { spec } from './spec'
import { lossOf, nullLogLikelihood, shaped } from './summary'

export const estimator: Estimator<(typeof spec)['parameters']> = { fit, predict, explain }

async function fit(context: Context, data: Training, params: Params): Promise<Fitted> {
  if (data.isSparse) return fitSparse(context, data, params)
  using scope = context.device.scope()
  if (params.penalty === 'none' && params.fitIntercept) warnOfWholeDummies(context, data)
  const problem = await problemOf({ ...context, scope }, data, params)
  const loss = new Loss(context.device, scope, problem)
  const curve = lossOf(problem)
  const solution = await solve(context, data, loss, params, curve)
  context.iterations.over()
  const exact = await exactOf(problem, data)
  throwIfCancelled(context.signal)
  // A solver that stops by itself has met its tolerance, or the end of single precision.
  const stopped = params.solver !== 'gradientDescent' && !context.iterations.early
  const arrived = solution.converged || (stopped && solution.iterations < params.maxIter)
  const separable = !problem.penalized && (await separates(loss, exact, solution.z))
  const end: Polished =
    arrived && !separable
      ? await polish(context, loss, exact, solution.z)
      : { z: solution.z, end: separable ? 'growing' : 'unsettled' }
  const settled = end.end === 'settled' && (solution.converged || exact !== undefined)
  const z = centred(end.z, problem.outputs, problem.cols)
  const estimates = learnedFrom(problem, z)
  if (end.end === 'growing' && !problem.penalized)
    context.warn(
      `${separable ? 'The classes' : 'Some rows'} can be separated perfectly; coefficients grow without bound, and what is shown is where the solver stopped. Set penalty to l2.`,
    )
  else if (arrived && !settled)
    context.warn(
      `The coefficients are near the optimum, not at it: columns follow so nearly from others that its last digits are lost. ${problem.penalized ? 'Leave some of them out, or use a smaller c.' : 'Leave some of them out, or set penalty to l2.'}`,
    )
  else if (!settled && !context.iterations.early) warnUnfinished(context, params, solution.iterations)
  const inference = settled ? await inferenceFor(context, data, loss, exact, z, estimates) : undefined
  // Centring, with more than two classes, has moved z since.
  const value = problem.outputs === 1 ? end.value : undefined
  const logLikelihood = -problem.total * (await meanLoss(loss, exact, z, value))
  const summary: Summary = {
    ...shaped(problem, estimates),
    standardErrors: inference?.standardErrors ?? null,
    zValues: inference?.ratios ?? null,
    pValues: inference?.pValues ?? null,
    confidenceIntervals: inference?.confidenceIntervals ?? null,
    logLikelihood,
    mcFaddenRSquared: 1 - logLikelihood / nullLogLikelihood(problem),
    nIterations: solution.iterations,
    converged: settled,
  }
  const blocks = [...coefficientBlocks(data, problem, estimates, inference), curve.block()]
  return {
    state: { ...estimates },
    summary,
    headline: { label: 'train loss', value: -logLikelihood / data.n, format: 'figure', better: 'low' },
    blocks,
  }
}

async function explain(
  context: Context,
  fitted: Fitted,
  data: Training,
  frame: Parameters<NonNullable<Estimator['explain']>>[3],
): Promise<Block[]> {
  const learned = fitted.state as unknown as Learned
  const points = await pointsOf(context, data, frame)
  const boundary = {
    decide: (rows: Rows) => predict(context, fitted.state, rows),
    middle: middleOf(learned, data.names),
    chosen: moving,
  }
  return [
    ...(await sigmoidBlock(context, learned, data, points)),
    ...(await boundaryBlocks(context, data, points, boundary)),
  ]
}

function warnUnfinished(context: Context, params: Params, iterations: number): void {
  const remedy =
    iterations < params.maxIter
      ? 'Put prep.scale before it, or use a smaller c.'
      : params.solver === 'gradientDescent'
        ? 'Raise maxIter, or set solver to lbfgs.'
        : 'Raise maxIter.'
  context.warn(
    `The solver stopped after ${iterations} ${iterations === 1 ? 'iteration' : 'iterations'}, before it met its tolerance. ${remedy}`,
  )
}

/** Wald statistics where they exist: two classes, no penalty, independent columns. */
async function inferenceFor(
  context: Context,
  data: Training,
  loss: Loss,
  exact: Exact | undefined,
  z: Float64Array,
  estimates: Learned,
): Promise<Inference | undefined> {
  const { problem } = loss
  if (problem.penalized || problem.outputs > 1 || !hessianFits(loss)) return undefined
  const curvature = await curvatureOf(loss, exact, z, context.signal)
  const idle = data.names.filter((_, j) => problem.unit[j] === 0)
  if (idle.length > 0)
    context.warn(
      `${listed(idle)} ${idle.length === 1 ? 'is' : 'are'} constant in the training rows and can tell nothing: coefficient 0.`,
    )
  if ('dependent' in curvature) {
    const name = data.names[curvature.dependent] ?? 'The intercept'
    context.warn(
      `${name} follows from the other columns, so the coefficients are not unique and have no standard errors. Leave it out, or set penalty to l2.`,
    )
    return undefined
  }
  const result = inferenceOf(problem, curvature, estimates)
  const errors = result.standardErrors.slice(1).map((e, j) => (e ?? 0) * problem.design.scale[j])
  if (errors.some(e => e > loose)) {
    // At z = 0 every row weighs alike: what is uncertain there is so by the columns, whatever the classes are.
    const even = await curvatureOf(loss, exact, new Float64Array(z.length), context.signal)
    const byColumns = 'dependent' in even ? undefined : inverseDiagonal(even).map(v => Math.sqrt(v / problem.total))
    const which = (dependent: boolean): string[] =>
      data.names.filter((_, j) => errors[j] > loose && (!byColumns || byColumns[j] > loose / 10) === dependent)
    const [near, apart] = [which(true), which(false)]
    if (near.length > 0)
      context.warn(
        `The ${near.length === 1 ? 'coefficient' : 'coefficients'} of ${listed(near)} ${near.length === 1 ? 'is' : 'are'} very uncertain: such columns nearly follow from others, and no rows tell them apart. Leave some of them out, or set penalty to l2.`,
      )
    if (apart.length > 0)
      context.warn(
        `The coefficients of ${listed(apart)} are very uncertain: the classes can almost be separated by ${apart.length === 1 ? 'it' : 'them'}. Set penalty to l2, or leave them out.`,
      )
  }
  return result
}

/** Standard errors per deviation of a feature above which a coefficient says nothing. */
const loose = 100

/** `known`: the objective at z, where it has been found already. */
async function meanLoss(
  loss: Loss,
  exact: Exact | undefined,
  z: Float64Array,
  known: number | undefined,
): Promise<number> {
  const { penalty, cols } = loss.problem
  const value = known ?? (exact ? exact.evaluate(z) : await loss.evaluate(z)).value
  return value - z.reduce((s, x, m) => s + 0.5 * penalty[m % cols] * x * x, 0)
}
