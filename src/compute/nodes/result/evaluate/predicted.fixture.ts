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
  const predicted = truth.map((_, i) =>
    classes.reduce((best, c) => (probabilities[c][i] > probabilities[best][i] ? c : best)),
  )
  const columns = Object.fromEntries(classes.map(c => [`probability:${c}`, probabilities[c]]))
  const names = Object.keys(columns)
  const frame = frameOf(
    { y: truth, prediction: predicted, ...columns },
    {
      roles: {
        y: 'target',
        prediction: 'prediction',
        ...Object.fromEntries(names.map(n => [n, 'prediction' as const])),
      },
      ...(options.parts && { parts: options.parts }),
    },
  )
  return withPrediction(frame, {
    task: 'classification',
    node: options.node ?? 'train',
    classes,
    probabilities: names,
    nFeatures: 2,
  })
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

function withPrediction(
  frame: Frame,
  rest: Partial<PredictionSchema> & Pick<PredictionSchema, 'task' | 'node'>,
): Frame {
  return { ...frame, prediction: { target: 'y', column: 'prediction', brought: true, ...rest } }
}

/** A frame as a clustering of the columns x and y leaves it; with a target where `truth` is given. */
export function clusteredFrame(
  x: readonly number[],
  y: readonly number[],
  labels: readonly number[],
  options: { truth?: readonly string[]; parts?: readonly number[] } = {},
): Frame {
  const frame = frameOf(
    { x, y, cluster: labels, ...(options.truth && { truth: options.truth }) },
    { roles: { cluster: 'prediction', truth: 'target' }, ...(options.parts && { parts: options.parts }) },
  )
  return {
    ...frame,
    prediction: { task: 'clustering', node: 'train', column: 'cluster', features: ['x', 'y'], nFeatures: 2 },
  }
}

/** The frame as k folds leave it: fold f of `owner` is the test part of the f-th frame. */
export function folded(frame: Frame, owner: readonly number[]): Frame {
  const k = Math.max(...owner) + 1
  const folds = Array.from({ length: k }, (_, fold) => ({
    ...frame,
    parts: Uint8Array.from(owner, f => (f === fold ? 2 : 0)),
  }))
  return { ...frame, folds }
}
