import type {
  ClassValue,
  EvaluatedModel,
  Figures,
  FoldFigures,
  PartName,
  Reasons,
} from '../../../../shared/results/evaluation'
import type { Context } from '../../../engine/node'
import { rowsOf } from '../../../frame/frame'
import { pauses } from '../../../frame/pause'
import { classificationFigures, type ClassifiedRows, prepare } from '../../../metrics/classification'
import { type ClassificationReport, classificationReport } from '../../../metrics/classificationReport'
import { classificationReasons, meanReasons } from '../../../metrics/reasons'
import { foldFigures, meanFigures, reasonsIn, trainPart } from './folds'
import { positiveOf } from './positive'
import { joinedRows } from './arrays'
import { mostShown } from './asides'
import { allClasses, joined, type Labelled, labelled, rowsAt } from './labelled'
import { isLearned, lackingIn, noRows, type Part, partsOf, rowsWhere, type Subject } from './subjects'

/** Above this many rows the curves of each fold take longer than anyone looks at them. */
const mostFoldRows = 20_000

/** A classifier's figures over one part of the rows. */
export interface ClassJudgement {
  name: PartName
  /** Rows of the frame that were judged. */
  index: Uint32Array
  rows: ClassifiedRows
  report: ClassificationReport
}

export interface JudgedClassifier {
  subject: Subject
  classes: readonly ClassValue[]
  /** Place of the positive class, where there are two. */
  positive?: number
  /** What binary figures are about, and why, in a sentence. */
  about?: string
  parts: ClassJudgement[]
  /** Mean over the folds of what each said about its training rows. */
  train?: Figures
  folds?: FoldFigures
  /** What each fold shows by itself, where there are few rows and folds. */
  byFold?: ClassJudgement[]
}

/**
 * Figures by part; with k folds, the mean over the folds' held-out rows, while matrix and curves come from all held-out
 * rows together. A class that the model never learned counts as wrong, with probability 0.
 */
export async function judgeClassifier(
  context: Context,
  subject: Subject,
  positiveClass: string | number | null,
): Promise<JudgedClassifier> {
  const classes = await allClasses(subject)
  const choice = await positiveOf(context, subject, classes, positiveClass)
  const positive = choice?.place
  const common = { subject, classes, ...(choice && { positive: choice.place, about: choice.about }) }
  const { folds } = subject.frame
  if (folds) return { ...common, ...(await judgeFolds(context, subject, classes, positive)) }
  const all = await labelled(subject, classes)
  const parts: ClassJudgement[] = []
  const left = { out: 0 }
  const pause = pauses(context.signal)
  for (const part of partsOf(subject.frame)) {
    await pause()
    const index = judgedRows(subject, all, part, left)
    if (index.length === 0) continue
    const rows = rowsAt(all, index, positive)
    await pause()
    parts.push({
      name: part.name,
      index,
      rows,
      report: classificationReport(rows, classes, { intervals: tellsOfOthers(subject, part) }),
    })
  }
  if (parts.length === 0) throw noRows(subject)
  warnOf(
    context,
    subject,
    left.out,
    parts.flatMap(p => strangers(all, p.rows)),
    classes,
  )
  return { ...common, parts }
}

async function judgeFolds(
  context: Context,
  subject: Subject,
  classes: readonly ClassValue[],
  positive: number | undefined,
): Promise<Pick<JudgedClassifier, 'parts' | 'train' | 'folds' | 'byFold'>> {
  const held: { index: Uint32Array; rows: ClassifiedRows }[] = []
  const train: Figures[] = []
  const left = { out: 0 }
  const strange: number[] = []
  const pause = pauses(context.signal)
  for (const frame of subject.frame.folds!) {
    const fold = { ...subject, frame, prediction: frame.prediction ?? subject.prediction }
    const all = await labelled(fold, classes)
    const index = judgedRows(fold, all, { name: 'test', rows: rowsOf(frame, 'test') }, left)
    const rows = rowsAt(all, index, positive)
    strange.push(...strangers(all, rows))
    held.push({ index, rows })
    await pause()
    const learned = judgedRows(fold, all, { name: 'train', rows: rowsOf(frame, 'train') }, { out: 0 })
    train.push(classificationFigures(prepare(rowsAt(all, learned, positive))))
    await pause()
  }
  const rows = joined(held.map(h => h.rows))
  if (rows.truth.length === 0) throw noRows(subject)
  warnOf(context, subject, left.out, strange, classes)
  const each = held.filter(h => h.index.length > 0).map(h => told(h.rows, classes))
  const [figures, reasons] = [each.map(e => e.figures), each.map(e => e.reasons)]
  const means = meanFigures(figures) as ClassificationReport['figures']
  await pause()
  const report = classificationReport(rows, classes, {})
  const test: ClassJudgement = {
    name: 'test',
    index: joinedRows(held.map(h => h.index)),
    rows,
    // The spread over the folds stands in the intervals' place.
    report: { ...report, figures: means, reasons: { ...ofClasses(report.reasons), ...meanReasons(means, reasons) } },
  }
  const few = held.length <= mostShown && rows.truth.length <= mostFoldRows && held.every(h => h.index.length > 0)
  const shown = few ? held : []
  const byFold = shown.map((h): ClassJudgement => ({
    name: 'test',
    ...h,
    report: classificationReport(h.rows, classes, {}),
  }))
  return { parts: [test], train: meanFigures(train), folds: foldFigures(figures, reasons), ...(few && { byFold }) }
}

/** An interval says how other rows may fare: of rows that the model learned from it says nothing. */
const tellsOfOthers = ({ prediction }: Subject, part: Part): boolean => !isLearned(prediction, part)

/** What the summary says of a classifier. */
export function classifierSummary({ parts, train, folds }: JudgedClassifier): EvaluatedModel {
  return {
    parts: [
      ...trainPart(train),
      ...parts.map(({ name, rows, report: { figures, confusion, reasons, ...more } }) => ({
        name,
        rows: rows.truth.length,
        figures,
        confusion,
        more: { ...more, ...reasonsIn(reasons) },
      })),
    ],
    ...(folds && { folds }),
  }
}

/** The figures of some rows, and why those that are null do not exist. */
function told(rows: ClassifiedRows, classes: readonly ClassValue[]): Pick<ClassificationReport, 'figures' | 'reasons'> {
  const figures = classificationFigures(prepare(rows))
  return { figures, reasons: classificationReasons(rows, classes, figures, []) }
}

const ofClasses = (reasons: Reasons): Reasons =>
  Object.fromEntries(Object.entries(reasons).filter(([name]) => name.startsWith('perClass.')))

function judgedRows(subject: Subject, all: Labelled, part: Part, left: { out: number }): Uint32Array {
  const index = rowsWhere(
    part,
    subject.frame.rows,
    row => all.truth[row] >= 0 && all.predicted[row] >= 0 && all.weights?.[row] !== 0,
  )
  left.out += lackingIn(part, subject.frame, index, all.weights)
  return index
}

/** The true class of every row whose class the model did not learn. */
const strangers = (all: Labelled, rows: ClassifiedRows): number[] =>
  all.unknown.length > 0 ? [...rows.truth].filter(c => all.unknown.includes(c)) : []

function warnOf(
  context: Context,
  subject: Subject,
  left: number,
  strange: number[],
  classes: readonly ClassValue[],
): void {
  if (left > 0)
    context.warn(
      `${left} ${left === 1 ? 'row has' : 'rows have'} no value of ${subject.prediction.target} and ${left === 1 ? 'was' : 'were'} left out.`,
    )
  if (strange.length === 0) return
  const names = [...new Set(strange)].slice(0, 5).map(c => String(classes[c]))
  const many = strange.length > 1
  context.warn(
    `${strange.length} ${many ? 'rows are' : 'row is'} of a class that ${subject.label} did not learn (${names.join(', ')}): ${many ? 'they count' : 'it counts'} as wrong.`,
  )
}
