import type { Values } from '../../../../shared/params'
import { featuresAt } from '../../../engine/features'
import { tex } from '../../../engine/tex'
import type { Example, Finished, WorkedLine, WorkedStep } from '../../../engine/worked'
import { classifierExample } from '../../../learning/classExample'
import { regressorExample, residualStep } from '../../../learning/valueExample'
import { distanceBy, heard, type Neighbour, nearestOf, weightsOf } from './reference'
import type { spec } from './spec'
import type { Learned } from './table'

const mostShown = 10
const learnedOf = (at: Finished): Learned => at.state as unknown as Learned
const paramsOf = (at: Finished): Values<(typeof spec)['parameters']> => at.params as never

/** The neighbours of a row among all training rows. */
function asked(at: Finished, query: Float64Array): Neighbour[] {
  const { rows } = learnedOf(at)
  const { nNeighbors, metric: name, p } = paramsOf(at)
  const all = Array.from({ length: rows.length / query.length }, (_, i) => i)
  return nearestOf(rows, all, query, nNeighbors, distanceBy({ name, p }))
}

async function askedHere(at: Finished): Promise<Neighbour[]> {
  return asked(at, Float64Array.from((await featuresAt(at, at.model!.features)).map(f => f.x)))
}

const saidOf = (at: Finished, found: readonly Neighbour[], of = (told: number) => told): number =>
  heard(found, paramsOf(at).weights, row => of(learnedOf(at).told[row]))

const chancesOf = (at: Finished, found: readonly Neighbour[]): number[] =>
  at.model!.classes!.map((_, k) => saidOf(at, found, told => Number(told === k)))

/** The rows that are asked, nearest first. */
function neighboursStep(at: Finished, found: readonly Neighbour[]): WorkedStep {
  const names = at.model!.classes?.map(String)
  const { told } = learnedOf(at)
  const counts = weightsOf(found, paramsOf(at).weights)
  const total = counts.reduce((sum, w) => sum + w, 0)
  const more = found.length > mostShown ? ` The first ${mostShown} of them:` : ''
  return {
    title: 'Who is asked',
    sentence: `The ${found.length} training rows nearest to this one.${more}`,
    formula: 'N_k(x) = \\text{the } k \\text{ rows with the smallest } d(x, x_i)',
    filled: `d_{${found.length}} = ${tex(found[found.length - 1].distance)}`,
    head: ['training row', '$d$', names ? 'class' : '$y$', 'counts'],
    lines: found.slice(0, mostShown).map(({ row, distance }, r): WorkedLine => ({
      name: `neighbour ${r + 1}`,
      ...(names && { class: told[row] }),
      cells: [distance, names ? names[told[row]] : told[row]],
      value: counts[r] / total,
      again: counts[r] / total,
      unit: 1,
      share: counts[r] / total,
      format: 'figure',
    })),
  }
}

const ofClasses = classifierExample({
  async steps(at, { names, chances, chosen }) {
    const found = await askedHere(at)
    const again = chancesOf(at, found)
    return [
      neighboursStep(at, found),
      {
        title: 'How they vote',
        sentence: 'The probability of a class is what its rows among the neighbours count together.',
        formula: 'p_c = \\sum_{i \\in N_k(x)} w_i \\, [y_i = c]',
        filled: `p_{${chosen + 1}} = ${tex(chances[chosen])}`,
        head: ['class', '$p$'],
        lines: names.map((name, k) => ({
          name,
          class: k,
          cells: [],
          value: chances[k],
          again: again[k],
          unit: 1,
          share: chances[k],
          format: 'figure' as const,
        })),
      },
    ]
  },
  again: (at, rows) => rows.map(row => chancesOf(at, asked(at, Float64Array.from(row)))),
})

const ofNumbers = regressorExample({
  async steps(at, predicted) {
    const found = await askedHere(at)
    const again = saidOf(at, found)
    const size = saidOf(at, found, Math.abs)
    return [
      neighboursStep(at, found),
      {
        title: 'What they say',
        sentence: 'The prediction is the mean of their values, each counted as above.',
        formula: '\\hat y = \\sum_{i \\in N_k(x)} w_i \\, y_i',
        filled: `\\hat y = ${tex(again)}`,
        head: ['', '$\\hat y$'],
        lines: [{ name: 'prediction', cells: [], value: predicted.said, again, unit: size, total: true }],
      },
      ...residualStep(predicted, again, size, 'The neighbours of a row are not the row itself.'),
    ]
  },
  again: (at, rows) => rows.map(row => saidOf(at, asked(at, Float64Array.from(row)))),
})

const ofTask = (at: Finished): Example => (at.model!.classes ? ofClasses : ofNumbers)

/** The rows that are asked, and what they say. */
export const example: Example = {
  suggest: at => ofTask(at).suggest!(at),
  steps: at => ofTask(at).steps(at),
  whatIf: at => ofTask(at).whatIf!(at),
}
