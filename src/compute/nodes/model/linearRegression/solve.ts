import { LatheError } from '../../../../shared/errors'
import type { Context } from '../../../engine/node'
import { Curve } from '../../../learning/curve'
import { listed } from '../../../learning/names'
import { closedForm } from './closedForm'
import { coordinateDescent, type Penalties } from '../../../linalg/coordinateDescent/coordinateDescent'
import type { Design } from './design'
import { gradientDescent } from './gradientDescent'
import { type Params, penaltiesOf } from './penalties'
import type { Solution } from './solution'
import type { Gram } from './rawGram'
import { affordable, deviceGram, hostGram, residualOf } from './sweeps'

/** What a solver found, in standardised units. */
export interface Solved {
  solver: 'closedForm' | 'coordinateDescent' | 'gradientDescent'
  gamma: Float64Array
  /** What stands beside the centred features: about 0. */
  constant: number
  /** n: target − Zγ − constant. */
  residual: Float64Array
  gram: Gram
  /** The closed form's own account. */
  solution?: Solution
  rank: number | null
  iterations: number | null
  /** Mean squared error before each gradient step. */
  curve?: Curve
}

/** Fits by the solver asked for; residuals are formed in double precision whatever the solver. */
export async function solve(context: Context, design: Design, params: Params): Promise<Solved> {
  const solver = chosen(params)
  const penalties = penaltiesOf(params, design)
  const gram = await deviceGram(context, design)
  const all = Array.from({ length: design.p }, (_, j) => j)
  if (solver === 'closedForm') {
    const solution = await closedForm(design, gram, penalties.l2)
    warnOfDependence(context, design, solution)
    const { residual, mean } = await residualOf(design, solution.gamma, all)
    return {
      solver,
      gamma: solution.gamma,
      constant: mean,
      residual,
      gram,
      solution,
      rank: solution.rank,
      iterations: null,
    }
  }
  if (solver === 'coordinateDescent') return descend(context, design, params, penalties, gram)
  const curve = lossOf()
  const found = await gradientDescent(context, design, gram, penalties, { ...params, curve })
  if (!found.converged && !context.iterations.early) warnOfSteps(context, params)
  const { residual, mean } = await residualOf(design, found.gamma, all)
  const constant = design.intercept ? found.bias : 0
  return {
    solver,
    gamma: found.gamma,
    constant,
    residual: residual.map(r => r + mean - constant),
    gram,
    rank: null,
    iterations: found.iterations,
    curve,
  }
}

const lossOf = (): Curve =>
  new Curve({
    id: 'loss',
    title: 'Loss by iteration',
    caption: 'Mean squared error in the training rows before each step.',
    label: 'Mean squared error',
    series: [{ name: 'train', partition: 'train' }],
  })

async function descend(
  context: Context,
  design: Design,
  params: Params,
  penalties: Penalties,
  rough: Gram,
): Promise<Solved> {
  const gram = affordable(design) ? await hostGram(design) : rough
  const { tol, maxIter } = params
  const targetSquare = design.target.some(y => y !== 0) ? 1 : 0
  const { gamma, iterations, converged } = coordinateDescent(gram, penalties, {
    tol,
    maxIter,
    targetSquare,
    signal: context.signal,
  })
  if (!converged) warnOfSteps(context, params)
  const { residual, mean } = await residualOf(
    design,
    gamma,
    Array.from({ length: design.p }, (_, j) => j),
  )
  return { solver: 'coordinateDescent', gamma, constant: mean, residual, gram, rank: null, iterations }
}

function chosen({ solver, penalty }: Params): Solved['solver'] {
  const absolute = penalty === 'l1' || penalty === 'elasticNet'
  if (solver === 'auto') return absolute ? 'coordinateDescent' : 'closedForm'
  if (solver === 'closedForm' && absolute)
    throw new LatheError({
      code: 'parameter',
      message: `There is no closed form for the penalty ${penalty}.`,
      where: 'solver',
      remedy: {
        text: 'Choose the solver auto or coordinateDescent, or the penalty l2.',
        fix: { set: { parameter: 'solver', value: 'auto' } },
      },
    })
  return solver
}

function warnOfSteps(context: Context, { maxIter, tol }: Params): void {
  context.warn(
    `${maxIter} iterations did not reach the tolerance ${tol}: the coefficients are near the solution, not at it. Raise maxIter, or scale the features.`,
  )
}

/** Names what is constant and what repeats others. */
function warnOfDependence(context: Context, { names, constant, n, p }: Design, { dependent }: Solution): void {
  const still = names.filter((_, j) => constant[j])
  if (still.length > 0 && p > 0)
    context.warn(
      `${listed(still)} ${still.length === 1 ? 'has' : 'have'} one value in the training rows: the coefficient is 0.`,
    )
  if (dependent.size === 0) return
  const [first] = dependent
  const example =
    dependent.size <= 3
      ? [...dependent].map(([j, on]) => `${names[j]} follows from ${listed(on.map(k => names[k]))}`).join('; ')
      : `${listed([...dependent.keys()].map(j => names[j]))} follow from the others (${names[first[0]]} for one)`
  context.warn(
    `${example}${n <= p ? ` (${n} rows, ${p} features)` : ''}: many coefficients fit alike, and those of least norm were taken. Leave such columns out, or use the penalty l2.`,
  )
}
