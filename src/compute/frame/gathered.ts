import { LatheError } from '../../shared/errors'
import { type Cells, imageCells, type NumberCells, vectorCells } from './cells'
import { componentNames } from './components'
import { textsOf } from './contents'
import type { Column } from './frame'
import { asWords, type Content, type FeatureSchema } from './schema'

/** A vector or an image, as a model or a bundled table knows it. */
type Wide = FeatureSchema & { content: Exclude<Content, { form: 'terms' }> }

const isWide = (schema: FeatureSchema): schema is Wide =>
  schema.content !== undefined && schema.content.form !== 'terms'

/**
 * Columns with vectors and images put together again from what `flat` makes of them in a file: a column of numbers for each component, or a
 * text for each cell. Each stands where the first of its columns stood; one that is whole already, or is not there at all, stays as it is.
 * Errors: `data` where a component is lacking, or a cell is none of the kind.
 */
export async function gathered(
  columns: readonly Column[],
  schemas: readonly FeatureSchema[],
): Promise<readonly Column[]> {
  const inPlaceOf = new Map<Column, readonly Column[]>()
  for (const schema of schemas.filter(isWide)) {
    const own = columns.find(c => c.name === schema.name)
    if (own?.cells.form === 'codes' || own?.cells.form === 'texts') inPlaceOf.set(own, [await read(own, schema)])
    if (own) continue
    const parts = partsOf(columns, schema)
    for (const part of parts) inPlaceOf.set(part, [])
    if (parts.length > 0) inPlaceOf.set(parts[0], [await together(parts, schema)])
  }
  return inPlaceOf.size === 0 ? columns : columns.flatMap(c => inPlaceOf.get(c) ?? [c])
}

/** The columns of the components in order; none where none is there. */
function partsOf(columns: readonly Column[], schema: Wide): Column[] {
  const names = componentNames([schema])
  const byName = new Map(columns.map(c => [c.name, c]))
  const found = names.flatMap(name => byName.get(name) ?? [])
  if (found.length === 0) return []
  const lacking = names.find(name => !byName.has(name))
  const strange = found.find(c => c.cells.form !== 'numbers')
  if (lacking !== undefined || strange)
    throw new LatheError({
      code: 'data',
      message: `${schema.name} (${asWords(schema)}) is made of ${names.length} columns of numbers from ${names[0]} to ${names.at(-1)}, and ${strange ? `${strange.name} is ${strange.kind}` : `${lacking} is not there`}.`,
      remedy: strange
        ? {
            text: 'Make it a number in table.columns (types).',
            fix: { set: { node: 'table.columns', parameter: 'types' } },
          }
        : 'Give rows with all of them.',
    })
  return found
}

async function together(parts: readonly Column[], schema: Wide): Promise<Column> {
  const cells = parts.map(p => p.cells as NumberCells)
  const { rows } = cells[0]
  const byRow = async (): Promise<Float64Array> => {
    const columns = await Promise.all(cells.map(c => c.numbers()))
    const values = new Float64Array(rows * columns.length)
    for (const [k, column] of columns.entries())
      for (let i = 0, at = k; i < rows; i++, at += columns.length) values[at] = column[i]
    return values
  }
  const gaps = parts.some(p => p.missing > 0)
  return wideColumn(parts[0], schema, gaps ? await byRow() : byRow)
}

/** A column whose cells are texts as `flat` writes them. */
async function read(column: Column, schema: Wide): Promise<Column> {
  const width = widthOf(schema.content)
  const texts = await textsOf(column)
  const values = new Float64Array(texts.length * width).fill(Number.NaN)
  for (const [i, text] of texts.entries()) {
    if (text === null) continue
    const numbers = numbersIn(text)
    if (numbers?.length !== width) throw unfit(schema, i, `it holds ${shortened(text)}`)
    values.set(numbers, i * width)
  }
  return wideColumn(column, schema, values)
}

/** The numbers of a JSON list: null is missing, "Infinity" stands for what JSON cannot write. Undefined for anything else. */
function numbersIn(text: string): number[] | undefined {
  try {
    const list: unknown = JSON.parse(text)
    if (!Array.isArray(list)) return undefined
    const numbers = list.map((x: unknown) => {
      if (x === null) return Number.NaN
      return typeof x === 'number' || x === 'Infinity' || x === '-Infinity' ? Number(x) : undefined
    })
    return numbers.every(x => x !== undefined) ? numbers : undefined
  } catch {
    return undefined
  }
}

/** `values`: n × d, row by row. Where they are at hand, rows that lack a component are counted. */
function wideColumn(
  { role, cells: { rows } }: Column,
  schema: Wide,
  values: Float64Array | (() => Promise<Float64Array>),
): Column {
  const { name, kind, content } = schema
  const width = widthOf(content)
  const load = typeof values === 'function' ? values : () => Promise.resolve(values)
  const cells: Cells =
    content.form === 'vector'
      ? vectorCells(rows, content, load)
      : imageCells(rows, content, async () => bytesOf(schema, await load()))
  const missing = content.form === 'vector' && typeof values !== 'function' ? gapsIn(values, width) : 0
  return { name, kind, role, missing, cells }
}

/** Errors: `data` for a cell that is no byte; pictures have no gaps. */
function bytesOf(schema: Wide, values: Float64Array): Uint8Array {
  const bytes = Uint8Array.from(values)
  for (let at = 0; at < values.length; at++)
    if (bytes[at] !== values[at]) {
      const held = Number.isNaN(values[at]) ? 'a gap' : String(values[at])
      throw unfit(
        schema,
        Math.floor(at / widthOf(schema.content)),
        `it holds ${held}, and pixels are whole numbers from 0 to 255`,
      )
    }
  return bytes
}

function gapsIn(values: Float64Array, width: number): number {
  const rows = new Set<number>()
  for (let at = 0; at < values.length; at++) if (Number.isNaN(values[at])) rows.add(Math.floor(at / width))
  return rows.size
}

const widthOf = (content: Wide['content']): number =>
  content.form === 'vector' ? content.width : content.height * content.width * content.channels

const unfit = (schema: Wide, row: number, why: string): LatheError =>
  new LatheError({
    code: 'data',
    message: `In row ${row + 1} ${schema.name} is no ${asWords(schema)}: ${why}.`,
    remedy: 'Mend the row, or leave it out.',
  })

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)} …` : text)
