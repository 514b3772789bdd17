import type { Dialect } from './dialect'
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
 * Reads records from valid UTF-8 bytes into the columns of a table. It takes what is plain — as many fields as columns, quoted ones on one
 * line — and leaves every other record (line breaks inside quotes, text after a closing quote, unclosed quotes, fields too many or too few)
 * to `RecordSplitter`, so that both ways give the same table.
 */
export class ByteRows {
  private readonly table: TableReader
  private readonly delimiter: number
  private readonly quote: number
  /** 1 for the bytes that end a field. */
  private readonly stops = new Uint8Array(256)
  /** Fields of the record just scanned; those beyond the columns and the empty fields behind them are only counted. */
  private count = 0
  private readonly starts: Int32Array
  private readonly ends: Int32Array
  /** 1: quoted, 2: with doubled quotes inside. */
  private readonly marks: Uint8Array

  /** First field of the header: a record that begins with it may be the header once more. */
  private readonly again: Buffer | null

  constructor(table: TableReader, { delimiter, quote, surplus }: Dialect) {
    this.table = table
    this.delimiter = delimiter.charCodeAt(0)
    this.quote = quote === 'none' ? -1 : quote.charCodeAt(0)
    this.again = table.header ? Buffer.from(table.header[0]) : null
    for (const byte of [this.delimiter, LF, CR]) this.stops[byte] = 1
    const width = table.columns.length + surplus
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
      if (!this.take(bytes)) {
        next = IRREGULAR
        break
      }
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

  /** Takes the record just scanned; false where it is none that is plainly a row. */
  private take(bytes: Buffer): boolean {
    const { table, starts, ends, marks, count, again } = this
    const { columns } = table
    const width = columns.length
    if (count === 1 && isBlank(bytes, starts[0], ends[0], marks[0])) {
      if (width === 1) return false
      table.line++
      return true
    }
    if (count < width || count > starts.length || table.blanks.count > 0) return false
    for (let j = width; j < count; j++) if (starts[j] !== ends[j]) return false
    const first = ends[0] - starts[0]
    if (first === 0 && width > 1 && this.isEmpty()) return false
    if (
      again &&
      first === again.length &&
      bytes[starts[0]] === again[0] &&
      again.compare(bytes, starts[0], ends[0]) === 0
    )
      return false
    for (let j = 0; j < width; j++) columns[j].addBytes(bytes, starts[j], ends[j], marks[j] === 2)
    table.countRow()
    table.line++
    return true
  }

  private isEmpty(): boolean {
    const { starts, ends, marks, count } = this
    for (let j = 0; j < count; j++) if (starts[j] !== ends[j] || marks[j] > 0) return false
    return true
  }
}

/** A line of blanks is no record. */
function isBlank(bytes: Buffer, start: number, end: number, mark: number): boolean {
  if (mark > 0) return false
  const first = start < end ? bytes[start] : SPACE
  return start === end || ((first <= SPACE || first > 126) && bytes.toString('utf8', start, end).trim() === '')
}
