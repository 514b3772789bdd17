import { LatheError } from '../../shared/errors'
import { numericKinds } from '../../shared/frame'
import { codesOf, numbersOf } from '../frame/contents'
import type { Column } from '../frame/frame'

export type Target =
  | {
      task: 'classification'
      name: string
      /** The target's own values, sorted: numbers stay numbers, a boolean is true or false. */
      classes: readonly (string | number | boolean)[]
      /** Class of each training row. */
      codes: Int32Array
    }
  | { task: 'regression'; name: string; values: Float64Array }

export interface Made {
  target: Target
  /** Training rows that have a target; undefined when all rows of the frame do and none was held out. */
  index: Uint32Array | undefined
  dropped: number
}

/** Up to this many distinct integers are classes, unless somebody says otherwise. */
export const mostClassIntegers = 20

/** A boolean, category or text target, or one of at most 20 distinct integers, is classification; any other number regression. */
export async function taskOf(column: Column): Promise<'classification' | 'regression'> {
  if (column.cells.form === 'codes' || column.cells.form === 'texts' || column.kind === 'boolean')
    return 'classification'
  if (column.kind !== 'integer') return 'regression'
  const distinct = new Set<number>()
  for (const x of await numbersOf(column)) {
    if (!Number.isNaN(x)) distinct.add(x)
    if (distinct.size > mostClassIntegers) return 'regression'
  }
  return 'classification'
}

/** Class value of every row of a column, or null where missing: the distinct ones sorted, and a code per row (−1 missing). */
export async function classesOf(
  column: Column,
): Promise<{ classes: (string | number | boolean)[]; codes: Int32Array }> {
  if (column.cells.form === 'codes' || column.cells.form === 'texts') {
    const { codes, categories } = await codesOf(column)
    const names = occurring(codes, categories.length)
      .map(c => categories[c])
      .sort(compare)
    const place = new Map(names.map((name, i) => [name, i]))
    const by = categories.map(name => place.get(name) ?? -1)
    return { classes: names, codes: codes.map(c => (c < 0 ? -1 : by[c])) }
  }
  const values = await numbersOf(column)
  const distinct = distinctOf(values)
  const place = new Map(distinct.map((x, i) => [x, i]))
  const codes = new Int32Array(values.length)
  for (let i = 0; i < codes.length; i++) {
    // Two classes are the rule, and comparing with them is quicker than looking up.
    const x = values[i]
    codes[i] = x === distinct[0] ? 0 : x === distinct[1] ? 1 : (place.get(x) ?? -1)
  }
  return { classes: column.kind === 'boolean' ? distinct.map(x => x === 1) : distinct, codes }
}

/** The numbers that occur, sorted. */
function distinctOf(values: Float64Array): number[] {
  const distinct = new Set<number>()
  let [last, before] = [Number.NaN, Number.NaN]
  for (let i = 0; i < values.length; i++) {
    const x = values[i]
    if (x === last || x === before || Number.isNaN(x)) continue
    distinct.add(x)
    before = last
    last = x
  }
  return [...distinct].sort((a, b) => a - b)
}

/** The target as classes, over the training rows that have one. Errors: `data` when fewer than two classes are there. */
export async function classTarget(column: Column, rows: Uint32Array | undefined): Promise<Made> {
  const all = await classesOf(column)
  const index = !rows && !all.codes.includes(-1) ? undefined : present(rows, all.codes.length, i => all.codes[i] >= 0)
  const codes = index ? new Int32Array(index).map(i => all.codes[i]) : all.codes
  const seen = occurring(codes, all.classes.length)
  if (seen.length < 2)
    throw new LatheError({
      code: 'data',
      message:
        seen.length === 0
          ? `No training row has a value in the target ${column.name}.`
          : `The target ${column.name} has only one class in the training rows (${String(all.classes[seen[0]])}).`,
      remedy: {
        text: 'A classifier needs at least two: choose another target, or split so that both sides have every class.',
        fix: { set: { node: 'table.columns', parameter: 'target' } },
      },
    })
  const place = new Int32Array(all.classes.length)
  seen.forEach((code, i) => (place[code] = i))
  return {
    target: {
      task: 'classification',
      name: column.name,
      classes: seen.map(code => all.classes[code]),
      codes: seen.length === all.classes.length ? codes : codes.map(code => place[code]),
    },
    index,
    dropped: (rows?.length ?? all.codes.length) - codes.length,
  }
}

/** The target as numbers, over the training rows that have one. */
export async function numberTarget(column: Column, rows: Uint32Array | undefined): Promise<Made> {
  if (column.cells.form !== 'numbers' || ![...numericKinds, 'time'].includes(column.kind))
    throw new LatheError({
      code: 'data',
      message: `The target ${column.name} is ${column.kind === 'text' ? 'text' : `a ${column.kind}`}, and numbers are needed.`,
      remedy: {
        text: 'Choose a numeric target, or a model for classes (model.logisticRegression).',
        fix: { set: { node: 'table.columns', parameter: 'target' } },
      },
    })
  const all = await column.cells.numbers()
  const index = !rows && !all.includes(Number.NaN) ? undefined : present(rows, all.length, i => !Number.isNaN(all[i]))
  const values = index ? new Float64Array(index).map(i => all[i]) : all
  return {
    target: { task: 'regression', name: column.name, values },
    index,
    dropped: (rows?.length ?? all.length) - values.length,
  }
}

/** Those of the rows that have a target, coded as another one is: rows of a class that it does not have are left out. */
export async function targetLike(column: Column, rows: Uint32Array | undefined, like: Target): Promise<Made> {
  if (like.task === 'regression') return numberTarget(column, rows)
  const all = await classesOf(column)
  const place = new Map(like.classes.map((c, k) => [c, k]))
  const by = all.classes.map(c => place.get(c) ?? -1)
  const placed = all.codes.map(code => (code < 0 ? -1 : by[code]))
  const index = present(rows, placed.length, i => placed[i] >= 0)
  const codes = index ? new Int32Array(index).map(i => placed[i]) : placed
  return { target: { ...like, codes }, index, dropped: (rows?.length ?? placed.length) - codes.length }
}

/** Those of the codes 0 … count − 1 that occur, in order. */
function occurring(codes: Int32Array, count: number): number[] {
  const seen = new Uint8Array(count)
  for (const code of codes) if (code >= 0) seen[code] = 1
  return [...seen.keys()].filter(code => seen[code] === 1)
}

/** The rows that pass; undefined stays undefined when all do. */
function present(rows: Uint32Array | undefined, total: number, has: (row: number) => boolean): Uint32Array | undefined {
  if (!rows) {
    let complete = true
    for (let i = 0; i < total && complete; i++) complete = has(i)
    if (complete) return undefined
    rows = new Uint32Array(total).map((_, i) => i)
  }
  return rows.filter(has)
}

/** Code-unit order, as the categories of a column are sorted. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
