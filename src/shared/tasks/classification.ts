import { formatCount, formatNumber } from '../results/format'
import { figure, type JudgedModel, type TaskSpec, valueOf } from './task'

export const classification: TaskSpec = {
  title: 'Classification',
  verb: 'Classify',
  says: ['classes'],
  column: 'prediction',
  learnsTarget: true,
  figures: [
    figure('accuracy', 'Accuracy', true),
    figure('balancedAccuracy', 'Balanced accuracy', true),
    figure('precision', 'Precision'),
    figure('recall', 'Recall'),
    figure('specificity', 'Specificity'),
    figure('f1', 'F1', true),
    figure('rocAuc', 'ROC AUC', true),
    figure('prAuc', 'PR AUC'),
    figure('logLoss', 'Log loss', true, 'low'),
    figure('brier', 'Brier score', true, 'low'),
    figure('matthews', 'Matthews'),
    figure('kappa', 'Kappa'),
  ],
  sentence({ model, figures, noun, those, seen }) {
    const [hits, rows] = hitsIn(figures)
    const accuracy = valueOf(figures, 'accuracy')
    if (rows > 0)
      return `${model} names the class of ${formatNumber(hits, 'integer')} of ${formatCount(rows, noun)}${seen}.`
    return accuracy === undefined
      ? undefined
      : `${model} names the class of ${formatNumber(accuracy, 'percent')} of ${those}${seen}.`
  },
}

/** Rows on the diagonal of the confusion matrix and rows in all; none where there is no matrix. */
function hitsIn(figures: JudgedModel['figures']): [number, number] {
  const counts = (figures['confusion'] as { counts?: unknown } | undefined)?.counts
  let [hits, rows] = [0, 0]
  if (Array.isArray(counts))
    for (const [i, row] of (counts as unknown[]).entries())
      if (Array.isArray(row))
        for (const [j, n] of (row as unknown[]).entries()) {
          if (typeof n !== 'number') continue
          rows += n
          if (i === j) hits += n
        }
  return [hits, rows]
}
