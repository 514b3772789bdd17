import type { Block } from '../../../../shared/results/blocks'
import { throwIfCancelled } from '../../../../shared/errors'
import type { Context, Estimator, Fitted, Summary } from '../../../engine/node'
import type { Rows } from '../../../engine/design'
import type { Training } from '../../../engine/training'
import { boundaryBlocks } from '../../../learning/boundary'
import { classSums } from '../../../learning/classes'
import { Curve } from '../../../learning/curve'
import type { Inference } from '../../../learning/estimates'
import { finite } from '../../../learning/numbers'
import { pointsOf } from '../../../learning/points'
import { coefficientBlocks } from './coefficients'
import { type Exact, exactOf } from './exact'
import { hessianFits, hessianOf } from './hessian'
import { inferenceOf } from './inference'
import { type Learned, middleOf, moving } from './learned'
import { Loss } from './loss'
import { predict } from './predict'
import { centred, learnedFrom, type Params, type Problem, problemOf } from './problem'
import { sigmoidBlock } from './sigmoid'
import { polish, type Polished, solve } from './solve'
import type { spec } from './spec'

export const estimator: Estimator<(typeof spec)['parameters']> = { fit, predict, explain }

async function fit(context: Context, data: Training, params: Params): Promise<Fitted> {
  using scope = context.device.scope()
  const problem = await problemOf({ ...context, scope }, data, params)
  const loss = new Loss(context.device, scope, problem)
  const curve = lossOf(problem)
  const solution = await solve(context, data, loss, params, curve)
  context.iterations.over()
  if (!solution.converged && !context.iterations.early) warnUnfinished(context, params, solution.iterations)
  const separable = !problem.penalized && (await loss.evaluate(solution.z)).wrong === 0
  const exact = await exactOf(problem, data)
  throwIfCancelled(context.signal)
  const finished = solution.converged && !separable
  const end: Polished = finished ? await polish(context, loss, exact, solution.z) : { z: solution.z, settled: true }
  const z = centred(end.z, problem.outputs, problem.cols)
  if (separable)
    context.warn(
      'The classes can be separated perfectly; coefficients grow without bound, and what is shown is where the solver stopped. Set penalty to l2.',
    )
  const estimates = learnedFrom(problem, z)
  // A penalty bounds them: there the last digits alone are open.
  if (!end.settled && !problem.penalized)
    context.warn(
      'Some rows can be separated perfectly; coefficients grow without bound, and what is shown is where the solver stopped. Set penalty to l2.',
    )
  const inference = finished && end.settled ? await inferenceFor(context, data, loss, exact, z, estimates) : undefined
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
    converged: solution.converged,
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

const lossOf = ({ penalized }: Problem): Curve =>
  new Curve({
    id: 'loss',
    title: 'Loss by iteration',
    caption: `${penalized ? 'Mean loss with its penalty' : 'Mean loss'} over the training rows.`,
    label: 'Mean loss',
    series: [{ name: 'train', partition: 'train' }],
  })

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
  const small = exact?.hessianFits === true
  const hessian = small ? exact.hessian(z) : await hessianOf(loss, z)
  const result = inferenceOf(problem, hessian, small ? 1e-11 : 1e-6, estimates)
  const idle = data.names.filter((_, j) => problem.unit[j] === 0)
  if (idle.length > 0)
    context.warn(
      `${listed(idle)} ${idle.length === 1 ? 'is' : 'are'} constant in the training rows and can tell nothing: coefficient 0.`,
    )
  if ('dependent' in result) {
    const name = data.names[result.dependent] ?? 'The intercept'
    context.warn(
      `${name} follows from the other columns, so the coefficients are not unique and have no standard errors. Leave it out, or set penalty to l2.`,
    )
    return undefined
  }
  const loose = data.names.filter((_, j) => (result.standardErrors[j + 1] ?? 0) * problem.design.scale[j] > 100)
  if (loose.length > 0)
    context.warn(
      `The coefficients of ${listed(loose)} are very uncertain: the classes can almost be separated by ${loose.length === 1 ? 'it' : 'them'}, or such columns nearly follow from others. Set penalty to l2, or leave them out.`,
    )
  return result
}

const listed = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(' and ')

/** One flat list and a number with two classes, else one list and one number for each class. */
function shaped({ p, outputs }: Problem, { coefficients, intercept }: Learned): Summary {
  const rows = <T>(make: (b: number) => T): T[] | T[][] => {
    const all = Array.from({ length: outputs }, (_, k) => Array.from(coefficients.subarray(k * p, (k + 1) * p), make))
    return outputs === 1 ? all[0] : all
  }
  return {
    coefficients: rows(b => b),
    intercept: outputs === 1 ? intercept[0] : Array.from(intercept),
    oddsRatios: rows(b => finite(Math.exp(b))),
  }
}

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

/** Of the model that knows only the classes' shares; the weights are those of the fit. */
function nullLogLikelihood({ codes, share, classes, total }: Problem): number {
  return total * classSums(codes, classes, share).reduce((s, w) => s + (w > 0 ? w * Math.log(w) : 0), 0)
}
