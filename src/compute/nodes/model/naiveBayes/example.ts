import { addedUp, designRow } from '../../../engine/features'
import { tex } from '../../../engine/tex'
import type { Finished, WorkedLine, WorkedStep } from '../../../engine/worked'
import { classifierExample, costStep, type Judged, sharesStep } from '../../../learning/classExample'
import { sharesOf } from '../../../learning/classes'
import { type Learned, partsOf, type Variant } from './learned'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, x) => total + x, 0)
const variantOf = (at: Finished): Variant => at.params['variant'] as Variant
const learnedOf = (at: Finished): Learned => at.state as unknown as Learned

/** ln of prior times likelihood of each class. */
const logsOf = (at: Finished, x: readonly number[]): number[] =>
  Array.from(learnedOf(at).logPrior, (prior, k) => prior + sum(partsOf(learnedOf(at), variantOf(at), k, x)))

/** How well a row fits each class, the probabilities that follow, and what the row costs. */
export const example = classifierExample({
  async steps(at, judged) {
    const x = await designRow(at)
    const logs = logsOf(at, x)
    const shares = sharesStep(judged, logs, {
      title: 'From likelihoods to probabilities',
      sentence:
        'Of each class the likelihood, times its probability beforehand: its part of their sum is its probability.',
      formula: 'p_k = \\frac{\\pi_k f_k}{\\sum_l \\pi_l f_l}, \\qquad s_k = \\ln \\pi_k f_k',
      score: '$s = \\ln \\pi f$',
      symbol: 's',
    })
    return [likelihood(at, judged, x), shares, ...costStep(judged, sharesOf(logs), 1)]
  },
  again: (at, rows) => rows.map(x => sharesOf(logsOf(at, x))),
})

const words: Record<Variant, { formula: string; head: string[] }> = {
  gaussian: {
    formula: '\\ln f_j = -\\tfrac12 \\ln(2\\pi\\sigma_j^2) - \\frac{(x_j - \\theta_j)^2}{2\\sigma_j^2}',
    head: ['mean $\\theta$', 'variance $\\sigma^2$'],
  },
  multinomial: { formula: '\\ln f_j = x_j \\ln q_j', head: ['$\\ln q$'] },
  complement: { formula: '\\ln f_j = -x_j \\ln \\bar q_j', head: ['$-\\ln \\bar q$'] },
  bernoulli: {
    formula: '\\ln f_j = \\begin{cases} \\ln q_j & x_j > 0 \\\\ \\ln (1 - q_j) & \\text{else} \\end{cases}',
    head: ['$\\ln q$'],
  },
  categorical: { formula: '\\ln f_j = \\ln q_{j x_j}', head: [] },
}

/** What each feature says for the most probable class. */
function likelihood(at: Finished, { chosen: k, names }: Judged, x: readonly number[]): WorkedStep {
  const { formula, head } = words[variantOf(at)]
  const shown = shownOf(at)
  const [parts, again] = [shown, learnedOf(at)].map(learned => partsOf(learned, variantOf(at), k, x))
  const { theta, variance, featureLogProb, sizes, logPrior } = shown
  const [own, unit] = [k * x.length, 1 + sum(again.map(Math.abs))]
  const lines = at.model!.features.map((name, j): WorkedLine => {
    const held = theta && variance ? [theta[own + j], variance[own + j]] : sizes ? [] : [featureLogProb![own + j]]
    const value = sizes ? (at.model!.columns[j].categories?.[x[j]] ?? x[j]) : x[j]
    return { name, code: true, cells: [value, ...held], value: parts[j], again: again[j], unit }
  })
  // A term that is not in a text adds nothing where terms are counted.
  const speaking = lines.filter(line => line.value !== 0 || line.again !== 0)
  const total = logPrior[k] + sum(parts)
  const beside: [string, number, number][] = [
    ['beforehand', logPrior[k], logPrior[k]],
    ['all together', total, logPrior[k] + sum(again)],
  ]
  const all = addedUp(speaking, beside, { cells: 1 + head.length, unit })
  return {
    title: `How well the row fits ${names[k]}`,
    sentence: `Each feature says how usual its value is among the rows of ${names[k]}, the most probable class. Likelihoods are multiplied, so their logarithms add up.`,
    formula: `${formula}, \\qquad s = \\ln \\pi + \\sum_j \\ln f_j`,
    filled: `s = ${tex(logPrior[k])} + ${tex(sum(parts), true)} = ${tex(total)}`,
    head: ['feature', 'value $x$', ...head, '$\\ln f$'],
    lines: all.map((line, i) => (i === all.length - 1 ? { ...line, total: true } : line)),
  }
}

/** The model as the results tell it. */
function shownOf(at: Finished): Learned {
  const told = ['theta', 'variance', 'featureLogProb'].flatMap(key => {
    const rows = learnedOf(at).sizes ? null : (at.summary[key] as number[][] | null)
    return rows ? [[key, Float64Array.from(rows.flat())] as const] : []
  })
  return { ...learnedOf(at), ...Object.fromEntries(told) }
}
