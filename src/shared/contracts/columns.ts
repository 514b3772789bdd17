import { z } from '../zod'
import type { ColumnCells } from './datasets'
import { damaged, pack, unpack } from './binaryMessage'

const rows = z
  .number()
  .int()
  .min(0)
  .max(2 ** 32)
const columns = z.array(
  z.discriminatedUnion('kind', [
    z.strictObject({
      name: z.string(),
      kind: z.enum(['number', 'integer', 'boolean', 'time']),
      rows,
      zone: z.literal('utc').optional(),
    }),
    z.strictObject({ name: z.string(), kind: z.enum(['category', 'text']), rows, categories: z.array(z.string()) }),
  ]),
)
type Described = z.infer<typeof columns>[number]

/**
 * Columns as a binary message: the head names each column with its kind, rows and categories; the bytes are the columns' arrays one after the
 * other, doubles or 32-bit codes, little-endian, each padded to a multiple of 8.
 */
export function encodeColumns(cells: readonly ColumnCells[]): Uint8Array<ArrayBuffer>[] {
  const head = cells.map((column): Described => {
    const { name } = column
    return 'codes' in column
      ? { name, kind: column.kind, rows: column.codes.length, categories: column.categories }
      : { name, kind: column.kind, rows: column.values.length, ...(column.zone && { zone: column.zone }) }
  })
  return pack(
    head,
    cells.flatMap(column => padded(bytesOf('codes' in column ? column.codes : column.values))),
  )
}

/** The columns in a binary message, as views into it. Nothing of what the head claims is believed before it fits the bytes. Errors: `format`. */
export function decodeColumns(message: Uint8Array<ArrayBuffer>): ColumnCells[] {
  const { head, body } = unpack(message)
  const described = columns.safeParse(head)
  if (!described.success) throw damaged('its head does not describe columns', described.error)
  const total = described.data.reduce((sum, column) => sum + sizeOf(column), 0)
  if (total !== body.length) throw damaged(`its columns need ${total} bytes and ${body.length} are there`)
  if (described.data.some(column => column.rows !== described.data[0].rows)) throw damaged('its columns differ in rows')
  let at = 0
  return described.data.map(column => {
    const start = at
    at += sizeOf(column)
    if (!('categories' in column))
      return {
        name: column.name,
        kind: column.kind,
        values: new Float64Array(...placeOf(body, start, column.rows)),
        ...(column.zone && { zone: column.zone }),
      }
    const { name, kind, categories } = column
    const codes = new Int32Array(...placeOf(body, start, column.rows))
    if (codes.some(code => code < -1 || code >= categories.length))
      throw damaged(`a code of ${JSON.stringify(name)} has no text`)
    return { name, kind, codes, categories }
  })
}

/** Bytes that a column takes, padding included. */
function sizeOf(column: Described): number {
  return 'categories' in column ? Math.ceil(column.rows / 2) * 8 : column.rows * 8
}

/** An array over the body. A binary message that does not start at a multiple of 8 is copied first. */
function placeOf(body: Uint8Array<ArrayBuffer>, start: number, length: number): [ArrayBuffer, number, number] {
  if (body.byteOffset % 8 === 0) return [body.buffer, body.byteOffset + start, length]
  return [body.slice(start, start + length * 8).buffer, 0, length]
}

function bytesOf(array: Float64Array | Int32Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength)
}

const padded = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] =>
  bytes.length % 8 === 0 ? [bytes] : [bytes, new Uint8Array(8 - (bytes.length % 8))]
