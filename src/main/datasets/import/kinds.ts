import { ByteDictionary } from './byteDictionary'
import { booleanOf, lexeme, numberLexeme, timeOf, toNumber, type Zone } from './cells'
import { Codes, Numbers } from './segments'

/** What a column's cells are collected in. Each kind takes a cell or says that it does not fit. */
export interface Cells {
  /** False when the cell is not of this kind: nothing is added then. */
  add(cell: string): boolean
  addMissing(): void
}

/** Numbers, whole or not, by the lossless rule. */
export class NumberCells implements Cells {
  readonly values = new Numbers()
  whole = true
  min = Infinity
  max = -Infinity
  /** A cell has decimals that can be no thousands: all others look like `12.345`. */
  sure = false
  /** Digits behind the mark: fewest, most, most of a cell that ends in 0. */
  shortest = 1000 // a small integer: infinity would box every digit count
  longest = 0
  padded = 0
  /** 1 for what was noted of up to 15 digits. */
  readonly noted = new Uint8Array(32)
  /** A cell such as `101E01`, which may be a code. */
  coded = false
  readonly point: number

  constructor(point: number) {
    this.point = point
  }

  add(cell: string): boolean {
    const text = trimmed(cell)
    const found = numberLexeme(text, this.point)
    if (found !== lexeme.integer && found !== lexeme.decimal) return false
    if (found === lexeme.decimal) this.noteDecimals(text)
    this.addNumber(toNumber(text, this.point), found === lexeme.integer)
    return true
  }

  private noteDecimals(text: string): void {
    const point = text.indexOf(this.point === 44 ? ',' : '.')
    const exponent = text.search(/e/i)
    if (point < 0) {
      if (/^\d+e\d+$/i.test(text)) this.coded = true
      return
    }
    const digits = (exponent < 0 ? text.length : exponent) - point - 1
    this.note(digits, exponent < 0 && text.endsWith('0') ? 1 : 0, !/^-?[1-9]\d{0,2}.\d{3}$/.test(text))
  }

  /** `digits` behind the mark, the last of them a zero (`padded`: 1); `odd`: what stands before is not as before thousands. */
  note(digits: number, padded: 0 | 1, odd: boolean): void {
    this.noted[2 * digits + padded] = 1
    if (odd || digits !== 3) this.sure = true
    if (digits < this.shortest) this.shortest = digits
    if (digits > this.longest) this.longest = digits
    if (padded === 1 && digits > 1 && digits > this.padded) this.padded = digits
  }

  addNumber(value: number, whole: boolean): void {
    if (!whole) this.whole = false
    if (value < this.min) this.min = value
    if (value > this.max) this.max = value
    this.values.push(value)
  }

  addMissing(): void {
    this.values.push(NaN)
  }
}

/** true and false. */
export class BooleanCells implements Cells {
  readonly values = new Numbers()

  add(cell: string): boolean {
    const value = booleanOf(trimmed(cell))
    if (value < 0) return false
    this.values.push(value)
    return true
  }

  addMissing(): void {
    this.values.push(NaN)
  }
}

/** ISO times that all name a zone, or all do not. */
export class TimeCells implements Cells {
  readonly values = new Numbers()
  min = Infinity
  max = -Infinity
  zone: Zone | null = null
  /** Cells that name an offset from UTC, and the first of them. */
  shifted = 0
  shiftedExample = ''

  add(cell: string): boolean {
    const time = timeOf(trimmed(cell))
    if (!time) return false
    const zone = time.zone === 'offset' ? 'utc' : time.zone
    if (this.zone !== null && zone !== this.zone) return false
    this.zone = zone
    if (time.zone === 'offset' && this.shifted++ === 0) this.shiftedExample = cell
    this.addTime(time.milliseconds)
    return true
  }

  addTime(milliseconds: number): void {
    if (milliseconds < this.min) this.min = milliseconds
    if (milliseconds > this.max) this.max = milliseconds
    this.values.push(milliseconds)
  }

  addMissing(): void {
    this.values.push(NaN)
  }
}

/** Any text, kept exactly: codes into the different texts in first-seen order. */
export class TextCells implements Cells {
  readonly codes = new Codes()
  readonly texts: string[] = []
  /** The same, by the bytes of the file. */
  readonly bytes = new ByteDictionary()
  private readonly known = new Map<string, number>()

  add(cell: string): boolean {
    this.codes.push(this.codeOf(cell))
    return true
  }

  codeOf(cell: string): number {
    const code = this.known.get(cell)
    if (code !== undefined) return code
    const own = cell.length > 12 ? Buffer.from(cell).toString() : cell // a slice would keep its whole chunk in memory
    this.known.set(own, this.texts.length)
    return this.texts.push(own) - 1
  }

  addMissing(): void {
    this.codes.push(-1)
  }
}

export function trimmed(cell: string): string {
  const first = cell.charCodeAt(0)
  const last = cell.charCodeAt(cell.length - 1)
  return first <= 32 || last <= 32 || first > 126 || last > 126 ? cell.trim() : cell
}
