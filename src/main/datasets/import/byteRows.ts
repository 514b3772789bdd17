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

const CUT = -1
const IRREGULAR = -2

/**
 * Reads records from valid UTF-8 bytes into the columns of a table. It takes what is plain — fields and quoted fields on one line — and
 * leaves every other record (line breaks inside quotes, text after a closing quote, unclosed quotes) to PapaParse, so that both ways give the
 * same table.
 */
export class ByteRows {
  private readonly table: TableReader
  private readonly delimiter: number
  private readonly quote: number
  /** 1 for the bytes that end a field. */
  private readonly stops = new Uint8Array(256)
  /** Fields of the record just scanned; those beyond the width of the table are only counted. */
  private count = 0
  private readonly starts: Int32Array
  private readonly ends: Int32Array
  /** 1: quoted, 2: with doubled quotes inside. */
  private readonly marks: Uint8Array

  constructor(table: TableReader, delimiter: string, quote: string) {
    this.table = table
    this.delimiter = delimiter.charCodeAt(0)
    this.quote = quote.charCodeAt(0)
    for (const byte of [this.delimiter, LF, CR]) this.stops[byte] = 1
    const width = table.columns.length
    this.starts = new Int32Array(width)
    this.ends = new Int32Array(width)
    this.marks = new Uint8Array(width)
  }

  /** Reads the records between `from` and `to`. `final`: the file ends at `to`. There must be one more byte after `to`, to write on. */
  read(bytes: Buffer, from: number, to: number, final: boolean): Reached {
    const beyond = bytes[to]
    bytes[to] = LF // ends every scan without a look at the length
    let at = from
    let next = from
    while (at < to) {
      next = this.scan(bytes, at, to, final)
      if (next < 0) break
      this.take(bytes)
      at = next
    }
    bytes[to] = beyond
    return { at, irregular: next === IRREGULAR }
  }

  /** Finds the fields of the record at `from`. Returns where the next record starts, `CUT` or `IRREGULAR`. */
  private scan(bytes: Buffer, from: number, to: number, final: boolean): number {
    const { starts, ends, marks, stops, delimiter, quote } = this
    const width = starts.length
    let field = 0
    let at = from
    for (;;) {
      let start = at
      let end = -1
      let mark = 0
      if (bytes[at] === quote && at < to) {
        mark = 1
        start = ++at
        for (;;) {
          while (bytes[at] !== quote && bytes[at] !== LF && bytes[at] !== CR) at++
          if (bytes[at] !== quote) return at === to && !final ? CUT : IRREGULAR
          if (bytes[at + 1] !== quote || at + 1 === to) break
          mark = 2
          at += 2
        }
        end = at++
        if (stops[bytes[at]] === 0) return IRREGULAR
      } else {
        while (stops[bytes[at]] === 0) at++
        end = at
      }
      if (at === to && !final) return CUT
      if (field < width) {
        starts[field] = start
        ends[field] = end
        marks[field] = mark
      }
      field++
      const stop = bytes[at++]
      if (stop === delimiter) continue
      this.count = field
      if (stop === CR) {
        if (at === to && !final) return CUT // a \n may follow
        if (at < to && bytes[at] === LF) at++
      }
      return Math.min(at, to)
    }
  }

  private take(bytes: Buffer): void {
    const { table, starts, ends, marks, count } = this
    const { columns } = table
    const blank = count === 1 && isBlank(bytes, starts[0], ends[0], marks[0])
    if (count === columns.length && !blank) {
      for (let j = 0; j < count; j++) columns[j].addBytes(bytes, starts[j], ends[j], marks[j] === 2)
      table.countRow()
    } else if (!blank) {
      table.rejectWidth(table.line, count)
    }
    table.line++
  }
}

/** A line of blanks is no record. */
function isBlank(bytes: Buffer, start: number, end: number, mark: number): boolean {
  if (mark > 0) return false
  const first = start < end ? bytes[start] : SPACE
  return start === end || ((first <= SPACE || first > 126) && bytes.toString('utf8', start, end).trim() === '')
}
