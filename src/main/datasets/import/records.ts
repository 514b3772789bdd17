import { isLoose, plainCells, type Batch, type Cut } from './cut'
import { parseFields } from './fields'
import { mayBeTyped } from './header'

/** What the records of a table look like: a line that does is one, whatever quote was opened before it. */
export interface Shape {
  width: number
  /** Columns of numbers, dates or truth values. */
  typed: readonly boolean[]
}

const none: ReadonlyMap<number, string> = new Map()
const nowhere: ReadonlySet<number> = new Set()
const longestField = 64 * 2 ** 20

/**
 * Cuts decoded text into records by the rules of RFC 4180: a quote opens a quoted field at the start of a field only, and a line break inside
 * one belongs to the cell. \r\n, \n and \r all end a record, mixed as they come. A quote that never closes, or closes amid lines that are
 * records by themselves, costs its line alone. Text between `push`es is carried over, so chunks may be cut anywhere.
 */
export class RecordSplitter {
  /** The unfinished record at the end of what was pushed, and the line it starts on. */
  carry = ''
  line: number
  private readonly cut: Cut
  private readonly shape: Shape | null

  constructor(cut: Cut, firstLine: number, shape: Shape | null) {
    this.cut = cut
    this.shape = shape
    this.line = firstLine
  }

  push(chunk: string): Batch {
    return this.take(this.carry + chunk, false)
  }

  /** What is left after the last chunk. */
  end(): Batch {
    return this.take(this.carry, true)
  }

  private take(text: string, final: boolean): Batch {
    const { cut, line: firstLine } = this
    const quoted = cut.quote !== 'none' && text.includes(cut.quote)
    if (quoted || isLoose(cut)) return this.walk(text, final)
    const end = final ? text.length : lastBreak(text)
    this.carry = text.slice(end)
    let taken = text.slice(0, end)
    if (taken.includes('\r')) taken = taken.replace(/\r\n?/g, '\n')
    if (taken !== '' && !taken.endsWith('\n')) taken += '\n'
    this.line += countBreaks(taken)
    const records = parseFields(taken, cut.delimiter)
    return { records, lines: null, firstLine, malformed: none, blankQuotes: nowhere, comments: [] }
  }

  private walk(text: string, final: boolean): Batch {
    const firstLine = this.line
    const walk = new Walk(text, final, this.cut, firstLine, this.shape)
    walk.run()
    const { records, lines, malformed, blankQuotes, comments } = walk
    this.carry = text.slice(walk.at)
    this.line = walk.line
    return { records, lines, firstLine, malformed, blankQuotes, comments }
  }
}

/** One pass over text, record by record. What stands before `at` is done. */
class Walk {
  readonly records: string[][] = []
  readonly lines: number[] = []
  readonly malformed = new Map<number, string>()
  readonly blankQuotes = new Set<number>()
  readonly comments: number[] = []
  at = 0
  line: number
  private nextQuote = -2
  private readonly nextBreak: (from: number) => number
  private readonly text: string
  private readonly final: boolean
  private readonly cut: Cut
  private readonly shape: Shape | null

  constructor(text: string, final: boolean, cut: Cut, line: number, shape: Shape | null) {
    this.text = text
    this.final = final
    this.cut = cut
    this.line = line
    this.shape = shape
    this.nextBreak = breakFinder(text)
  }

  run(): void {
    const { text, final } = this
    const { comment } = this.cut
    while (this.at < text.length) {
      const found = this.nextBreak(this.at)
      if (found < 0 && !final) return
      const end = found < 0 ? text.length : found
      if (!final && end + 1 === text.length && text[end] === '\r') return // a \n may follow in the next chunk
      if (comment !== '' && text.startsWith(comment, this.at)) {
        this.comments.push(this.line++)
        this.at = afterBreak(text, end)
      } else if (this.quoteFrom(this.at) >= end) {
        this.finish(plainCells(text.slice(this.at, end), this.cut), end, 0)
      } else if (!this.takeQuoted(end)) return
    }
  }

  /** Index of the next quote, the length of the text where there is none. */
  private quoteFrom(from: number): number {
    const { text, cut } = this
    if (cut.quote === 'none') return text.length
    if (this.nextQuote < from) {
      const found = text.indexOf(cut.quote, from)
      this.nextQuote = found < 0 ? text.length : found
    }
    return this.nextQuote
  }

  /** Takes a record with quotes in it; false when the text ends before it does. */
  private takeQuoted(lineEnd: number): boolean {
    const { text, final, cut } = this
    const [spaced, start] = [cut.delimiter === 'spaces', this.at]
    const blanks = spaced || cut.skipSpaces
    const fields: string[] = []
    let [at, breaks, fault] = [spaced ? afterBlanks(text, start) : start, 0, '']
    for (;;) {
      const from = blanks ? afterBlanks(text, at, spaced) : at
      if (text[from] === cut.quote) {
        const closing = this.closingQuote(from + 1)
        if (closing < 0) {
          const needless = text.length - from > longestField || (!final && this.isSwallowed(start, text.length))
          if (!final && !needless) return false
          return this.reject(lineEnd, unclosed)
        }
        const inner = text.slice(from + 1, closing)
        const inside = countAnyBreaks(inner)
        let rest = spaced ? closing + 1 : afterSpaces(text, closing + 1, cut.delimiter)
        if (rest >= text.length && !final) return false
        if (!this.endsField(rest)) {
          if (breaks + inside > 0) return this.reject(lineEnd, unclosed)
          fault = 'text follows the closing quote of a field'
          rest = this.fieldEnd(rest) // quotes in it open nothing
        }
        breaks += inside
        fields.push(unquoted(inner, cut))
        at = rest
      } else {
        at = this.fieldEnd(from)
        fields.push(text.slice(from, at))
      }
      if (at >= text.length && !final) return false
      if (spaced) at = afterBlanks(text, at)
      if (at >= text.length || text[at] === '\n' || text[at] === '\r') break
      if (!spaced) at += cut.delimiter.length
    }
    if (!final && text[at] === '\r' && at + 1 === text.length) return false
    if (breaks > 0 && this.isSwallowed(start, at)) return this.reject(lineEnd, unclosed)
    if (fault) return this.reject(breaks > 0 ? lineEnd : at, fault)
    this.finish(fields, at, breaks)
    if (fields.every(isBlank)) this.blankQuotes.add(this.records.length - 1)
    return true
  }

  private closingQuote(from: number): number {
    const { text, cut } = this
    const { quote, backslash } = cut
    for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
      if (backslash && isEscaped(text, at, from)) continue
      if (text[at + 1] === quote) at++
      else if (quote === '"' || this.endsField(afterSpaces(text, at + 1, cut.delimiter))) return at // an apostrophe closes nothing amid words
    }
    return -1
  }

  /** Whether all lines from `start` to `end` are records by themselves, the quote in the first and the last aside. */
  private isSwallowed(start: number, end: number): boolean {
    const { shape, text, cut } = this
    if (!shape || shape.width < 2) return false
    const whole = end < text.length || this.final
    const lines = text.slice(start, Math.min(end, start + looked)).split(/\r\n|[\r\n]/)
    if (!whole || end > start + looked) lines.pop()
    if (lines.length < (whole ? 2 : enough)) return false
    if (lines.length === 2 && !shape.typed.some(Boolean)) return false // an address of two lines may look so
    const fitting = lines.filter((line, i) => fits(line, cut, shape, i === 0 || (whole && i === lines.length - 1)))
    return fitting.length >= (lines.length > 10 ? 0.9 * lines.length : lines.length)
  }

  private endsField(at: number): boolean {
    const { text, cut } = this
    const c = text[at]
    if (at >= text.length || c === '\n' || c === '\r') return true
    return cut.delimiter === 'spaces' ? c === ' ' || c === '\t' : text.startsWith(cut.delimiter, at)
  }

  private fieldEnd(from: number): number {
    let at = from
    while (!this.endsField(at)) at++
    return at
  }

  /** Leaves a record out; it ends where its line does. */
  private reject(end: number, reason: string): true {
    this.malformed.set(this.lines.length, reason)
    this.finish([''], end, 0)
    return true
  }

  private finish(record: string[], end: number, breaks: number): void {
    this.records.push(record)
    this.lines.push(this.line)
    this.line += breaks + 1
    this.at = end < this.text.length ? afterBreak(this.text, end) : end
  }
}

const unclosed = 'a quote is opened here and never closed'

/** Characters of a cell of many lines that are looked at, and lines that decide before its end is seen. */
const looked = 2 ** 16
const enough = 50

/** Whether a line is a record of the table. `loose`: cells with a quote in them are taken for what the table wants. */
function fits(line: string, cut: Cut, { width, typed }: Shape, loose: boolean): boolean {
  const cells = (loose ? null : quotedCells(line, cut)) ?? plainCells(line, cut)
  return (
    cells.length === width &&
    cells.every((cell, i) => !typed[i] || (loose && cell.includes(cut.quote)) || mayBeTyped(cell))
  )
}

/** Cells of a line whose quotes are in order. */
function quotedCells(line: string, cut: Cut): string[] | null {
  if (!line.includes(cut.quote)) return null
  const batch = new RecordSplitter(cut, 1, null).push(`${line}\n`)
  return batch.malformed.size === 0 ? (batch.records[0] ?? null) : null
}

const isBlank = (cell: string): boolean => cell.trim() === ''

/** Whether an odd number of backslashes stands before a place. */
function isEscaped(text: string, at: number, from: number): boolean {
  let first = at
  while (first > from && text[first - 1] === '\\') first--
  return (at - first) % 2 === 1
}

/** The cell that stands between two quotes. */
const unquoted = (inner: string, { quote, backslash }: Cut): string =>
  backslash ? inner.replace(/\\(["'\\])/g, (_, c: string) => c) : inner.replaceAll(quote + quote, quote)

function afterBlanks(text: string, from: number, tabs = true): number {
  let at = from
  while (text[at] === ' ' || (tabs && text[at] === '\t')) at++
  return at
}

function afterSpaces(text: string, from: number, delimiter: string): number {
  let at = from
  if (delimiter.startsWith(' ')) return at
  while (text[at] === ' ') at++
  return at
}

const afterBreak = (text: string, end: number): number =>
  text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1

/** Gives the index of the first line break from a place on. */
function breakFinder(text: string): (from: number) => number {
  if (!text.includes('\r')) return from => text.indexOf('\n', from)
  const pattern = /[\r\n]/g
  return from => {
    pattern.lastIndex = from
    return pattern.exec(text)?.index ?? -1
  }
}

/** End of the last complete record in text without quotes; a \r at the very end waits for its \n. */
function lastBreak(text: string): number {
  const end = text.endsWith('\r') ? text.length - 1 : text.length
  return Math.max(text.lastIndexOf('\n', end - 1), text.lastIndexOf('\r', end - 1)) + 1
}

function countBreaks(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

const countAnyBreaks = (text: string): number =>
  text.includes('\n') || text.includes('\r') ? (text.match(/\r\n?|\n/g)?.length ?? 0) : 0
