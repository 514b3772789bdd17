import type { Kind } from '../../../../shared/frame'
import { codeCells, numberCells } from '../../../frame/cells'
import { codesOf, numbersOf } from '../../../frame/contents'
import type { Column } from '../../../frame/frame'

/**
 * A column as another kind. A number becomes a category by its own digits; a text becomes a number where all of it is one.
 * Cells that do not fit become missing, and a warning counts them.
 */
export async function cast(column: Column, kind: Kind, warn: (sentence: string) => void): Promise<Column> {
  if (kind === column.kind) return column
  const { rows } = column.cells
  if (kind === 'category' || kind === 'text') {
    const { codes, labels } = await labelled(column)
    const categories = kind === 'category' ? [...labels].sort() : labels
    const place = new Map(categories.map((name, i) => [name, i]))
    const by = labels.map(name => place.get(name)!)
    const placed = codes.map(c => (c < 0 ? -1 : by[c]))
    return { ...column, kind, cells: codeCells(rows, { codes: placed, categories }) }
  }
  const values = await valuesOf(column, kind)
  let missing = 0
  for (const x of values) if (Number.isNaN(x)) missing++
  if (missing > column.missing)
    warn(`${missing - column.missing} cells of ${column.name} are not of kind ${kind} and became missing.`)
  return { ...column, kind, missing, cells: numberCells(rows, values) }
}

/** The labels that occur, in the order they are met, and a code per row (−1 missing). A label is written once, not once a row. */
async function labelled(column: Column): Promise<{ codes: Int32Array; labels: string[] }> {
  if (column.cells.form === 'codes' || column.cells.form === 'texts') {
    const { codes, categories } = await codesOf(column)
    return distinct(codes, c => (c < 0 ? null : categories[c]))
  }
  const write = column.kind === 'boolean' ? (x: number) => (x === 1 ? 'true' : 'false') : String
  return distinct(await numbersOf(column), x => (Number.isNaN(x) ? null : write(x)))
}

function distinct(
  values: Int32Array | Float64Array,
  write: (value: number) => string | null,
): { codes: Int32Array; labels: string[] } {
  const labels: string[] = []
  const place = new Map<number, number>()
  const codes = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    let code = place.get(value)
    if (code === undefined) {
      const label = write(value)
      code = label === null ? -1 : labels.push(label) - 1
      place.set(value, code)
    }
    codes[i] = code
  }
  return { codes, labels }
}

async function valuesOf(column: Column, kind: Kind): Promise<Float64Array> {
  const fits = (x: number): boolean =>
    kind === 'integer' ? Number.isSafeInteger(x) : kind === 'boolean' ? x === 0 || x === 1 : Number.isFinite(x)
  const take = (x: number): number => (fits(x) ? x : Number.NaN)
  if (column.cells.form === 'numbers') return (await column.cells.numbers()).map(take)
  const { codes, categories } = await codesOf(column)
  const words: Record<string, number> =
    kind === 'boolean' ? { true: 1, True: 1, TRUE: 1, false: 0, False: 0, FALSE: 0 } : {}
  const values = categories.map(text => words[text] ?? (text.trim() === '' ? Number.NaN : take(Number(text))))
  return new Float64Array(codes).map(c => (c < 0 ? Number.NaN : values[c]))
}
