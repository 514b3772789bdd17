import type { Kind } from '../../../../shared/frame'
import { codeCells, numberCells } from '../../../frame/cells'
import type { Column } from '../../../frame/frame'

/**
 * A column as another kind. A number becomes a category by its own digits; a text becomes a number where all of it is one.
 * Cells that do not fit become missing, and a warning counts them.
 */
export async function cast(column: Column, kind: Kind, warn: (sentence: string) => void): Promise<Column> {
  if (kind === column.kind) return column
  const { rows } = column.cells
  if (kind === 'category' || kind === 'text') {
    const labels = await labelsOf(column)
    const categories = [...new Set(labels)].filter(x => x !== null)
    if (kind === 'category') categories.sort()
    const place = new Map(categories.map((name, i) => [name, i]))
    const codes = Int32Array.from(labels, x => (x === null ? -1 : place.get(x)!))
    return { ...column, kind, cells: codeCells(rows, { codes, categories }) }
  }
  const values = await numbersOf(column, kind)
  let missing = 0
  for (const x of values) if (Number.isNaN(x)) missing++
  if (missing > column.missing)
    warn(`${missing - column.missing} cells of ${column.name} are not of kind ${kind} and became missing.`)
  return { ...column, kind, missing, cells: numberCells(rows, values) }
}

async function labelsOf(column: Column): Promise<(string | null)[]> {
  if (column.cells.form === 'codes') {
    const { codes, categories } = await column.cells.codes()
    return Array.from(codes, c => (c < 0 ? null : categories[c]!))
  }
  const write = column.kind === 'boolean' ? (x: number) => (x === 1 ? 'true' : 'false') : String
  return Array.from(await column.cells.numbers(), x => (Number.isNaN(x) ? null : write(x)))
}

async function numbersOf(column: Column, kind: Kind): Promise<Float64Array> {
  const fits = (x: number): boolean =>
    kind === 'integer' ? Number.isSafeInteger(x) : kind === 'boolean' ? x === 0 || x === 1 : Number.isFinite(x)
  const take = (x: number): number => (fits(x) ? x : Number.NaN)
  if (column.cells.form === 'numbers') return (await column.cells.numbers()).map(take)
  const { codes, categories } = await column.cells.codes()
  const words: Record<string, number> =
    kind === 'boolean' ? { true: 1, True: 1, TRUE: 1, false: 0, False: 0, FALSE: 0 } : {}
  const values = categories.map(text => words[text] ?? (text.trim() === '' ? Number.NaN : take(Number(text))))
  return Float64Array.from(codes, c => (c < 0 ? Number.NaN : values[c]!))
}
