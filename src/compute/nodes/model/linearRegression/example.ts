import { featuresAt, productHead, productLines, sizeOf, sumOf, type Weighted } from '../../../engine/features'
import { tex, texSum } from '../../../engine/tex'
import type { Finished, WorkedStep } from '../../../engine/worked'
import { type Predicted, regressorExample, residualStep } from '../../../learning/valueExample'
import type { Beta } from './beta'
import { normalEquations } from './normalEquations'

const why = 'The fit makes the squares of all training rows’ residuals together as small as they can be.'

/** One row's prediction and residual, and for few features the equations that the coefficients solve. */
export const example = regressorExample({
  async steps(at, predicted) {
    const weighted = await weightedOf(at)
    return [
      prediction(weighted, predicted),
      ...residualStep(predicted, sumOf(weighted), sizeOf(weighted), why),
      ...(await normalEquations(at)),
    ]
  },
  again(at, rows) {
    const { coefficients, intercept } = at.state as unknown as Beta
    return rows.map(x => x.reduce((sum, v, j) => sum + coefficients[j] * v, intercept))
  },
})

async function weightedOf(at: Finished): Promise<Weighted> {
  return {
    features: await featuresAt(at, at.model!.features),
    shown: at.summary['coefficients'] as number[],
    held: at.state['coefficients'] as Float64Array,
    intercept: { shown: at.summary['intercept'] as number, held: at.state['intercept'] as number },
  }
}

function prediction(weighted: Weighted, { said }: Predicted): WorkedStep {
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
