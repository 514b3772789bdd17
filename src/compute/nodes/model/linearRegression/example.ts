import { columnNamed, targetOf } from '../../../frame/frame'
import { featuresAt, productHead, productLines, sizeOf, sumOf, type Weighted } from '../../../engine/features'
import { tex, texSum } from '../../../engine/tex'
import {
  type Example,
  type Finished,
  numberAfter,
  numberBefore,
  numbersOf,
  type WorkedStep,
} from '../../../engine/worked'
import { bend } from '../../../engine/whatIf'
import { normalEquations } from './normalEquations'

/** One row's prediction and residual, and for few features the equations that the coefficients solve. */
export const example: Example = {
  async suggest(at) {
    const target = targetOf(at.before)
    if (!target || target.cells.form !== 'numbers') return []
    const y = await numbersOf(at, at.before, target.name)
    const predicted = await numbersOf(at, at.after, at.after.prediction!.column)
    const residuals = y.map((value, i) => value - predicted[i])
    const [most, least] = [farthest(residuals, 1), farthest(residuals, -1)]
    return [
      ...(most < 0 ? [] : [{ row: most, about: 'most above its prediction' }]),
      ...(least < 0 ? [] : [{ row: least, about: 'most below its prediction' }]),
    ]
  },

  async steps(at) {
    const weighted = await weightedOf(at)
    return [await prediction(at, weighted), ...(await residual(at, weighted)), ...(await normalEquations(at))]
  },

  whatIf: at =>
    bend(at, at.model!.features, async rows => {
      const beta = at.state['coefficients'] as Float64Array
      const from = at.state['intercept'] as number
      return Promise.resolve({
        says: at.model!.target ?? 'prediction',
        curves: [{ name: 'prediction', values: rows.map(x => x.reduce((sum, v, j) => sum + beta[j] * v, from)) }],
      })
    }),
}

async function weightedOf(at: Finished): Promise<Weighted> {
  return {
    features: await featuresAt(at, at.model!.features),
    shown: at.summary['coefficients'] as number[],
    held: at.state['coefficients'] as Float64Array,
    intercept: { shown: at.summary['intercept'] as number, held: at.state['intercept'] as number },
  }
}

async function prediction(at: Finished, weighted: Weighted): Promise<WorkedStep> {
  const said = await numberAfter(at, at.after.prediction!.column)
  const products = weighted.features.map((f, j) => `${tex(weighted.shown[j])} \\cdot ${tex(f.x, true)}`)
  return {
    title: 'What it predicts',
    sentence: 'Each feature of the row times its coefficient; the products and the intercept add up to the prediction.',
    formula: '\\hat y = \\beta_0 + \\sum_{j=1}^{p} \\beta_j x_j',
    filled: `\\hat y = ${texSum([tex(weighted.intercept.shown), ...products])} = ${tex(said)}`,
    head: productHead(weighted),
    lines: [
      ...productLines(weighted),
      {
        name: 'prediction',
        cells: productHead(weighted)
          .slice(2)
          .map(() => null),
        value: said,
        again: sumOf(weighted),
        unit: sizeOf(weighted),
        total: true,
      },
    ],
  }
}

async function residual(at: Finished, weighted: Weighted): Promise<WorkedStep[]> {
  const target = at.model!.target
  if (target === undefined || columnNamed(at.before, target).cells.form !== 'numbers') return []
  const y = await numberBefore(at, target)
  if (Number.isNaN(y)) return []
  const said = await numberAfter(at, at.after.prediction!.column)
  return [
    {
      title: 'How far off it is',
      sentence:
        'The residual is what the row says less what the model predicts. The fit makes the squares of all training rows’ residuals together as small as they can be.',
      formula: 'r = y - \\hat y',
      filled: `r = ${tex(y)} - ${tex(said, true)} = ${tex(y - said)}`,
      head: ['', '$y$', '$\\hat y$', '$r$'],
      lines: [
        {
          name: 'residual',
          cells: [y, said],
          value: y - said,
          again: y - sumOf(weighted),
          unit: Math.abs(y) + sizeOf(weighted),
          total: true,
        },
      ],
    },
  ]
}

/** Where the numbers are largest in one direction; −1 where there is none. */
function farthest(values: Float64Array, sign: 1 | -1): number {
  let best = -1
  for (let i = 0; i < values.length; i++)
    if (!Number.isNaN(values[i]) && (best < 0 || sign * values[i] > sign * values[best])) best = i
  return best
}
