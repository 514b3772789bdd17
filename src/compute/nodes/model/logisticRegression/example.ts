import { featuresAt, productHead, productLines, sizeOf, sumOf, type Weighted } from '../../../engine/features'
import { tex, texSum } from '../../../engine/tex'
import type { Finished, WorkedStep } from '../../../engine/worked'
import { classifierExample, costStep, type Judged, sharesStep } from '../../../learning/classExample'
import { sharesOf } from '../../../learning/classes'
import type { Learned } from './learned'

/** One row's score, its probabilities, and what the row costs. */
export const example = classifierExample({
  async steps(at, judged) {
    const scores = await Promise.all(judged.chances.map((_, k) => weightedOf(at, k)))
    return [
      score(judged, scores),
      probabilities(judged, scores.map(sumOf)),
      ...costStep(judged, sharesOf(scores.map(sumOf)), 1 + Math.max(...scores.map(sizeOf))),
    ]
  },
  again(at, rows) {
    const { coefficients, intercept } = at.state as unknown as Learned
    const p = at.model!.features.length
    return rows.map(x =>
      sharesOf(Array.from(intercept, (from, k) => x.reduce((sum, v, j) => sum + coefficients[k * p + j] * v, from))),
    )
  },
})

/** The weighted sum of a class; with two classes there is one, of the second, and the first has 0. */
async function weightedOf(at: Finished, k: number): Promise<Weighted> {
  const features = await featuresAt(at, at.model!.features)
  const p = features.length
  const { coefficients, intercept } = at.state as unknown as Learned
  if (intercept.length === 1) {
    const none = features.map(() => 0)
    if (k === 0) return { features, shown: none, held: none, intercept: { shown: 0, held: 0 } }
    const shown = at.summary['coefficients'] as number[]
    return {
      features,
      shown,
      held: coefficients,
      intercept: { shown: at.summary['intercept'] as number, held: intercept[0] },
    }
  }
  return {
    features,
    shown: (at.summary['coefficients'] as number[][])[k],
    held: coefficients.subarray(k * p, (k + 1) * p),
    intercept: { shown: (at.summary['intercept'] as number[])[k], held: intercept[k] },
  }
}

/** What a score was, read back from the probabilities: of the second class against the first, or about the mean of all. */
function scoreBehind(chances: readonly number[], k: number): number {
  const logs = chances.map(Math.log)
  return chances.length === 2 ? logs[1] - logs[0] : logs[k] - logs.reduce((sum, l) => sum + l, 0) / logs.length
}

function score({ names, chances, chosen }: Judged, scores: readonly Weighted[]): WorkedStep {
  const k = chances.length === 2 ? 1 : chosen
  const weighted = scores[k]
  const name = names[k]
  const again = sumOf(weighted)
  // Probabilities that have run out of single precision no longer tell the score: the results' own weights do.
  const told = chances.every(p => p > 1e-30)
  const value = told
    ? scoreBehind(chances, k)
    : weighted.features.reduce((sum, f, j) => sum + weighted.shown[j] * f.x, weighted.intercept.shown)
  const products = weighted.features.map((f, j) => `${tex(weighted.shown[j])} \\cdot ${tex(f.x, true)}`)
  return {
    title: `The score of ${name}`,
    sentence:
      chances.length === 2
        ? `Each feature of the row times its weight. Above 0 the sum speaks for ${name}, below for ${names[0]}.`
        : `Every class has weights of its own. These are those of ${name}, the most probable one.`,
    formula:
      chances.length === 2
        ? '\\eta = \\beta_0 + \\sum_j \\beta_j x_j'
        : '\\eta_k = \\beta_{k0} + \\sum_j \\beta_{kj} x_j',
    filled: `${texSum([tex(weighted.intercept.shown), ...products])} = ${tex(value)}`,
    head: productHead(weighted),
    lines: [
      ...productLines(weighted),
      {
        name: 'score',
        cells: productHead(weighted)
          .slice(2)
          .map(() => null),
        value,
        again,
        unit: 1 + sizeOf(weighted),
        total: true,
      },
    ],
  }
}

function probabilities(judged: Judged, eta: readonly number[]): WorkedStep {
  const { chances } = judged
  const words = { score: 'score $\\eta$', symbol: '\\eta' }
  if (chances.length > 2)
    return sharesStep(judged, eta, {
      ...words,
      title: 'From scores to probabilities',
      sentence: 'The exponential makes every score positive, and dividing by the sum makes them add up to 1.',
      formula: 'p_k = \\frac{e^{\\eta_k}}{\\sum_l e^{\\eta_l}}',
    })
  return {
    ...sharesStep(judged, eta, {
      ...words,
      title: 'From the score to a probability',
      sentence: 'The sigmoid turns any score into a number between 0 and 1.',
      formula: 'p = \\frac{1}{1 + e^{-\\eta}}',
    }),
    filled: `p = \\frac{1}{1 + e^{${tex(-eta[1])}}} = ${tex(chances[1])}`,
  }
}
