import { codeCells, numberCells } from './cells'
import { componentNames, components, type Part, isPart, widthOf } from './components'
import type { Column } from './frame'
import { featureSchema } from './schema'

/** A cell of more components than this is one text instead of as many columns: a table of 784 pixel columns is read by nobody. */
export const mostSpread = 256

/**
 * Columns as a table of numbers and texts holds them. Terms, vectors and images of at most `mostSpread` components become a column
 * for each (`pixels[3,1]`, `emb[2]`, a term by itself); wider ones become JSON: `{"free":2,"call":1}` of terms that are not 0, `[0.5,null]`
 * of vectors, null where missing, and the bytes of an image line by line. What JSON has no number for is "Infinity" or "-Infinity".
 */
export async function flat(columns: readonly Column[]): Promise<Column[]> {
  const spreads = (column: Column): boolean => isWide(column) && widthOf(column.cells) <= mostSpread
  const names = componentNames(
    columns.map(c => (spreads(c) ? featureSchema(c) : { name: c.name, kind: c.kind })),
  ).values()
  const out: Column[] = []
  for (const column of columns) {
    if (!isWide(column)) out.push({ ...column, name: names.next().value! })
    else if (!spreads(column)) out.push(await written({ ...column, name: names.next().value! }))
    else
      for (const values of await components(column.cells))
        out.push({
          name: names.next().value!,
          kind: column.cells.form === 'image' ? 'integer' : 'number',
          role: column.role,
          missing: column.missing === 0 ? 0 : values.filter(Number.isNaN).length,
          cells: numberCells(values.length, values),
        })
  }
  return out
}

type WideColumn = Column & { readonly cells: Exclude<Part, { form: 'numbers' }> }

const isWide = (column: Column): column is WideColumn => isPart(column.cells) && column.cells.form !== 'numbers'

async function written({ cells, ...column }: WideColumn): Promise<Column> {
  const texts = await textsOf(cells)
  const codes = Int32Array.from(texts.keys())
  return { ...column, kind: 'text', missing: 0, cells: codeCells(cells.rows, { codes, categories: texts }) }
}

async function textsOf(cells: WideColumn['cells']): Promise<string[]> {
  if (cells.form === 'terms') {
    const { starts, columns, values } = await cells.sparse()
    return Array.from({ length: cells.rows }, (_, i) => {
      const row: string[] = []
      for (let at = starts[i]; at < starts[i + 1]; at++)
        row.push(`${JSON.stringify(cells.names[columns[at]])}:${numberText(values[at])}`)
      return `{${row.join(',')}}`
    })
  }
  const values = cells.form === 'vector' ? await cells.values() : await cells.bytes()
  const width = widthOf(cells)
  return Array.from({ length: cells.rows }, (_, i) => {
    const row = Array.from(values.subarray(i * width, (i + 1) * width), numberText)
    return `[${row.join(',')}]`
  })
}

function numberText(x: number): string {
  if (Number.isFinite(x)) return String(x)
  return Number.isNaN(x) ? 'null' : `"${x}"`
}
