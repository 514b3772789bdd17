import { formatNumber } from '../results/format'
import { figure, type TaskSpec, valueOf } from './task'

/** A text or series for each given one. */
export const translation: TaskSpec = {
  title: 'Translation',
  verb: 'Translate',
  says: ['series'],
  column: 'prediction',
  learnsTarget: true,
  figures: [figure('sequenceAccuracy', 'Whole sequences right', true), figure('tokenAccuracy', 'Tokens right', true)],
  sentence({ model, figures, those, seen }) {
    const right = valueOf(figures, 'sequenceAccuracy')
    return right === undefined
      ? undefined
      : `${model} gets ${formatNumber(right, 'percent')} of ${those}${seen} right from end to end.`
  },
}
