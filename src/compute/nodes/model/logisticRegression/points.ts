import { type Partition, partitions } from '../../../../shared/frame'
import { formatCount, formatNumber } from '../../../../shared/results/format'
import type { Context } from '../../../engine/node'
import { classesOf } from '../../../engine/target'
import type { Training } from '../../../engine/training'
import { type Frame, targetOf } from '../../../frame/frame'

/** Rows that charts draw: at most 5,000 of those with a class, drawn with the seed. */
export interface Points {
  /** Row of the frame, class and partition of each point. */
  rows: Uint32Array
  codes: Int32Array
  parts: readonly (Partition | undefined)[]
  /** What the caption adds when rows were left out. */
  note: string
}

const mostPoints = 5000

export async function pointsOf(context: Context, data: Training, frame: Frame): Promise<Points> {
  const target = data.target
  if (target?.task !== 'classification') throw new Error('Logistic regression needs classes.')
  const known = await classesOf(targetOf(frame)!)
  const place = new Map(target.classes.map((c, k) => [c, k]))
  const codes = known.codes.map(code => (code < 0 ? -1 : (place.get(known.classes[code]) ?? -1)))
  const able = Uint32Array.from(codes.keys()).filter(i => codes[i] >= 0)
  const rows = drawn(context, able)
  return {
    rows,
    codes: Int32Array.from(rows, i => codes[i]),
    parts: Array.from(rows, i => (frame.parts ? partitions[frame.parts[i]] : undefined)),
    note:
      rows.length < able.length
        ? ` ${formatNumber(mostPoints, 'integer')} of ${formatCount(able.length, 'row')}, drawn at random.`
        : '',
  }
}

/** The training rows alone, drawn alike: where every row trains, the same rows. */
export function trainingPointsOf(context: Context, data: Training): Points {
  const target = data.target
  if (target?.task !== 'classification') throw new Error('Logistic regression needs classes.')
  const places = drawn(
    context,
    new Uint32Array(data.n).map((_, i) => i),
  )
  return {
    rows: places.map(i => data.index?.[i] ?? i),
    codes: Int32Array.from(places, i => target.codes[i]),
    parts: [],
    note: '',
  }
}

function drawn(context: Context, able: Uint32Array): Uint32Array {
  if (able.length <= mostPoints) return able
  return context
    .random(7)
    .choice(able.length, mostPoints)
    .sort()
    .map(i => able[i])
}

interface PointSeries {
  name: string
  class: number
  partition?: Partition
  points: [number, number][]
  /** Rows of the frame. */
  rows: number[]
}

/** Series of a chart, one per class and partition, from the place of each point. */
export function seriesOf(
  points: Points,
  classes: readonly unknown[],
  place: (i: number) => [number, number],
): PointSeries[] {
  const series = new Map<string, PointSeries>()
  for (let i = 0; i < points.rows.length; i++) {
    const code = points.codes[i]
    const part = points.parts[i]
    const key = `${code} ${part}`
    let one = series.get(key)
    if (!one) {
      const name = part && part !== 'train' ? `${String(classes[code])}, ${part}` : String(classes[code])
      one = { name, class: code, ...(part && { partition: part }), points: [], rows: [] }
      series.set(key, one)
    }
    one.points.push(place(i))
    one.rows.push(points.rows[i])
  }
  return [...series.values()].sort(
    (a, b) => a.class - b.class || (a.partition ?? '').localeCompare(b.partition ?? '') * -1,
  )
}

/** Values of feature j at the points. */
export async function valuesAt(data: Training, points: Points, j: number): Promise<Float64Array> {
  const values = await data.columns[j].cells.numbers()
  return Float64Array.from(points.rows, i => values[i])
}
