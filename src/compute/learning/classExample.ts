import { partitions } from '../../shared/frame'
import { classesOf } from '../engine/target'
import { tex } from '../engine/tex'
import { bend } from '../engine/whatIf'
import { type Example, type Finished, numberAfter, numbersOf, type WorkedLine, type WorkedStep } from '../engine/worked'
import { columnNamed } from '../frame/frame'
import { sharesOf } from './classes'
import { largestOf } from './numbers'

/** Classes that a table has at most. */
const mostClasses = 8

/** One row as a classifier's example sees it. */
export interface Judged {
  names: readonly string[]
  /** What the run gave: the probability of each class. */
  chances: readonly number[]
  /** Place of the most probable class. */
  chosen: number
  /** Class of the row, −1 where it is not known. */
  truth: number
}

/** What a classifier says of its own work; the rest of a worked example is the same for all of them. */
export interface ClassifierExample {
  steps: (at: Finished, judged: Judged) => Promise<WorkedStep[]>
  /** Probabilities of rows as the model sees them, in double precision from what it holds. */
  again: (at: Finished, rows: readonly (readonly number[])[]) => number[][] | Promise<number[][]>
}

/** A worked example of a classifier: a row that it has wrong, one that it is unsure of, its own steps, and what if. */
export const classifierExample = ({ steps, again }: ClassifierExample): Example => ({
  suggest,
  async steps(at) {
    const chances = await Promise.all(at.after.prediction!.probabilities!.map(name => numberAfter(at, name)))
    const truth = (await truthOf(at))?.[at.row] ?? -1
    return steps(at, { names: namesOf(at), chances, chosen: largestOf(chances), truth })
  },
  whatIf: at =>
    bend(at, at.model!.features, async rows => {
      const said = await again(at, rows)
      const names = namesOf(at)
      const drawn = names.length === 2 ? [1] : [...names.keys()].slice(0, mostClasses)
      const curves = drawn.map(k => ({ name: names[k], class: k, values: said.map(c => c[k]) }))
      return { says: names.length === 2 ? `probability of ${names[1]}` : 'probability', curves }
    }),
})

const namesOf = (at: Finished): string[] => at.model!.classes!.map(String)

async function suggest(at: Finished): Promise<{ row: number; about: string }[]> {
  const truth = await truthOf(at)
  const said = await Promise.all(at.after.prediction!.probabilities!.map(name => numbersOf(at, at.after, name)))
  const guess = (i: number): number => said.reduce((best, p, k) => (p[i] > said[best][i] ? k : best), 0)
  const test = partitions.indexOf('test')
  const held = (i: number): boolean => at.after.parts?.[i] === test
  const names = namesOf(at)
  let [wrong, unsure, least] = [-1, -1, Infinity]
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
}

/** Class of every row, −1 where it has none or one the model never saw; undefined without a target. */
async function truthOf(at: Finished): Promise<Int32Array | undefined> {
  const { target, classes } = at.model!
  if (target === undefined) return undefined
  const own = await classesOf(columnNamed(at.before, target))
  const place = own.classes.map(c => classes!.indexOf(c))
  return own.codes.map(code => (code < 0 ? -1 : place[code]))
}

/** The classes that a table shows, in their order: the most probable ones, and the row's own. */
export const shownClasses = ({ names, chances, truth }: Judged): number[] =>
  [...names.keys()]
    .sort((a, b) => chances[b] - chances[a])
    .filter((c, i) => i < mostClasses || c === truth)
    .sort((a, b) => a - b)

/** Words of the step from scores to probabilities. */
export interface ShareWords extends Pick<WorkedStep, 'title' | 'sentence' | 'formula'> {
  /** Head of the column of scores, in KaTeX between dollars. */
  score: string
  /** The letter of a score in KaTeX: "\\eta". */
  symbol: string
}

/** The step from the scores of all classes to their probabilities, each exponential beside their sum. */
export function sharesStep(judged: Judged, scores: readonly number[], words: ShareWords): WorkedStep {
  const { names, chances, chosen } = judged
  const { score, symbol, ...said } = words
  const again = sharesOf(scores)
  // e to a large score is no number: with the largest taken off all of them, the shares are the same.
  const top = Math.max(...scores)
  const off = Math.abs(top) > 300 ? top : 0
  const raised = scores.map(s => Math.exp(s - off))
  const sum = raised.reduce((s, e) => s + e, 0)
  return {
    filled: `p_{${chosen + 1}} = \\frac{${tex(raised[chosen])}}{${tex(sum)}} = ${tex(chances[chosen])}`,
    ...said,
    head: ['class', score, off === 0 ? `$e^{${symbol}}$` : `$e^{${symbol} - \\max}$`, '$p$'],
    lines: shownClasses(judged).map((c): WorkedLine => ({
      name: names[c],
      class: c,
      cells: [scores[c], raised[c]],
      value: chances[c],
      again: again[c],
      unit: 1,
      share: chances[c],
      format: 'figure',
    })),
  }
}

/** What a row of known class adds to the log loss. `unit`: size of what is added up in its scores. */
export function costStep({ names, chances, truth }: Judged, again: readonly number[], unit: number): WorkedStep[] {
  if (truth < 0) return []
  const [name, p] = [names[truth], chances[truth]]
  return [
    {
      title: 'What the row costs',
      sentence: `It is a ${name}. The less probable the model found that, the more the row adds to the loss that training makes small.`,
      formula: '\\text{loss} = -\\ln p_y',
      filled: `-\\ln ${tex(p)} = ${tex(-Math.log(p))}`,
      head: ['class', '$p$', 'loss'],
      lines: [
        { name, class: truth, cells: [p], value: -Math.log(p), again: -Math.log(again[truth]), unit, total: true },
      ],
    },
  ]
}
