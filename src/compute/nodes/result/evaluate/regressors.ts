import { LatheError } from '../../../../shared/errors'
import type { EvaluatedModel, Figures, FoldFigures, PartName, Reasons } from '../../../../shared/results/evaluation'
import type { Context } from '../../../engine/node'
import { type Column, rowsOf } from '../../../frame/frame'
import { pauses } from '../../../frame/pause'
import { type PredictedValues, type RegressionFigures, regressionFigures } from '../../../metrics/regression'
import { regressionIntervals } from '../../../metrics/regressionIntervals'
import type { Intervals } from '../../../metrics/intervals'
import { meanReasons, regressionReasons } from '../../../metrics/reasons'
import { finiteFigures, foldFigures, meanFigures, reasonsIn, trainPart } from './folds'
import { joinedNumbers, joinedRows, numbersAt } from './arrays'
import {
  isLearned,
  lackingIn,
  noRows,
  type Part,
  partsOf,
  predictedColumn,
  rowsWhere,
  type Subject,
  targetColumn,
  weightsOf,
} from './subjects'

/** A regressor's figures over one part of the rows. */
export interface ValueJudgement {
  name: PartName
  /** Rows of the frame that were judged. */
  index: Uint32Array
  rows: PredictedValues
  figures: RegressionFigures
  /** Why a figure is null. */
  reasons: Reasons
  intervals: Intervals
  intervalMethods: Record<string, string>
}

export interface JudgedRegressor {
  subject: Subject
  parts: ValueJudgement[]
  /** Mean over the folds of what each said about its training rows. */
  train?: Figures
  folds?: FoldFigures
}

/** Figures by part; with k folds, the mean over the folds' held-out rows. */
export async function judgeRegressor(context: Context, subject: Subject): Promise<JudgedRegressor> {
  if (subject.frame.folds) return judgeFolds(context, subject)
  const parts: ValueJudgement[] = []
  const left = { out: 0 }
  const all = await valuesOf(subject)
  const pause = pauses(context.signal)
  for (const part of partsOf(subject.frame)) {
    await pause()
    const { index, rows } = judged(subject, all, part, left)
    if (index.length === 0) continue
    await pause()
    // Of rows that the model learned from an interval says nothing.
    const { intervals, methods } =
      isLearned(subject.prediction, part) || rows.weights ? { intervals: {}, methods: {} } : regressionIntervals(rows)
    parts.push({ name: part.name, index, rows, ...told(rows), intervals, intervalMethods: methods })
  }
  if (parts.length === 0) throw noRows(subject)
  warnLeftOut(context, subject, left.out)
  return { subject, parts }
}

async function judgeFolds(context: Context, subject: Subject): Promise<JudgedRegressor> {
  const held: { index: Uint32Array; rows: PredictedValues }[] = []
  const train: Figures[] = []
  const left = { out: 0 }
  const pause = pauses(context.signal)
  for (const frame of subject.frame.folds!) {
    const fold = { ...subject, frame, prediction: frame.prediction ?? subject.prediction }
    const all = await valuesOf(fold)
    held.push(judged(fold, all, { name: 'test', rows: rowsOf(frame, 'test') }, left))
    const learned = judged(fold, all, { name: 'train', rows: rowsOf(frame, 'train') }, { out: 0 })
    await pause()
    train.push(finiteFigures(regressionFigures(learned.rows)))
  }
  const index = joinedRows(held.map(h => h.index))
  if (index.length === 0) throw noRows(subject)
  warnLeftOut(context, subject, left.out)
  const each = held.filter(h => h.index.length > 0).map(h => told(h.rows))
  const [folds, reasons] = [each.map(e => e.figures), each.map(e => e.reasons)]
  const figures = meanFigures(folds) as RegressionFigures
  const rows: PredictedValues = {
    ...held[0].rows,
    truth: joinedNumbers(held.map(h => h.rows.truth)),
    predicted: joinedNumbers(held.map(h => h.rows.predicted)),
    ...(held[0].rows.weights && { weights: joinedNumbers(held.map(h => h.rows.weights!)) }),
  }
  const test: ValueJudgement = {
    name: 'test',
    index,
    rows,
    figures,
    reasons: meanReasons(figures, reasons),
    intervals: {},
    intervalMethods: {},
  }
  return { subject, parts: [test], train: meanFigures(train), folds: foldFigures(folds, reasons) }
}

/** What the summary says of a regressor. */
export function regressorSummary({ parts, train, folds }: JudgedRegressor): EvaluatedModel {
  return {
    parts: [
      ...trainPart(train),
      ...parts.map(({ name, rows, figures, intervals, intervalMethods, reasons }) => ({
        name,
        rows: rows.truth.length,
        figures: { ...figures },
        more: { intervals, intervalMethods, ...reasonsIn(reasons) },
      })),
    ],
    ...(folds && { folds }),
  }
}

/** The figures of some rows, and why those that are null do not exist. */
function told(rows: PredictedValues): Pick<ValueJudgement, 'figures' | 'reasons'> {
  const figures = finiteFigures(regressionFigures(rows))
  return { figures, reasons: regressionReasons(rows, figures) }
}

/** True and predicted values of all rows of a frame, NaN where missing. */
async function valuesOf(subject: Subject): Promise<PredictedValues> {
  const { nFeatures } = subject.prediction
  const [truth, predicted] = await Promise.all([
    numbersOf(targetColumn(subject), subject),
    numbersOf(predictedColumn(subject), subject),
  ])
  const weights = await weightsOf(subject.frame)
  return { truth, predicted, ...(weights && { weights }), ...(nFeatures !== undefined && { nFeatures }) }
}

async function numbersOf(column: Column, { label }: Subject): Promise<Float64Array> {
  if (column.cells.form === 'numbers') return column.cells.numbers()
  throw new LatheError({
    code: 'data',
    message: `${label} predicts numbers, and ${column.name} is ${column.kind === 'text' ? 'text' : `a ${column.kind}`} here.`,
    remedy: {
      text: 'Make it a number in table.columns (types).',
      fix: { set: { node: 'table.columns', parameter: 'types' } },
    },
  })
}

function judged(
  subject: Subject,
  all: PredictedValues,
  part: Part,
  left: { out: number },
): { index: Uint32Array; rows: PredictedValues } {
  const { truth, predicted, weights } = all
  const index = rowsWhere(
    part,
    subject.frame.rows,
    row => !Number.isNaN(truth[row]) && !Number.isNaN(predicted[row]) && weights?.[row] !== 0,
  )
  left.out += lackingIn(part, subject.frame, index, weights)
  return {
    index,
    rows: {
      ...all,
      truth: numbersAt(truth, index),
      predicted: numbersAt(predicted, index),
      ...(weights && { weights: numbersAt(weights, index) }),
    },
  }
}

function warnLeftOut(context: Context, subject: Subject, rows: number): void {
  if (rows === 0) return
  const [has, was] = rows === 1 ? ['row has', 'was'] : ['rows have', 'were']
  context.warn(`${rows} ${has} no value of ${subject.prediction.target} and ${was} left out.`)
}
