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
    const { quote, delimiter } = this
    const record = { pieces: [] as string[], line: this.line, fault: '' }
    const done: string[] = []
    const lines: number[] = []
    const malformed = new Map<number, string>()
    const blankQuotes = new Set<number>()
    const nextBreak = breakFinder(text)
    const firstLine = this.line
    let line = this.line
    let recordStart = 0
    const finish = (end: number, nextLine: number): void => {
      const content = record.fault ? '' : record.pieces.join('')
      if (record.fault) malformed.set(lines.length, record.fault)
      if (content.startsWith(quote) && content.slice(1, -1).trim() === '') blankQuotes.add(lines.length)
      done.push(content)
      lines.push(record.line)
      record.pieces = []
      record.fault = ''
      record.line = line = nextLine
      recordStart = end
    }
    let at = 0
    // Invariant: `at` is outside of quotes; everything before it in the record is in `record.pieces`.
    while (at < text.length) {
      const opening = fieldQuote(text, at, recordStart, quote, delimiter)
      const plainEnd = opening < 0 ? text.length : opening
      let from = at
      for (let end = nextBreak(from); end >= 0 && end < plainEnd; end = nextBreak(from)) {
        const next = afterBreak(text, end)
        if (next === text.length && text[end] === '\r' && !final) break // a \n may follow in the next chunk
        record.pieces.push(text.slice(from, end))
        finish(next, line + 1)
        from = next
      }
      record.pieces.push(text.slice(from, plainEnd))
      if (opening < 0) break
      const closing = closingQuote(text, opening + 1, quote)
      const unfinished = closing < 0 || (closing === text.length - 1 && !final)
      if (unfinished) {
        if (final) throw unclosed(line)
        if (text.length - opening > longestField) throw unclosed(line)
        break
      }
      const field = text.slice(opening, closing + 1)
      const breaks = countAnyBreaks(field)
      const rest = afterSpaces(text, closing + 1)
      if (rest === text.length && !final) break
      const ends = rest === text.length || text[rest] === delimiter || text[rest] === '\n' || text[rest] === '\r'
      if (!ends && breaks > 0) throw unclosed(line)
      if (!ends) record.fault ||= 'text follows the closing quote of a field'
      record.pieces.push(field)
      line += breaks
      at = ends ? rest : closing + 1
      if (!ends) {
        // Read the remainder of the field as plain text: its quotes open nothing.
        while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++
      }
    }
    if (final && recordStart < text.length) finish(text.length, line + 1)
    this.carry = text.slice(recordStart)
    this.line = record.line
    const joined = done.length > 0 ? `${done.join('\n')}\n` : ''
    return { text: joined, quoted: true, lines, firstLine, malformed, blankQuotes }
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

function afterSpaces(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at++
  return at
}

const afterBreak = (text: string, end: number): number => (text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1)

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
