import type { BoundaryChart } from '../../../../shared/results/blocks'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { type Origin, originsOf, prepare } from '../../../engine/units'
import { isNumeric } from '../../../frame/frame'
import type { Learned } from './learned'
import { type Points, seriesOf, valuesAt } from './points'
import { range } from './sigmoid'

/** What a boundary is drawn over: two columns in the units of the data, the centres of the grid's cells and the rows on top. */
export interface View {
  labels: readonly [string, string]
  classes: readonly string[]
  gridX: number[]
  gridY: number[]
  /** Features that differ over the grid: place among all, and a value for every cell, row by row. */
  varying: { feature: number; values: Float64Array }[]
  /** Features that stand at their mean. */
  others: number
  points: BoundaryChart['points']
  /** What the caption adds when rows were left out. */
  note: string
}

/**
 * The view over the two features that move the score most. The grid lies in the units of the data and goes through the preparation
 * steps, so that what they make of the two (scales, powers, products) bends the boundary as it should.
 */
export async function viewOf(
  context: Context,
  data: Training,
  learned: Learned,
  points: Points,
  [across, down]: readonly [number, number],
): Promise<View> {
  const { target, names } = data
  if (target?.task !== 'classification') throw new Error('Logistic regression needs classes.')
  const origins = await originsOf(data.steps, names)
  const pair = strongest(learned, names.length, chosenAmong(data, origins))
  const drawn = pair.map(j => inOwnUnits(origins[j]))
  const [xs, ys] = [await valuesAt(data, points, pair[0]), await valuesAt(data, points, pair[1])].map((v, i) =>
    v.map(drawn[i]),
  )
  const [gridX, gridY] = [centres(xs, across), centres(ys, down)]
  const varying = await overGrid(context, data, learned, origins, pair, [gridX, gridY])
  const label = (j: number): string =>
    origins[j].own || data.steps.every(s => s.inputs.every(i => i.name !== names[j]))
      ? names[j]
      : `${names[j]}, as prepared`
  return {
    labels: [label(pair[0]), label(pair[1])],
    classes: target.classes.map(String),
    gridX,
    gridY,
    varying,
    others: names.length - varying.length,
    points: seriesOf(points, target.classes, i => [xs[i], ys[i]]),
    note: points.note,
  }
}

/** Columns of numbers that the data has, where there are two of them: yes and no make no plane. */
function chosenAmong({ columns, steps, names }: Training, origins: readonly Origin[]): readonly number[] {
  const all = names.map((_, j) => j)
  const kindOf = (j: number): string => steps[0]?.inputs.find(i => i.name === names[j])?.kind ?? columns[j].kind
  const own = all.filter(j => origins[j].own && isNumeric(columns[j]))
  const wide = own.filter(j => kindOf(j) !== 'boolean')
  return [wide, own, all].find(some => some.length >= 2) ?? all
}

const inOwnUnits =
  ({ shift, factor, own }: Origin) =>
  (value: number): number =>
    own ? shift + factor * value : value

/** The features that differ over the grid, and their values at its cells. */
async function overGrid(
  context: Context,
  data: Training,
  { mean }: Learned,
  origins: readonly Origin[],
  [a, b]: readonly [number, number],
  [gridX, gridY]: readonly [number[], number[]],
): Promise<View['varying']> {
  const n = gridX.length * gridY.length
  const x = Float64Array.from({ length: n }, (_, cell) => gridX[cell % gridX.length])
  const y = Float64Array.from({ length: n }, (_, cell) => gridY[Math.floor(cell / gridX.length)])
  const plain = [
    { feature: a, values: origins[a].own ? prepared(x, origins[a]) : x },
    { feature: b, values: origins[b].own ? prepared(y, origins[b]) : y },
  ]
  if (!origins[a].own || !origins[b].own) return plain
  const rows = new Map([
    [data.names[a], x],
    [data.names[b], y],
  ])
  const typical = new Map(
    data.names.flatMap((name, j) => (origins[j].own ? [[name, inOwnUnits(origins[j])(mean[j])] as const] : [])),
  )
  const made = await prepare(context, data.steps, data.names, rows, typical)
  const varying = made?.flatMap((values, feature) => (values.some(v => v !== values[0]) ? [{ feature, values }] : []))
  return varying?.every(v => v.values.every(Number.isFinite)) ? varying : plain
}

const prepared = (values: Float64Array, { shift, factor }: Origin): Float64Array =>
  values.map(v => (v - shift) / factor)

/** Of some features, the two whose coefficient times deviation is largest in any class, in the frame's order. */
export function strongest(
  { coefficients, deviation, intercept }: Learned,
  p: number,
  among: readonly number[] = Array.from({ length: p }, (_, j) => j),
): [number, number] {
  const strength = Array.from({ length: p }, (_, j) =>
    Math.max(...Array.from(intercept, (_free, k) => Math.abs(coefficients[k * p + j]) * deviation[j])),
  )
  const order = [...among].sort((i, j) => strength[j] - strength[i] || i - j)
  return [Math.min(order[0], order[1]), Math.max(order[0], order[1])]
}

/** Centres of the cells over the values' range and a twentieth on either side. */
export function centres(values: Float64Array, cells: number): number[] {
  const [low, high] = range(values)
  const from = low - (high - low) / 20
  const width = ((high - low) * 1.1) / cells
  return Array.from({ length: cells }, (_, i) => from + (i + 0.5) * width)
}
