import { components, widthOf } from '../frame/components'
import { columnNamed, type Frame } from '../frame/frame'
import { isWide, type WideCells } from '../frame/wide'
import { sparseRow } from '../tensor/csr'
import { cellAt, type Finished, numbersOf, type WorkedLine } from './worked'

/** Lines that a table of features has at most; the smallest of more are one line together. */
export const mostLines = 12

/** A feature as the model sees it, and as it stands in the person's table where both are known. */
export interface Feature {
  name: string
  x: number
  /** Differs from `x` where the line scaled it. */
  raw: number
}

/** The features of the row in the order learned. */
export async function featuresAt(at: Finished, names: readonly string[]): Promise<Feature[]> {
  const [origins, row] = [await at.origins(names), await designRow(at)]
  return names.map((name, j) => ({ name, x: row[j], raw: origins[j].shift + origins[j].factor * row[j] }))
}

/** The row as the model sees it: p numbers, wide cells spread out, a category as its place among those learned (−1 where it is none of them). */
export async function designRow(at: Finished): Promise<number[]> {
  const parts = at.model!.columns.map(async ({ name, categories }): Promise<ArrayLike<number>> => {
    const { cells } = columnNamed(at.before, name)
    if (isWide(cells)) return wideRow(cells, at.row)
    const cell = await cellAt(at, at.before, name)
    return [typeof cell === 'number' ? cell : (categories ?? []).indexOf(String(cell))]
  })
  return (await Promise.all(parts)).flatMap(part => Array.from(part))
}

/** Components of one cell. */
export async function wideRow(cells: WideCells, row: number): Promise<ArrayLike<number>> {
  if (cells.form === 'terms') return sparseRow(await cells.sparse(), row)
  const width = widthOf(cells)
  const all = cells.form === 'vector' ? await cells.values() : await cells.bytes()
  return all.subarray(row * width, (row + 1) * width)
}

/** Component j of columns of a table, counted over all of them as the design matrix counts: n doubles. */
export async function componentOf(
  at: Finished,
  frame: Frame,
  columns: readonly string[],
  j: number,
): Promise<Float64Array> {
  for (const name of columns) {
    const { cells } = columnNamed(frame, name)
    if (!isWide(cells)) {
      if (j-- === 0) return numbersOf(at, frame, name)
    } else if (j < widthOf(cells)) return (await components(cells, j, j + 1))[0]
    else j -= widthOf(cells)
  }
  throw new Error(`There are not so many components in ${columns.join(', ')}.`)
}

/** Column j of the design matrix of the table that came in. */
export const designColumn = (at: Finished, j: number): Promise<Float64Array> =>
  componentOf(
    at,
    at.before,
    at.model!.columns.map(c => c.name),
    j,
  )

export const anyScaled = (features: readonly Feature[]): boolean => features.some(f => f.raw !== f.x)

/** One weighted sum of a row's features, twice: with the weights of the results, and with those the model holds. */
export interface Weighted {
  features: readonly Feature[]
  /** As the results say, in the order of the features. */
  shown: readonly number[]
  /** As the model holds them. */
  held: ArrayLike<number>
  intercept: { shown: number; held: number }
}

/** Σ wⱼ xⱼ + w₀ from what the model holds. */
export const sumOf = ({ features, held, intercept }: Weighted): number =>
  features.reduce((sum, f, j) => sum + held[j] * f.x, intercept.held)

/** Size of what is added up: the measure of rounding. */
export const sizeOf = ({ features, held, intercept }: Weighted): number =>
  features.reduce((sum, f, j) => sum + Math.abs(held[j] * f.x), Math.abs(intercept.held))

/** A line for each product, largest first to be kept where there are many, then the intercept. */
export function productLines(w: Weighted): WorkedLine[] {
  const unit = Math.max(sizeOf(w), Number.MIN_VALUE)
  const both = anyScaled(w.features)
  const lines = w.features.map((f, j): WorkedLine => ({
    name: f.name,
    code: true,
    cells: [...(both ? [f.raw] : []), f.x, w.shown[j]],
    value: w.shown[j] * f.x,
    again: w.held[j] * f.x,
    unit,
  }))
  return addedUp(lines, [['intercept', w.intercept.shown, w.intercept.held]], { cells: both ? 3 : 2, unit })
}

/** Lines that add up: the largest of them, the others in one line, and what stands beside them by name. */
export function addedUp(
  lines: readonly WorkedLine[],
  beside: readonly [name: string, value: number, again: number][],
  { cells, unit }: { cells: number; unit: number },
): WorkedLine[] {
  const { few, rest } = largest(lines)
  const sum = (of: 'value' | 'again'): number => rest.reduce((total, line) => total + (line[of] as number), 0)
  const more: typeof beside = rest.length > 0 ? [[`${rest.length} more together`, sum('value'), sum('again')]] : []
  const blanks = Array<null>(cells).fill(null)
  return [...few, ...[...more, ...beside].map(([name, value, again]) => ({ name, cells: blanks, value, again, unit }))]
}

/** Heads of a table of products. */
export const productHead = (w: Weighted): string[] =>
  anyScaled(w.features)
    ? ['column', 'value', 'scaled $x$', 'weight $\\beta$', '$\\beta \\cdot x$']
    : ['column', 'value $x$', 'weight $\\beta$', '$\\beta \\cdot x$']

/** Those of largest size, in their own order, and the others. */
export function largest(lines: readonly WorkedLine[], most = mostLines): { few: WorkedLine[]; rest: WorkedLine[] } {
  if (lines.length <= most) return { few: [...lines], rest: [] }
  const size = (l: WorkedLine): number => Math.abs(typeof l.value === 'number' ? l.value : 0)
  const kept = new Set([...lines].sort((a, b) => size(b) - size(a)).slice(0, most - 1))
  return { few: lines.filter(l => kept.has(l)), rest: lines.filter(l => !kept.has(l)) }
}
