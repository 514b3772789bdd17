import { setImmediate } from 'node:timers/promises'
import { BIGINT, BOOLEAN, DOUBLE, ENUM, TIMESTAMP_MS, VARCHAR, DuckDBDataChunk } from '@duckdb/node-api'
import type { DuckDBConnection, DuckDBType } from '@duckdb/node-api'
import { throwIfCancelled } from '../../shared/errors'
import { Checksum } from './checksum'
import type { ImportedColumn } from './import/finish'
import { segmentRows } from './import/segments'
import { Vector } from './vectors'

const vectorRows = 2048

/** The main thread also answers the window: it is held no longer than this at a time. */
const sliceMilliseconds = 12

/** An enumeration of the database holds these; more, or a zero character, go into a text column. */
const largestEnumeration = 10_000

/** The type of a column in the database, where SQL sees numbers, truth values, moments and text. */
function typeOf(column: ImportedColumn): DuckDBType {
  switch (column.kind) {
    case 'number':
      return DOUBLE
    case 'integer':
      return BIGINT
    case 'boolean':
      return BOOLEAN
    case 'time':
      return TIMESTAMP_MS
    case 'text':
      return VARCHAR
    case 'category':
      return isEnumerated(column) ? ENUM(column.categories) : VARCHAR
  }
}

/** Whether the column is stored as codes into its categories. */
export function isEnumerated(column: ImportedColumn): boolean {
  if (column.kind !== 'category') return false
  const { categories } = column
  return (
    categories.length > 0 && categories.length <= largestEnumeration && !categories.some(text => text.includes('\0'))
  )
}

/**
 * Creates the table of a dataset, its columns named c0, c1 … (the database does not tell `a` from `A`), and fills it in slices. The segments
 * are released as they are written. To be called inside a transaction. Returns the checksum of each column.
 */
export async function writeTable(
  connection: DuckDBConnection,
  table: string,
  columns: ImportedColumn[],
  rows: number,
  progress: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<number[]> {
  const types = columns.map(typeOf)
  await connection.run(`CREATE TABLE ${table} (${types.map((type, i) => `c${i} ${type.toString()}`).join(', ')})`)
  const appender = await connection.createAppender(table)
  const chunk = DuckDBDataChunk.create(types, Math.min(vectorRows, rows))
  const writers = columns.map((column, i) => writerOf(column, types[i], chunk, i))
  const sums = columns.map(() => new Checksum())
  let since = performance.now()
  for (let start = 0; start < rows; start += vectorRows) {
    const count = Math.min(vectorRows, rows - start)
    const place = Math.floor(start / segmentRows)
    const offset = start % segmentRows
    chunk.reset()
    chunk.rowCount = count
    for (const write of writers) write(place, offset, count)
    appender.appendDataChunk(chunk)
    if (offset + count === segmentRows || start + count === rows) {
      columns.forEach((column, i) => {
        sums[i].add(column.segments[place])
        ;(column.segments as ArrayBufferView[])[place] = released
      })
    }
    if (performance.now() - since < sliceMilliseconds) continue
    await setImmediate()
    throwIfCancelled(signal)
    progress(start / rows)
    since = performance.now()
  }
  appender.flushSync()
  appender.closeSync()
  return columns.map((column, i) => sums[i].end(column))
}

const released = new Float64Array(0)

/** Writes `count` cells of a segment, from `offset` on, into the chunk. */
type Writer = (segment: number, offset: number, count: number) => void

function writerOf(column: ImportedColumn, type: DuckDBType, chunk: DuckDBDataChunk, index: number): Writer {
  if (!('categories' in column)) {
    const { kind, segments } = column
    const vector = new Vector(chunk, index)
    const put = numberWriter(kind, vector)
    return (segment, offset, count) => {
      const cells = segments[segment].subarray(offset, offset + count)
      vector.clear()
      put(cells)
      if (column.inspected.missing > 0) for (let i = 0; i < count; i++) if (cells[i] !== cells[i]) vector.setMissing(i)
      vector.flush()
    }
  }
  if (type === VARCHAR) return textWriter(column, chunk, index)
  const vector = new Vector(chunk, index)
  return (segment, offset, count) => {
    const codes = column.segments[segment].subarray(offset, offset + count)
    vector.clear()
    const items = vector.items as Uint8Array
    for (let i = 0; i < count; i++) {
      if (codes[i] < 0) vector.setMissing(i)
      items[i] = codes[i] < 0 ? 0 : codes[i]
    }
    vector.flush()
  }
}

function numberWriter(kind: 'number' | 'integer' | 'boolean' | 'time', vector: Vector): (cells: Float64Array) => void {
  if (kind === 'number') return cells => (vector.items as Float64Array).set(cells)
  if (kind === 'boolean') return cells => (vector.items as Uint8Array).set(cells)
  // 64-bit integers as two words: `BigInt(x)` for every cell takes ten times as long.
  const { buffer, byteOffset, length } = vector.items as BigInt64Array
  const words = new Int32Array(buffer, byteOffset, length * 2)
  return cells => {
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]
      words[2 * i] = cell
      words[2 * i + 1] = Math.floor(cell / 2 ** 32)
    }
  }
}

function textWriter(column: ImportedColumn & { categories: string[] }, chunk: DuckDBDataChunk, index: number): Writer {
  const vector = chunk.getColumnVector(index) as unknown as {
    setItem(row: number, text: string | null): void
    flush(): void
  }
  return (segment, offset, count) => {
    const codes = column.segments[segment]
    for (let i = 0; i < count; i++)
      vector.setItem(i, codes[offset + i] < 0 ? null : column.categories[codes[offset + i]])
    vector.flush()
  }
}
