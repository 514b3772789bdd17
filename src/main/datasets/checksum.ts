import { crc32 } from 'node:zlib'
import type { ColumnCells } from '../../shared/contracts/datasets'
import type { ImportedColumn } from './import/finish'

const bytesOf = (view: ArrayBufferView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength)

const withTexts = (sum: number, texts: readonly string[]): number => crc32(JSON.stringify(texts), sum)

/** CRC-32 of a column's cells and categories, as written to the store. */
export function checksumOf(column: ImportedColumn): number {
  let sum = 0
  for (const segment of column.segments) sum = crc32(bytesOf(segment), sum)
  return 'categories' in column ? withTexts(sum, column.categories) : sum
}

/** The same of a column that was read back. */
export function checksumOfCells(cells: ColumnCells): number {
  return 'codes' in cells ? withTexts(crc32(bytesOf(cells.codes)), cells.categories) : crc32(bytesOf(cells.values))
}
