import { type Partition, partitions } from '../../shared/frame'
import type { ScatterChart } from '../../shared/results/blocks'
import type { Context } from '../engine/node'
import { classesOf, taskOf } from '../engine/target'
import type { Training } from '../engine/training'
import { type Frame, isNumeric, targetOf } from '../frame/frame'
import { classesIn } from './classes'
import { placesAmong, sampleNote, sampleOf, trainingSample } from './sample'

/** Rows that charts draw. */
export interface Points {
  /** Rows of the frame, rising. */
  rows: Uint32Array
  /** Class, or cluster, of each. */
  codes: Int32Array
  /** Partition of each; empty where all are training rows. */
  parts: readonly (Partition | undefined)[]
  /** What the caption adds where rows were left out. */
  note: string
}

/** Of all rows with a class that the model knows, at most 5,000. */
export async function pointsOf(context: Pick<Context, 'seed'>, data: Training, frame: Frame): Promise<Points> {
  const { classes } = classesIn(data)
  const known = await classesOf(targetOf(frame)!)
  const place = new Map(classes.map((c, k) => [c, k]))
  const own = known.classes.map(c => place.get(c) ?? -1)
  const codes = known.codes.map(code => (code < 0 ? -1 : own[code]))
  const able = Uint32Array.from(codes.keys()).filter(i => codes[i] >= 0)
  const rows = sampleOf(context, frame.rows, able)
  return {
    rows,
    codes: Int32Array.from(rows, i => codes[i]),
    parts: Array.from(rows, i => (frame.parts ? partitions[frame.parts[i]] : undefined)),
    note: sampleNote(rows.length, able.length),
  }
}

/** The training rows alone, at most so many: where every row trains, those of `pointsOf` or the first of their order. */
export function trainingPointsOf(context: Pick<Context, 'seed'>, data: Training, most?: number): Points {
  const { codes } = classesIn(data)
  const rows = trainingSample(context, data, most)
  return {
    rows,
    codes: Int32Array.from(placesAmong(data.index, rows), i => codes[i]),
    parts: [],
    note: sampleNote(rows.length, data.n, 'training row'),
  }
}

/** Series of a chart, one for each class and partition, from the place of each point; points without a place are left out. */
export function seriesOf(
  { rows, codes, parts }: Pick<Points, 'rows' | 'codes' | 'parts'>,
  classes: readonly unknown[],
  place: (i: number) => [number, number],
): ScatterChart['series'] {
  const series = new Map<string, ScatterChart['series'][number] & { rows: number[]; class: number }>()
  for (const [i, code] of codes.entries()) {
    const at = place(i)
    if (!at.every(Number.isFinite)) continue
    const part = parts[i]
    const key = `${code} ${part}`
    let one = series.get(key)
    if (!one) {
      const name = part && part !== 'train' ? `${String(classes[code])}, ${part}` : String(classes[code])
      one = { name, class: code, ...(part && { partition: part }), points: [], rows: [] }
      series.set(key, one)
    }
    one.points.push(at)
    one.rows.push(rows[i])
  }
  return [...series.values()].sort((a, b) => a.class - b.class || (b.partition ?? '').localeCompare(a.partition ?? ''))
}

/** Series of a chart, one for each class of the frame's target, where it has classes; rows without one are left out. Else one of all rows. */
export async function targetSeries(
  frame: Frame,
  rows: Uint32Array,
  place: (i: number) => [number, number],
): Promise<ScatterChart['series']> {
  const target = targetOf(frame)
  if (!target || (await taskOf(target)) !== 'classification')
    return [{ name: 'rows', points: Array.from(rows.keys(), place), rows: [...rows] }]
  const { classes, codes } = await classesOf(target)
  return classes.map((name, c) => {
    const members = [...rows.keys()].filter(i => codes[rows[i]] === c)
    return { name: String(name), class: c, points: members.map(place), rows: members.map(i => rows[i]) }
  })
}

/** Numbers of a feature at rows of the frame, NaN where missing. */
export async function valuesAt(
  data: Pick<Training, 'columns'>,
  rows: Uint32Array,
  name: string,
): Promise<Float64Array> {
  const column = data.columns.find(c => c.name === name)!
  if (!isNumeric(column)) throw new Error(`${name} holds no numbers.`)
  const values = await column.cells.numbers()
  return Float64Array.from(rows, row => values[row])
}
