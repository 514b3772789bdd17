import type { Context } from '../engine/node'
import type { Training } from '../engine/training'
import { type Origin, originsOf, prepare } from '../engine/units'
import { codeCells, numberCells } from '../frame/cells'
import { type Column, isCoded, isNumeric } from '../frame/frame'
import { range } from './numbers'
import { valuesAt } from './points'

/** The middle of the training rows, and how much each column of numbers moves the answer. */
export interface Middle {
  /** Of each column by name: the mean of its numbers, or the code of its most frequent category. */
  values: ReadonlyMap<string, number>
  strength: ReadonlyMap<string, number>
}

/** A grid over two columns in the units of the data, as rows that a model can be asked about. */
export interface Plane {
  labels: readonly [string, string]
  /** Centres of the cells. */
  xs: number[]
  ys: number[]
  /** Features of the cells, row by row of the grid, as the preparation makes them. */
  columns: readonly Column[]
  /** Where the drawn rows lie, NaN where a row has a gap. */
  at: readonly [Float64Array, Float64Array]
  /** Which columns are drawn and where the others stand, in a sentence; empty where all are drawn. */
  said: string
}

/** Two numeric columns at least: fewer make no plane. */
export const hasPlane = ({ columns }: Pick<Training, 'columns'>): boolean =>
  columns.every(c => isNumeric(c) || isCoded(c)) && columns.filter(isNumeric).length >= 2

/**
 * The plane of the two columns that move the answer most. The grid lies in the units of the data and goes through the preparation
 * steps, so that what they make of the two (scales, powers, products) bends the picture as it should.
 *
 * @param rows Rows of the frame that are drawn over it.
 * @param chosen How the two were chosen: "matter most".
 */
export async function planeOf(
  context: Context,
  data: Training,
  middle: Middle,
  rows: Uint32Array,
  [across, down]: readonly [number, number],
  chosen: string,
): Promise<Plane> {
  const { columns, steps } = data
  const names = columns.map(c => c.name)
  const origins = new Map((await originsOf(context.types, steps, names)).map((origin, j) => [names[j], origin]))
  const pair = strongest(middle.strength, chosenAmong(data, origins))
  const inDataUnits = async (name: string): Promise<Float64Array> =>
    (await valuesAt(data, rows, name)).map(readIn(origins.get(name)!))
  const at = [await inDataUnits(pair[0]), await inDataUnits(pair[1])] as const
  const [xs, ys] = [centres(at[0], across), centres(at[1], down)]
  const varying = await overGrid(context, data, middle, origins, pair, [xs, ys])
  const n = xs.length * ys.length
  const label = (name: string): string =>
    origins.get(name)!.own || steps.every(s => s.inputs.every(i => i.name !== name)) ? name : `${name}, as prepared`
  return {
    labels: [label(pair[0]), label(pair[1])],
    xs,
    ys,
    columns: await Promise.all(columns.map(c => heldAt(c, n, varying.get(c.name) ?? middle.values.get(c.name)!))),
    at,
    said: saidOf(
      columns.filter(c => !varying.has(c.name)),
      chosen,
    ),
  }
}

function saidOf(others: readonly Column[], chosen: string): string {
  if (others.length === 0) return ''
  const coded = others.filter(isCoded).length
  if (others.length === 1)
    return `The two columns that ${chosen}; the other is held at its ${coded === 1 ? 'most frequent category' : 'mean'}. `
  const where =
    coded === 0
      ? 'their mean'
      : coded === others.length
        ? 'their most frequent category'
        : 'their mean, categories at the most frequent one'
  return `The two columns that ${chosen}; the other ${others.length} are held at ${where}. `
}

/** n rows of a column, of values of their own or all alike. */
async function heldAt(column: Column, n: number, value: number | Float64Array): Promise<Column> {
  const { name, kind, role } = column
  const common = { name, kind, role, missing: 0 }
  if (!isCoded(column))
    return { ...common, cells: numberCells(n, typeof value === 'number' ? new Float64Array(n).fill(value) : value) }
  const { categories } = await column.cells.codes()
  return { ...common, cells: codeCells(n, { codes: new Int32Array(n).fill(value as number), categories }) }
}

/** Columns of numbers that the data has, where there are two of them: yes and no make no plane. */
function chosenAmong({ columns, steps }: Training, origins: ReadonlyMap<string, Origin>): string[] {
  const kindOf = (c: Column): string => steps[0]?.inputs.find(i => i.name === c.name)?.kind ?? c.kind
  const all = columns.filter(isNumeric)
  const own = all.filter(c => origins.get(c.name)!.own)
  const wide = own.filter(c => kindOf(c) !== 'boolean')
  return ([wide, own].find(some => some.length >= 2) ?? all).map(c => c.name)
}

/** A feature's value in the units of the data, where the way back is known. */
const readIn =
  ({ shift, factor, own }: Origin) =>
  (value: number): number =>
    own ? shift + factor * value : value

/** The features that differ over the grid, and their values at its cells. */
async function overGrid(
  context: Context,
  data: Training,
  { values }: Middle,
  origins: ReadonlyMap<string, Origin>,
  [a, b]: readonly [string, string],
  [xs, ys]: readonly [number[], number[]],
): Promise<Map<string, Float64Array>> {
  const n = xs.length * ys.length
  const x = Float64Array.from({ length: n }, (_, cell) => xs[cell % xs.length])
  const y = Float64Array.from({ length: n }, (_, cell) => ys[Math.floor(cell / xs.length)])
  const scaled = (name: string, at: Float64Array): [string, Float64Array] => {
    const { own, shift, factor } = origins.get(name)!
    return [name, own ? at.map(v => (v - shift) / factor) : at]
  }
  const plain = new Map([scaled(a, x), scaled(b, y)])
  if (!origins.get(a)!.own || !origins.get(b)!.own) return plain
  const rows = new Map([
    [a, x],
    [b, y],
  ])
  const numeric = data.columns.filter(isNumeric).map(c => c.name)
  const typical = new Map(
    numeric.flatMap(name => {
      const origin = origins.get(name)!
      return origin.own ? [[name, readIn(origin)(values.get(name)!)] as const] : []
    }),
  )
  const made = await prepare(context, data.steps, numeric, rows, typical)
  if (!made?.every(column => column.every(Number.isFinite))) return plain
  return new Map(made.flatMap((column, j) => (column.some(v => v !== column[0]) ? [[numeric[j], column]] : [])))
}

/** Of some columns, the two of largest strength, in the order given. */
export function strongest(strength: ReadonlyMap<string, number>, among: readonly string[]): [string, string] {
  const of = (name: string): number => strength.get(name) ?? 0
  const two = [...among].sort((a, b) => of(b) - of(a) || among.indexOf(a) - among.indexOf(b)).slice(0, 2)
  return among.filter(name => two.includes(name)) as [string, string]
}

/** The fewest cells on a side of a picture, where a prediction is as dear as can be. */
const fewestCells = 16
/** Multiply-adds that a picture may take: under a second on a software adapter. */
const mostWork = 8e8

/** Cells on a side of a picture: at most `most`, fewer where one prediction takes much `work` (multiply-adds). */
export const sideOf = (most: number, work: number): number =>
  Math.max(fewestCells, Math.min(most, Math.floor(Math.sqrt(mostWork / work))))

/** Centres of the cells over the values' range and a twentieth on either side. */
export function centres(values: Float64Array, cells: number): number[] {
  const [low, high] = range(values)
  const from = low - (high - low) / 20
  const width = ((high - low) * 1.1) / cells
  return Array.from({ length: cells }, (_, i) => from + (i + 0.5) * width)
}
