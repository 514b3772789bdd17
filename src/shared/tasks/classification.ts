import type { Confusion } from '../results/evaluation'
import { formatCount, formatNumber } from '../results/format'
import { figure, type TaskSpec, valueOf } from './task'

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
  sentence({ model, figures, confusion, noun, those, seen }) {
    const [hits, rows] = hitsIn(confusion)
    const accuracy = valueOf(figures, 'accuracy')
    if (rows > 0)
      return `${model} names the class of ${formatNumber(hits, 'integer')} of ${formatCount(rows, noun)}${seen}.`
    return accuracy === undefined
      ? undefined
      : `${model} names the class of ${formatNumber(accuracy, 'percent')} of ${those}${seen}.`
  },
}

/** Rows on the diagonal of the confusion matrix and rows in all; none where there is no matrix. */
function hitsIn({ counts }: Pick<Confusion, 'counts'> = { counts: [] }): [number, number] {
  const total = (of: readonly number[]): number => of.reduce((sum, n) => sum + n, 0)
  return [total(counts.map((row, i) => row[i] ?? 0)), total(counts.flat())]
}
