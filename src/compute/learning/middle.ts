import type { Training } from '../engine/training'
import { isCoded, isNumeric } from '../frame/frame'
import { classesIn } from './classes'
import { largestOf } from './numbers'
import type { Middle } from './plane'
import { type Points, valuesAt } from './points'
import { placesAmong } from './sample'

/** The middle of the drawn rows, and of each column of numbers how far the means of the classes lie apart beside the spread. */
export function middleOf(data: Training, { rows, codes }: Points): Promise<Middle> {
  const K = classesIn(data).classes.length
  return middle(data, rows, values => apartOf(values, codes, K))
}

/** The middle of some training rows, and of each column of numbers the share of the target's variance that a line over it explains. */
export function middleOfValues(data: Training, rows: Uint32Array): Promise<Middle> {
  const { target } = data
  if (target?.task !== 'regression') throw new Error('A regressor was given no numbers.')
  const values = Float64Array.from(placesAmong(data.index, rows), place => target.values[place])
  return middle(data, rows, x => explained(x, values))
}

async function middle(
  data: Training,
  rows: Uint32Array,
  strengthOf: (values: Float64Array) => number,
): Promise<Middle> {
  const [values, strength] = [new Map<string, number>(), new Map<string, number>()]
  for (const column of data.columns) {
    if (isCoded(column)) {
      const own = await column.cells.codes()
      values.set(column.name, mostFrequent(rows, own.codes, own.categories.length))
    } else if (isNumeric(column)) {
      const own = await valuesAt(data, rows, column.name)
      values.set(column.name, meanOf(own))
      strength.set(column.name, strengthOf(own))
    }
  }
  return { values, strength }
}

/** The first number: sums of numbers far from 0 would lose the digits in which rows differ, about it they keep them. */
const originOf = (values: Float64Array): number => values.find(Number.isFinite) ?? 0

/** Mean of the numbers that are there. */
function meanOf(values: Float64Array): number {
  const origin = originOf(values)
  let [sum, count] = [0, 0]
  for (const v of values)
    if (Number.isFinite(v)) {
      sum += v - origin
      count++
    }
  return origin + sum / Math.max(1, count)
}

/** The share of the variance of numbers that lies between the classes. */
function apartOf(values: Float64Array, codes: Int32Array, K: number): number {
  const [count, sum] = [new Float64Array(K), new Float64Array(K)]
  const mean = meanOf(values)
  let all = 0
  for (let i = 0; i < values.length; i++) {
    const d = values[i] - mean
    if (!Number.isFinite(d)) continue
    count[codes[i]]++
    sum[codes[i]] += d
    all += d * d
  }
  const between = sum.reduce((s, x, k) => s + (count[k] > 0 ? (x * x) / count[k] : 0), 0)
  return all > 0 ? between / all : 0
}

/** Squared correlation of the pairs that are there. */
function explained(x: Float64Array, y: Float64Array): number {
  const pairs = [...x.keys()].filter(i => Number.isFinite(x[i]) && Number.isFinite(y[i]))
  const [mx, my] = [x, y].map(v => meanOf(Float64Array.from(pairs, i => v[i])))
  let [xx, xy, yy] = [0, 0, 0]
  for (const i of pairs) {
    const [u, v] = [x[i] - mx, y[i] - my]
    xx += u * u
    xy += u * v
    yy += v * v
  }
  return xx > 0 && yy > 0 ? (xy / xx) * (xy / yy) : 0
}

function mostFrequent(rows: Uint32Array, codes: Int32Array, categories: number): number {
  const counts = new Uint32Array(Math.max(1, categories))
  for (const row of rows) if (codes[row] >= 0) counts[codes[row]]++
  return largestOf(counts)
}
