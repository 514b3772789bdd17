import { LatheError } from '../../../shared/errors'

/** Complete records, ready for a parser: one per line, ended by \n; only quoted fields hold line breaks. */
export interface Batch {
  text: string
  /** Holds the quote character somewhere. */
  quoted: boolean
  /** Line on which each record starts; null when record i starts on line `firstLine + i`. */
  lines: number[] | null
  firstLine: number
  /** Records whose quotes are wrong, by index; their text is left out. */
  malformed: ReadonlyMap<number, string>
  /** Records that are nothing but a pair of quotes around blanks: not blank lines. */
  blankQuotes: ReadonlySet<number>
}

const none: ReadonlyMap<number, string> = new Map()
const nowhere: ReadonlySet<number> = new Set()
const longestField = 64 * 2 ** 20

/**
 * Cuts decoded text into records by the rules of RFC 4180: a quote opens a quoted field at the start of a field only, and a line break inside
 * one belongs to the cell. \r\n, \n and \r all end a record, mixed as they come. Text between `push`es is carried over, so chunks may be
 * cut anywhere.
 */
export class RecordSplitter {
  /** The unfinished record at the end of what was pushed, and the line it starts on. */
  carry = ''
  line: number
  private readonly delimiter: string
  private readonly quote: string

  constructor(delimiter: string, quote: string, firstLine: number) {
    this.delimiter = delimiter
    this.quote = quote
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
    const quoted = text.includes(this.quote)
    if (quoted) return this.walk(text, final)
    const end = final ? text.length : lastBreak(text)
    this.carry = text.slice(end)
    let taken = text.slice(0, end)
    if (taken.includes('\r')) taken = taken.replace(/\r\n?/g, '\n')
    if (taken !== '' && !taken.endsWith('\n')) taken += '\n'
    const batch = { text: taken, quoted, lines: null, firstLine: this.line, malformed: none, blankQuotes: nowhere }
    this.line += countBreaks(taken)
    return batch
  }

  private walk(text: string, final: boolean): Batch {
    const firstLine = this.line
    const walk = new QuotedWalk(text, final, this.delimiter, this.quote, firstLine)
    const { done, lines, malformed, blankQuotes } = walk
    walk.run()
    this.carry = text.slice(walk.recordStart)
    this.line = walk.recordLine
    const joined = done.length > 0 ? `${done.join('\n')}\n` : ''
    return { text: joined, quoted: true, lines, firstLine, malformed, blankQuotes }
  }
}

/** One pass over text with quotes in it. What stands before `at` is in `done`, or in `pieces` of the record that began at `recordStart`. */
class QuotedWalk {
  readonly done: string[] = []
  readonly lines: number[] = []
  readonly malformed = new Map<number, string>()
  readonly blankQuotes = new Set<number>()
  recordStart = 0
  recordLine: number
  private line: number
  private at = 0
  private pieces: string[] = []
  private fault = ''
  private readonly nextBreak: (from: number) => number
  private readonly text: string
  private readonly final: boolean
  private readonly delimiter: string
  private readonly quote: string

  constructor(text: string, final: boolean, delimiter: string, quote: string, line: number) {
    this.text = text
    this.final = final
    this.delimiter = delimiter
    this.quote = quote
    this.line = this.recordLine = line
    this.nextBreak = breakFinder(text)
  }

  run(): void {
    const { text, quote, delimiter } = this
    while (this.at < text.length) {
      const opening = fieldQuote(text, this.at, this.recordStart, quote, delimiter)
      this.takePlain(opening < 0 ? text.length : opening)
      if (opening < 0 || !this.takeQuoted(opening)) break
    }
    if (this.final && this.recordStart < text.length) this.finish(text.length)
  }

  /** Takes text without quoted fields, cut at its line breaks. */
  private takePlain(end: number): void {
    const { text } = this
    let from = this.at
    for (let found = this.nextBreak(from); found >= 0 && found < end; found = this.nextBreak(from)) {
      const next = afterBreak(text, found)
      if (next === text.length && text[found] === '\r' && !this.final) break // a \n may follow in the next chunk
      this.pieces.push(text.slice(from, found))
      this.finish(next)
      from = next
    }
    this.pieces.push(text.slice(from, end))
    this.at = end
  }

  /** Takes a quoted field; false when the text ends before it does. */
  private takeQuoted(opening: number): boolean {
    const { text, final, line } = this
    const closing = closingQuote(text, opening + 1, this.quote)
    if (closing < 0 && (final || text.length - opening > longestField)) throw unclosed(line)
    const rest = closing < 0 ? text.length : afterSpaces(text, closing + 1, this.delimiter)
    if (rest === text.length && !final) return false
    const field = text.slice(opening, closing + 1)
    const breaks = countAnyBreaks(field)
    this.line += breaks
    this.pieces.push(field)
    this.at = rest
    if (rest === text.length || this.endsField(rest)) return true
    if (breaks > 0) throw unclosed(line)
    this.fault = 'text follows the closing quote of a field'
    while (this.at < text.length && !this.endsField(this.at)) this.at++ // quotes in it open nothing
    return true
  }

  private endsField(at: number): boolean {
    const c = this.text[at]
    return c === this.delimiter || c === '\n' || c === '\r'
  }

  private finish(next: number): void {
    const { quote, lines } = this
    const content = this.fault ? '' : this.pieces.join('')
    if (this.fault) this.malformed.set(lines.length, this.fault)
    if (content.startsWith(quote) && content.slice(1, -1).trim() === '') this.blankQuotes.add(lines.length)
    this.done.push(content)
    lines.push(this.recordLine)
    this.pieces = []
    this.fault = ''
    this.recordLine = ++this.line
    this.recordStart = next
  }
}

function unclosed(line: number): LatheError {
  return new LatheError({
    code: 'input',
    where: `line ${line}`,
    message: 'A quote is opened here and never closed.',
    remedy: 'Close the quote, or double it if it is part of the text.',
  })
}

/** Index of the next quote that opens a field, −1 when there is none. */
function fieldQuote(text: string, from: number, recordStart: number, quote: string, delimiter: string): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    const before = text[at - 1]
    if (at === recordStart || before === delimiter || before === '\n' || before === '\r') return at
  }
  return -1
}

/** Index of the quote that closes a field, doubled quotes passed over; −1 when there is none. */
function closingQuote(text: string, from: number, quote: string): number {
  let at = text.indexOf(quote, from)
  while (at >= 0 && text[at + 1] === quote) at = text.indexOf(quote, at + 2)
  return at
}

function afterSpaces(text: string, from: number, delimiter: string): number {
  let at = from
  if (delimiter === ' ') return at
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
