import { crc32 } from 'node:zlib'
import type { ColumnCells } from '../../shared/contracts/datasets'
import type { ImportedColumn } from './import/finish'

const bytesOf = (view: ArrayBufferView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength)

const withTexts = (sum: number, texts: readonly string[]): number => crc32(JSON.stringify(texts), sum)

/** CRC-32 of a column's cells and categories, taken segment by segment as the column is written. */
export class Checksum {
  #sum = 0

  add(segment: ArrayBufferView): void {
    this.#sum = crc32(bytesOf(segment), this.#sum)
  }

  end(column: ImportedColumn): number {
    return 'categories' in column ? withTexts(this.#sum, column.categories) : this.#sum
  }
}

/** The same of a column that was read back. */
export function checksumOfCells(cells: ColumnCells): number {
  return 'codes' in cells ? withTexts(crc32(bytesOf(cells.codes)), cells.categories) : crc32(bytesOf(cells.values))
}
