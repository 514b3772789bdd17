import type { PredictionSchema } from '../../../../shared/frame'
import type { Frame } from '../../../frame/frame'
import { frameOf } from '../../../testing/frames'

/** A frame as a classifier leaves it: target `y`, the predicted class, and one probability column per class. */
export function classifiedFrame(
  truth: readonly (string | null)[],
  probabilities: Readonly<Record<string, readonly number[]>>,
  options: { parts?: readonly number[]; node?: string } = {},
): Frame {
  const classes = Object.keys(probabilities)
  const predicted = truth.map((_, i) => classes.reduce((best, c) => (probabilities[c][i] > probabilities[best][i] ? c : best)))
  const columns = Object.fromEntries(classes.map(c => [`probability:${c}`, probabilities[c]]))
  const names = Object.keys(columns)
  const frame = frameOf(
    { y: truth, prediction: predicted, ...columns },
    {
      roles: { y: 'target', prediction: 'prediction', ...Object.fromEntries(names.map(n => [n, 'prediction' as const])) },
      ...(options.parts && { parts: options.parts }),
    },
  )
  return withPrediction(frame, { task: 'classification', node: options.node ?? 'train', classes, probabilities: names, nFeatures: 2 })
}

/** A frame as a regressor of `nFeatures` features leaves it. */
export function predictedFrame(
  truth: readonly (number | null)[] | Float64Array,
  predicted: readonly number[] | Float64Array,
  options: { parts?: readonly number[]; node?: string; nFeatures?: number } = {},
): Frame {
  const frame = frameOf(
    { y: truth, prediction: predicted },
    { roles: { y: 'target', prediction: 'prediction' }, ...(options.parts && { parts: options.parts }) },
  )
  return withPrediction(frame, { task: 'regression', node: options.node ?? 'train', nFeatures: options.nFeatures ?? 1 })
}

function withPrediction(frame: Frame, rest: Partial<PredictionSchema> & Pick<PredictionSchema, 'task' | 'node'>): Frame {
  return { ...frame, prediction: { target: 'y', column: 'prediction', ...rest } }
}
