import type { TableReader } from './tableReader'

const LF = 10
const CR = 13
const SPACE = 32

/** How `ByteRows.read` ended. */
export interface Reached {
  /** Where it ended: the start of a record. */
  at: number
  /** The record there has something that only the careful reader decides; otherwise it is cut by the end of the bytes. */
  irregular: boolean
}

/**
 * Reads records from valid UTF-8 bytes into the columns of a table. It takes what is plain — fields and quoted fields on one line — and
 * leaves every other record (line breaks inside quotes, text after a closing quote, unclosed quotes) to PapaParse, so that both ways give the
 * same table.
 */
export class ByteRows {
  private readonly table: TableReader
  private readonly delimiter: number
  private readonly quote: number
  private readonly starts: Int32Array
  private readonly ends: Int32Array
  /** 1: quoted, 2: with doubled quotes inside. */
  private readonly marks: Uint8Array

  constructor(table: TableReader, delimiter: string, quote: string) {
    this.table = table
    this.delimiter = delimiter.charCodeAt(0)
    this.quote = quote.charCodeAt(0)
    const width = table.columns.length
    this.starts = new Int32Array(width)
    this.ends = new Int32Array(width)
    this.marks = new Uint8Array(width)
  }

  /** Reads the records between `from` and `to`. `final`: the file ends at `to`. Offsets are of `bytes`. */
  read(bytes: Buffer, from: number, to: number, final: boolean): Reached {
    const { delimiter, quote, starts, ends, marks, table } = this
    const width = starts.length
    let recordStart = from
    while (recordStart < to) {
      let at = recordStart
      let field = 0
      let fieldStart = at
      let mark = 0
      let fieldEnd = -1
      let next = -1
      while (next < 0) {
        const byte = at < to ? bytes[at] : -1
        if (byte === quote && at === fieldStart) {
          at++
          mark = 1
          for (;;) {
            while (at < to && bytes[at] !== quote && bytes[at] !== LF && bytes[at] !== CR) at++
            if (at >= to && !final) return { at: recordStart, irregular: false }
            if (at >= to || bytes[at] !== quote) return { at: recordStart, irregular: true }
            if (at + 1 >= to && !final) return { at: recordStart, irregular: false }
            if (at + 1 >= to || bytes[at + 1] !== quote) break
            mark = 2
            at += 2
          }
          fieldStart++
          fieldEnd = at++
          if (at < to && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) return { at: recordStart, irregular: true }
          if (at >= to && !final) return { at: recordStart, irregular: false }
          continue
        }
        if (byte !== delimiter && byte !== LF && byte !== CR && byte !== -1) {
          at++
          continue
        }
        if (byte === -1 && !final) return { at: recordStart, irregular: false }
        if (byte === CR && at + 1 >= to && !final) return { at: recordStart, irregular: false }
        if (field < width) {
          starts[field] = fieldStart
          ends[field] = fieldEnd < 0 ? at : fieldEnd
          marks[field] = mark
        }
        field++
        if (byte === delimiter) {
          fieldStart = ++at
          mark = 0
          fieldEnd = -1
        } else next = byte === -1 ? to : byte === CR && bytes[at + 1] === LF && at + 1 < to ? at + 2 : at + 1
      }
      if (field === width && (width > 1 || !isBlank(bytes, starts[0], ends[0], marks[0]))) {
        const { columns } = table
        for (let j = 0; j < width; j++) columns[j].addBytes(bytes, starts[j], ends[j], marks[j] === 2)
        table.countRow()
      } else if (field > 1 || !isBlank(bytes, starts[0], ends[0], marks[0])) {
        table.rejectWidth(table.line, field)
      }
      table.line++
      recordStart = next
    }
    return { at: recordStart, irregular: false }
  }
}

/** A line of blanks is no record. */
function isBlank(bytes: Buffer, start: number, end: number, mark: number): boolean {
  if (mark > 0) return false
  const first = start < end ? bytes[start] : SPACE
  return start === end || ((first <= SPACE || first > 126) && bytes.toString('utf8', start, end).trim() === '')
}
