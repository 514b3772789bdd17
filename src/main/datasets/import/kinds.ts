import { ByteDictionary } from './byteDictionary'
import { booleanOf, lexeme, numberLexeme, timeOf, toNumber, type Zone } from './cells'
import { Codes, Numbers } from './segments'

/** What a column's cells are collected in. Each kind takes a cell or says that it does not fit. */
export interface Cells {
  /** False when the cell is not of this kind: nothing is added then. */
  add(cell: string): boolean
  addMissing(): void
}

/** Numbers, whole or not, by the lossless rule; `lenient` for columns that people have declared to be numbers. */
export class NumberCells implements Cells {
  readonly values = new Numbers()
  whole = true
  min = Infinity
  max = -Infinity
  private readonly point: number
  private readonly chosen: 'number' | 'integer' | null

  constructor(point: number, chosen: 'number' | 'integer' | null) {
    this.point = point
    this.chosen = chosen
  }

  add(cell: string): boolean {
    const text = trimmed(cell)
    const found = numberLexeme(text, this.point)
    if (found === lexeme.other || (found > lexeme.decimal && !this.chosen)) return false
    const value = toNumber(text, this.point)
    if (this.chosen && (!Number.isFinite(value) || (this.chosen === 'integer' && !Number.isSafeInteger(value))))
      return false
    this.addNumber(value, this.chosen ? this.chosen === 'integer' : found === lexeme.integer)
    return true
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

const spoken = new Map([
  ['true', 1], ['t', 1], ['yes', 1], ['y', 1], ['1', 1],
  ['false', 0], ['f', 0], ['no', 0], ['n', 0], ['0', 0],
]) // prettier-ignore

/** true and false; a declared boolean column also takes yes and no, t and f, y and n, 1 and 0. */
export class BooleanCells implements Cells {
  readonly values = new Numbers()
  private readonly chosen: boolean

  constructor(chosen: boolean) {
    this.chosen = chosen
  }

  add(cell: string): boolean {
    const text = trimmed(cell)
    const value = this.chosen ? (spoken.get(text.toLowerCase()) ?? -1) : booleanOf(text)
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
  /** Cells were given in several offsets from UTC, or in one that is not UTC. */
  shifted = false

  add(cell: string): boolean {
    const time = timeOf(trimmed(cell))
    if (!time) return false
    const zone = time.zone === 'offset' ? 'utc' : time.zone
    if (this.zone !== null && zone !== this.zone) return false
    this.zone = zone
    if (time.zone === 'offset') this.shifted = true
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
