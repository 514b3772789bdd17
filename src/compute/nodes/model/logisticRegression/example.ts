import { partitions } from '../../../../shared/frame'
import { featuresAt, productHead, productLines, sizeOf, sumOf, type Weighted } from '../../../engine/features'
import { classesOf } from '../../../engine/target'
import { tex, texSum } from '../../../engine/tex'
import { bend } from '../../../engine/whatIf'
import {
  type Example,
  type Finished,
  numberAfter,
  numbersOf,
  type WorkedLine,
  type WorkedStep,
} from '../../../engine/worked'
import { columnNamed } from '../../../frame/frame'
import { chancesOf, type Learned } from './learned'

/** Classes that a table of probabilities has at most. */
const mostClasses = 8

/** One row's score, its probabilities, and what the row costs. */
export const example: Example = {
  async suggest(at) {
    const truth = await truthOf(at)
    const said = await Promise.all(at.after.prediction!.probabilities!.map(name => numbersOf(at, at.after, name)))
    const guess = (i: number): number => said.reduce((best, p, k) => (p[i] > said[best][i] ? k : best), 0)
    const test = partitions.indexOf('test')
    const held = (i: number): boolean => at.after.parts?.[i] === test
    const names = namesOf(at)
    let [wrong, unsure] = [-1, -1]
    let least = Infinity
    for (let i = 0; i < at.after.rows; i++) {
      const k = guess(i)
      // One that was held out says more than one that was learned from.
      if (truth && truth[i] >= 0 && truth[i] !== k && (wrong < 0 || (held(i) && !held(wrong)))) wrong = i
      if (said[k][i] < least) [least, unsure] = [said[k][i], i]
    }
    return [
      ...(wrong < 0 ? [] : [{ row: wrong, about: `taken for ${names[guess(wrong)]}, truly ${names[truth![wrong]]}` }]),
      ...(unsure < 0 ? [] : [{ row: unsure, about: 'the least sure' }]),
    ]
  },

  async steps(at) {
    const chances = await Promise.all(at.after.prediction!.probabilities!.map(name => numberAfter(at, name)))
    const scores = await Promise.all(chances.map((_, k) => weightedOf(at, k)))
    const truth = (await truthOf(at))?.[at.row] ?? -1
    return [
      score(at, chances, scores),
      probabilities(at, chances, scores, truth),
      ...(truth < 0 ? [] : [loss(at, chances, scores, truth)]),
    ]
  },

  whatIf: at =>
    bend(at, at.model!.features, rows => {
      const { coefficients, intercept } = at.state as unknown as Learned
      const p = at.model!.features.length
      const said = rows.map(x =>
        chancesOf(Array.from(intercept, (from, k) => x.reduce((sum, v, j) => sum + coefficients[k * p + j] * v, from))),
      )
      const names = namesOf(at)
      const drawn = names.length === 2 ? [1] : [...names.keys()].slice(0, mostClasses)
      const curves = drawn.map(k => ({ name: names[k], class: k, values: said.map(c => c[k]) }))
      return Promise.resolve({ says: names.length === 2 ? `probability of ${names[1]}` : 'probability', curves })
    }),
}

const namesOf = (at: Finished): string[] => at.model!.classes!.map(String)

/** Class of every row, −1 where it has none or one the model never saw; undefined without a target. */
async function truthOf(at: Finished): Promise<Int32Array | undefined> {
  const { target, classes } = at.model!
  if (target === undefined) return undefined
  const own = await classesOf(columnNamed(at.before, target))
  const place = own.classes.map(c => classes!.indexOf(c))
  return own.codes.map(code => (code < 0 ? -1 : place[code]))
}

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

const largestOf = (values: readonly number[]): number => values.reduce((best, v, k) => (v > values[best] ? k : best), 0)

/** What a score was, read back from the probabilities: of the second class against the first, or about the mean of all. */
function scoreBehind(chances: readonly number[], k: number): number {
  const logs = chances.map(Math.log)
  return chances.length === 2 ? logs[1] - logs[0] : logs[k] - logs.reduce((sum, l) => sum + l, 0) / logs.length
}

function score(at: Finished, chances: readonly number[], scores: readonly Weighted[]): WorkedStep {
  const k = chances.length === 2 ? 1 : largestOf(chances)
  const weighted = scores[k]
  const name = namesOf(at)[k]
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
        ? `Each feature of the row times its weight. Above 0 the sum speaks for ${name}, below for ${namesOf(at)[0]}.`
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

function probabilities(
  at: Finished,
  chances: readonly number[],
  scores: readonly Weighted[],
  truth: number,
): WorkedStep {
  const names = namesOf(at)
  const again = againOf(scores)
  const eta = scores.map(sumOf)
  // e to a large score is no number: with the largest taken off all of them, the shares are the same.
  const off = Math.max(...eta) > 300 ? Math.max(...eta) : 0
  const raised = eta.map(s => Math.exp(s - off))
  const sum = raised.reduce((s, e) => s + e, 0)
  const k = chances.length === 2 ? 1 : largestOf(chances)
  const shown = [...names.keys()]
    .sort((a, b) => chances[b] - chances[a])
    .filter((c, i) => i < mostClasses || c === truth)
    .sort((a, b) => a - b)
  const two = chances.length === 2
  return {
    title: two ? 'From the score to a probability' : 'From scores to probabilities',
    sentence: two
      ? 'The sigmoid turns any score into a number between 0 and 1.'
      : 'The exponential makes every score positive, and dividing by the sum makes them add up to 1.',
    formula: two ? 'p = \\frac{1}{1 + e^{-\\eta}}' : 'p_k = \\frac{e^{\\eta_k}}{\\sum_l e^{\\eta_l}}',
    filled: two
      ? `p = \\frac{1}{1 + e^{${tex(-eta[1])}}} = ${tex(chances[1])}`
      : `p_{${k + 1}} = \\frac{${tex(raised[k])}}{${tex(sum)}} = ${tex(chances[k])}`,
    head: ['class', 'score $\\eta$', off > 0 ? '$e^{\\eta - \\max}$' : '$e^\\eta$', '$p$'],
    lines: shown.map((c): WorkedLine => ({
      name: names[c],
      class: c,
      cells: [eta[c], raised[c]],
      value: chances[c],
      again: again[c],
      unit: 1,
      share: chances[c],
      format: 'figure',
    })),
  }
}

const againOf = (scores: readonly Weighted[]): number[] => chancesOf(scores.map(sumOf))

function loss(at: Finished, chances: readonly number[], scores: readonly Weighted[], truth: number): WorkedStep {
  const name = namesOf(at)[truth]
  const [p, again] = [chances[truth], againOf(scores)[truth]]
  return {
    title: 'What the row costs',
    sentence: `It is a ${name}. The less probable the model found that, the more the row adds to the loss that training makes small.`,
    formula: '\\text{loss} = -\\ln p_y',
    filled: `-\\ln ${tex(p)} = ${tex(-Math.log(p))}`,
    head: ['class', '$p$', 'loss'],
    lines: [
      {
        name,
        class: truth,
        cells: [p],
        value: -Math.log(p),
        again: -Math.log(again),
        unit: 1 + scores.reduce((most, s) => Math.max(most, sizeOf(s)), 0),
        total: true,
      },
    ],
  }
}
