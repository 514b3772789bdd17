import { formatCount, formatNumber } from '../results/format'
import { count, figure, type TaskSpec, valueOf } from './task'

/** How strange a row is. With a two-class target in the frame the score is held against its last class. */
export const anomaly: TaskSpec = {
  title: 'Anomaly',
  verb: 'Find the strange',
  says: ['values'],
  column: 'score',
  learnsTarget: false,
  figures: [figure('rocAuc', 'ROC AUC', true), figure('prAuc', 'PR AUC', true), count('nOutliers', 'Strange rows')],
  sentence({ model, figures, those }) {
    const [strange, auc] = [valueOf(figures, 'nOutliers'), valueOf(figures, 'rocAuc')]
    if (strange === undefined) return undefined
    const known = auc === undefined ? '' : `; held against the known ones its ROC AUC is ${formatNumber(auc, 'figure')}`
    return `${model} calls ${formatCount(strange, 'row')} of ${those} strange${known}.`
  },
}
