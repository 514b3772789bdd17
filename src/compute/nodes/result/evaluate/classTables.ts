import type { Block } from '../../../../shared/results/blocks'
import { classificationFigures, prepare } from '../../../metrics/classification'
import type { ClassJudgement, JudgedClassifier } from './classifiers'

/** A table of more classes than this is not read by anyone. */
const mostClasses = 100
const thresholdSteps = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]

export function perClassBlock({ classes }: JudgedClassifier, { report }: ClassJudgement): Block {
  const shown = classes.slice(0, mostClasses)
  const { weighted } = report
  const lacking = shown.some(value => Object.values(report.perClass[String(value)]).includes(null))
  const sentences = [
    ...(shown.length < classes.length ? [`The first ${mostClasses} of ${classes.length} classes.`] : []),
    ...(lacking
      ? ['A class that was never called has no precision, and one without rows no recall: no mean counts them.']
      : []),
  ]
  const total = report.confusion.counts.flat().reduce((sum, n) => sum + n, 0)
  return {
    kind: 'table',
    id: 'perClass',
    title: 'By class',
    ...(sentences.length > 0 && { caption: sentences.join(' ') }),
    columns: [
      { name: 'Class' },
      ...(['Precision', 'Recall', 'F1'] as const).map(name => ({
        name,
        format: 'figure' as const,
        align: 'right' as const,
      })),
      { name: 'Rows', format: 'integer', align: 'right' },
    ],
    rows: [
      ...shown.map(value => {
        const { precision, recall, f1, support } = report.perClass[String(value)]
        return [String(value), precision, recall, f1, support]
      }),
      ['Weighted by rows', weighted.precision, weighted.recall, weighted.f1, total],
    ],
  }
}

/** With two classes: what the figures would be at other thresholds than one half. */
export function thresholdBlocks({ positive, classes }: JudgedClassifier, { rows }: ClassJudgement): Block[] {
  const scores = positive === undefined ? undefined : rows.probabilities?.[positive]
  if (!scores || positive === undefined) return []
  const other = 1 - positive
  return [
    {
      kind: 'table',
      id: 'thresholds',
      title: 'By threshold',
      caption: `Called ${String(classes[positive])} from this probability on.`,
      columns: [
        { name: 'Threshold', format: 'figure', align: 'right' },
        { name: 'Called positive', format: 'integer', align: 'right' },
        ...['Precision', 'Recall', 'Specificity', 'F1', 'Accuracy'].map(name => ({
          name,
          format: 'figure' as const,
          align: 'right' as const,
        })),
      ],
      rows: thresholdSteps.map(threshold => {
        const predicted = Int32Array.from(scores, p => (p >= threshold ? positive : other))
        const { truth, nClasses, weights } = rows
        const figures = classificationFigures(
          prepare({ truth, predicted, nClasses, positive, ...(weights && { weights }) }),
        )
        const called = predicted.reduce((sum, code) => sum + (code === positive ? 1 : 0), 0)
        return [threshold, called, figures.precision, figures.recall, figures.specificity, figures.f1, figures.accuracy]
      }),
    },
  ]
}
