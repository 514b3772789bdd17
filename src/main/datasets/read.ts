import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import type { ColumnCells } from '../../shared/contracts/datasets'
import { sortCategories } from './import/finish'
import { Vector } from './vectors'

export interface StoredColumn {
  /** Name in the database. */
  place: string
  name: string
  kind: ColumnCells['kind']
  /** Category: stored as an enumeration of these. */
  categories: string[] | null
  /** Of times that are moments. */
  zone?: 'utc'
}

/** How a column is asked for, so that its cells come as doubles or codes without missing cells among them. */
function expression({ place, kind, categories }: StoredColumn): string {
  if (kind === 'number') return `coalesce(${place}, 'NaN'::DOUBLE)`
  if (kind === 'integer' || kind === 'boolean') return `coalesce(${place}::DOUBLE, 'NaN'::DOUBLE)`
  if (kind === 'time') return `coalesce(epoch_ms(${place})::DOUBLE, 'NaN'::DOUBLE)`
  if (categories) return `coalesce(enum_code(${place})::INTEGER, -1)`
  // The driver's decoder takes a U+FEFF at the start of a text for a byte-order mark and drops it: one more is given to it.
  return `CASE WHEN starts_with(${place}, '\ufeff') THEN '\ufeff' || ${place} ELSE ${place} END`
}

/** Reads whole columns of a table, in row order. */
export async function readColumns(
  connection: DuckDBConnection,
  table: string,
  rows: number,
  columns: readonly StoredColumn[],
): Promise<ColumnCells[]> {
  if (columns.length === 0) return []
  const readers = columns.map(column => readerOf(column, rows))
  const result = await connection.stream(`SELECT ${columns.map(expression).join(', ')} FROM ${table}`)
  let row = 0
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let i = 0; i < readers.length; i++) readers[i].take(chunk, i, row)
    row += chunk.rowCount
  }
  return readers.map(reader => reader.finish())
}

interface Reader {
  take(chunk: DuckDBDataChunk, index: number, row: number): void
  finish(): ColumnCells
}

function readerOf(column: StoredColumn, rows: number): Reader {
  const { name, kind, categories, zone } = column
  if (kind !== 'category' && kind !== 'text') {
    const values = new Float64Array(rows)
    return {
      take: (chunk, index, row) => values.set(new Vector(chunk, index).items as Float64Array, row),
      finish: () => ({ name, kind, values, ...(zone && { zone }) }),
    }
  }
  const codes = new Int32Array(rows)
  if (categories) {
    return {
      take: (chunk, index, row) => codes.set(new Vector(chunk, index).items as Int32Array, row),
      finish: () => ({ name, kind, codes, categories }),
    }
  }
  const known = new Map<string, number>()
  const texts: string[] = []
  const codeOf = (text: string): number => {
    let code = known.get(text)
    if (code === undefined) known.set(text, (code = texts.push(text) - 1))
    return code
  }
  return {
    take(chunk, index, row) {
      const vector = chunk.getColumnVector(index) as unknown as { getItem(row: number): string | null }
      const count = chunk.rowCount
      for (let i = 0; i < count; i++) {
        const text = vector.getItem(i)
        codes[row + i] = text === null ? -1 : codeOf(text)
      }
    },
    finish: () => ({ name, kind, codes, categories: kind === 'category' ? sortCategories(texts, [codes]) : texts }),
  }
}
