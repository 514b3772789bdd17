import { classesOf } from '../../../engine/target'
import type { NumberCells } from '../../../frame/cells'
import type { ClassifiedRows } from '../../../metrics/classification'
import type { ClassValue } from '../../../../shared/results/evaluation'
import { codesAt, joinedCodes, joinedNumbers, numbersAt } from './arrays'
import { predictedColumn, type Subject, targetColumn, weightsOf } from './subjects'

/** True and predicted class of every row of a frame, as places in `classes`; −1 where missing. */
export interface Labelled {
  classes: readonly ClassValue[]
  truth: Int32Array
  predicted: Int32Array
  /** One array of n per class, 0 for a class that the model does not know. Absent for models that give none. */
  probabilities?: Float64Array[]
  weights?: Float64Array
  /** Classes in the target that the model did not learn. */
  unknown: readonly number[]
}

/** Every class that the model or one of its folds learned, or that the target holds, in sorted order. */
export async function allClasses(subject: Subject): Promise<ClassValue[]> {
  const { frame, prediction } = subject
  const learned = [prediction, ...(frame.folds ?? []).map(f => f.prediction)].flatMap(p => p?.classes ?? [])
  const { classes } = await classesOf(targetColumn(subject))
  // By what they read as: a target that was cast to a category meets the numbers that the model learned.
  const distinct = new Map([...learned, ...classes].map(value => [String(value), value]))
  return [...distinct.values()].sort(compare)
}

export async function labelled(subject: Subject, classes: readonly ClassValue[]): Promise<Labelled> {
  const { frame, prediction } = subject
  const place = new Map(classes.map((value, i) => [String(value), i]))
  const placed = async (column: Parameters<typeof classesOf>[0]): Promise<Int32Array> => {
    const own = await classesOf(column)
    const by = own.classes.map(value => place.get(String(value)) ?? -1)
    return own.codes.map(code => (code < 0 ? -1 : by[code]))
  }
  const learned = (prediction.classes ?? []).map(value => place.get(String(value)) ?? -1)
  const columns = prediction.probabilities?.map(name => frame.columns.find(c => c.name === name))
  let probabilities: Float64Array[] | undefined
  if (columns?.every(c => c?.cells.form === 'numbers')) {
    const none = new Float64Array(frame.rows)
    const read = await Promise.all(columns.map(c => (c!.cells as NumberCells).numbers()))
    probabilities = classes.map((_, c) => read[learned.indexOf(c)] ?? none)
  }
  const weights = await weightsOf(frame)
  return {
    classes,
    ...(weights && { weights }),
    truth: await placed(targetColumn(subject)),
    predicted: await placed(predictedColumn(subject)),
    ...(probabilities && { probabilities }),
    unknown: classes.map((_, c) => c).filter(c => !learned.includes(c)),
  }
}

/** The rows `index` of a frame. */
export function rowsAt(all: Labelled, index: Uint32Array, positive: number | undefined): ClassifiedRows {
  const { probabilities, weights } = all
  return {
    nClasses: all.classes.length,
    truth: codesAt(all.truth, index),
    predicted: codesAt(all.predicted, index),
    ...(probabilities && { probabilities: probabilities.map(p => numbersAt(p, index)) }),
    ...(weights && { weights: numbersAt(weights, index) }),
    ...(positive !== undefined && { positive }),
  }
}

/** The rows of several parts, one after the other. Probabilities are kept when all have them. */
export function joined(parts: readonly ClassifiedRows[]): ClassifiedRows {
  const [{ probabilities: _, weights: _weights, ...first }] = parts
  return {
    ...first,
    truth: joinedCodes(parts.map(p => p.truth)),
    predicted: joinedCodes(parts.map(p => p.predicted)),
    ...(parts.every(p => p.weights) && { weights: joinedNumbers(parts.map(p => p.weights!)) }),
    ...(parts.every(p => p.probabilities) && {
      probabilities: Array.from({ length: first.nClasses }, (_, c) =>
        joinedNumbers(parts.map(p => p.probabilities![c])),
      ),
    }),
  }
}

function compare(a: ClassValue, b: ClassValue): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  return typeof a === typeof b ? Number(a) - Number(b) : String(a) < String(b) ? -1 : 1
}
