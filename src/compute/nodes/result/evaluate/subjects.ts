import { LatheError } from '../../../../shared/errors'
import type { PredictionSchema } from '../../../../shared/frame'
import type { PartName } from '../../../../shared/results/evaluation'
import { type Column, type Frame, partitionsOf, rowsOf } from '../../../frame/frame'
import { labelsOf, settingOf } from './labels'

/** A model to judge: a frame with its word on every row. */
export interface Subject {
  /** The model's node; a second frame of the same model gets `_2`. The key of the summary. */
  name: string
  /** What people read, and that in short where all are of one kind: see `labelsOf`. */
  label: string
  short: string
  /** What the model was set to, in a few words. */
  setting: string
  frame: Frame
  prediction: PredictionSchema
}

/** Some rows of a frame that figures are about; undefined means all of them. */
export interface Part {
  name: PartName
  rows: Uint32Array | undefined
}

/** Errors: `data` when a frame has no prediction, or the frames are of different tasks. */
export function subjectsOf(frames: readonly Frame[]): Subject[] {
  const subjects: Omit<Subject, 'label' | 'short' | 'setting'>[] = []
  for (const frame of frames) {
    const { prediction } = frame
    if (!prediction)
      throw new LatheError({
        code: 'data',
        message: 'There is nothing to evaluate: the frame has no prediction.',
        remedy: 'Put a model before evaluate, or predict with a saved one.',
      })
    const first = subjects[0]
    if (first && first.prediction.task !== prediction.task)
      throw new LatheError({
        code: 'data',
        message: `One model is of ${first.prediction.task} and another of ${prediction.task}: they have no figures in common.`,
        remedy: 'Give each task its own evaluate.',
      })
    subjects.push({ name: freeName(subjects, prediction.node), frame, prediction })
  }
  const made = subjects.map(({ frame, prediction }) => ({ ...prediction, steps: frame.steps }))
  const labels = labelsOf(made)
  return subjects.map((subject, i) => ({
    ...subject,
    label: labels[i].full,
    short: labels[i].short,
    setting: settingOf(made[i], labels[i].full),
  }))
}

/** The partitions that have rows; `all` where there was no split. */
export function partsOf(frame: Frame): Part[] {
  const names = partitionsOf(frame)
  return names.length > 0
    ? names.map(name => ({ name, rows: rowsOf(frame, name) }))
    : [{ name: 'all', rows: undefined }]
}

/** Whether the model learned from the rows of a part: from all of them where none were held out. */
export const isLearned = ({ brought }: Pick<PredictionSchema, 'brought'>, { name }: { name: PartName }): boolean =>
  name === 'train' || (name === 'all' && !brought)

/** Rows of a part that lack a value: those that are neither judged nor of no weight. */
export function lackingIn(part: Part, frame: Frame, judged: Uint32Array, weights: Float64Array | undefined): number {
  const total = part.rows?.length ?? frame.rows
  if (!weights) return total - judged.length
  const weightless = part.rows ? part.rows.filter(row => weights[row] === 0) : weights.filter(w => w === 0)
  return total - judged.length - weightless.length
}

/** The column that weighs rows, by name. */
export const weightName = (frame: Frame): string | undefined =>
  frame.columns.find(c => c.role === 'weight' && c.cells.form === 'numbers')?.name

/** Weights of the rows, where a column has that role: figures of such rows count each as much as the fit did. */
export async function weightsOf(frame: Frame): Promise<Float64Array | undefined> {
  const column = frame.columns.find(c => c.role === 'weight')
  return column?.cells.form === 'numbers' ? column.cells.numbers() : undefined
}

/** The column that predictions are held against. Errors: `data` when the frame has none. */
export function targetColumn({ label, frame, prediction }: Subject): Column {
  const column = frame.columns.find(c => c.name === prediction.target)
  if (column) return column
  throw new LatheError({
    code: 'data',
    message: `${label} predicts ${prediction.target ?? 'a target'}, and the rows do not say what it truly is.`,
    remedy: 'Evaluate on rows that have this column.',
  })
}

/** The column that the model wrote. Errors: `data` when a node behind the model took it away. */
export function predictedColumn({ label, frame, prediction }: Subject): Column {
  const column = frame.columns.find(c => c.name === prediction.column)
  if (column) return column
  throw new LatheError({
    code: 'data',
    message: `The column ${prediction.column} that ${label} wrote is gone.`,
    remedy: 'Put evaluate right behind the model.',
  })
}

/** Indices of the part's rows that pass. */
export function rowsWhere(part: Part, total: number, has: (row: number) => boolean): Uint32Array {
  if (part.rows) return part.rows.filter(has)
  const rows = new Uint32Array(total)
  let count = 0
  for (let row = 0; row < total; row++) if (has(row)) rows[count++] = row
  return rows.slice(0, count)
}

/** "train", "train_2" … */
function freeName(subjects: readonly { name: string }[], node: string): string {
  let name = node
  for (let i = 2; subjects.some(s => s.name === name); i++) name = `${node}_${i}`
  return name
}

export function noRows(subject: Subject): LatheError {
  return new LatheError({
    code: 'data',
    message: `No row has both a value of ${subject.prediction.target ?? 'the target'} and a prediction of ${subject.label}.`,
    remedy: 'Evaluate on rows whose target is known.',
  })
}
