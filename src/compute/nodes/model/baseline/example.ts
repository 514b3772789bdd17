import { tex } from '../../../engine/tex'
import type { Example } from '../../../engine/worked'
import { classifierExample } from '../../../learning/classExample'
import { regressorExample, residualStep } from '../../../learning/valueExample'

const why = 'A model that is worth its name comes nearer.'

const ofNumbers = regressorExample({
  steps(at, predicted) {
    const constant = at.state['constant'] as number
    return Promise.resolve([
      {
        title: 'What it says of this row',
        sentence: 'The same as of every other: a figure of the target among the training rows.',
        formula: '\\hat y = c',
        filled: `\\hat y = ${tex(constant)}`,
        head: ['', '$\\hat y$'],
        lines: [
          { name: 'prediction', cells: [], value: predicted.said, again: constant, unit: Math.abs(constant) || 1 },
        ],
      },
      ...residualStep(predicted, constant, Math.abs(constant), why),
    ])
  },
  again: (at, rows) => rows.map(() => at.state['constant'] as number),
})

const ofClasses = classifierExample({
  steps(at, { names, chances, chosen }) {
    const said = [...(at.state['said'] as Float64Array)]
    return Promise.resolve([
      {
        title: 'What it says of this row',
        sentence: at.state['drawn']
          ? 'A class drawn at random: each with its share of the training rows.'
          : 'The share of each class among the training rows, the same for every row.',
        formula: 'p_k = \\frac{n_k}{n}',
        filled: `p_{${chosen + 1}} = ${tex(chances[chosen])}`,
        head: ['class', '$p$'],
        lines: names.map((name, k) => ({
          name,
          class: k,
          cells: [],
          value: chances[k],
          // What was drawn is not known from the shares: the row says it.
          again: at.state['drawn'] ? chances[k] : said[k],
          unit: 1,
          share: chances[k],
          format: 'figure' as const,
        })),
      },
    ])
  },
  again: (at, rows) => rows.map(() => [...(at.state['said'] as Float64Array)]),
})

/** The same of every row: a number, or the shares of the classes. */
export const example: Example = {
  suggest: at => (at.model!.classes ? ofClasses : ofNumbers).suggest!(at),
  steps: at => (at.model!.classes ? ofClasses : ofNumbers).steps(at),
}
