import type { ImportOptions } from '../../../shared/contracts/datasets'
import { LatheError } from '../../../shared/errors'
import { isAmbiguousDate, lexeme, numberLexeme, timeOf, booleanOf } from './cells'
import { detectDecimal } from './decimal'
import { parseFields } from './fields'
import { detectHeader } from './header'
import { RecordSplitter } from './records'

export interface Dialect {
  delimiter: string
  quote: string
  decimal: '.' | ','
  header: boolean
  /** Physical lines before the table. */
  skippedLines: number
  /** Fields per record. */
  width: number
  /** The score was low or two readings came close: people should look. */
  unsure: boolean
  /** Records of the table that were seen. */
  records: number
}

const delimiters = [',', ';', '\t', '|']
const quotes = ['"', "'"]

/** How the head of a file reads under one delimiter and quote. */
interface Reading {
  delimiter: string
  quote: string
  records: string[][]
  lines: number[]
  start: number
  width: number
  score: number
}

/**
 * Finds delimiter, quote, lines to skip, decimal mark and header from the head of a file: the reading whose records agree in width and whose
 * cells look most like data wins (after van den Burg, Nazábal and Sutton 2019). What `options` name is taken as given. `whole`: the head is
 * all of the file.
 */
export function detectDialect(head: string, whole: boolean, options: ImportOptions): Dialect {
  checkDelimiter(options.delimiter)
  const named = options.delimiter ?? (options.format === 'tsv' ? '\t' : separatorLine(head))
  const readings: Reading[] = []
  for (const quote of quotes) {
    for (const delimiter of named !== null ? [named] : delimiters) {
      const reading = read(head, whole, delimiter, quote)
      if (reading) readings.push(reading)
    }
  }
  readings.sort((a, b) => b.score - a.score)
  const best = readings[0] ?? emptyReading(named ?? ',')
  const table = best.records.slice(best.start).filter(record => record.length === best.width)
  const decimal = options.decimal === 'auto' ? detectDecimal(table) : options.decimal
  const header = options.header === 'auto' ? detectHeader(table, decimal.charCodeAt(0)) : options.header === 'yes'
  const rival = readings.find(r => r.delimiter !== best.delimiter && r.width > 1)
  const unsure = rival !== undefined && rival.score > best.score * 0.95
  const skippedLines = (best.lines[best.start] ?? 1) - 1
  const { delimiter, quote, width } = best
  return { delimiter, quote, decimal, header, skippedLines, width, unsure, records: table.length }
}

/** Text without its first lines. */
export function dropLines(text: string, count: number): string {
  if (count === 0) return text
  const breaks = /\r\n?|\n/g
  for (let i = 0; i < count; i++) breaks.exec(text)
  return text.slice(breaks.lastIndex)
}

function checkDelimiter(delimiter: string | null): void {
  if (delimiter === null || (delimiter.length === 1 && !/["'\r\n\ufeff]/.test(delimiter))) return
  const message = `The delimiter must be one character, no quote and no line break; it is ${JSON.stringify(delimiter)}.`
  throw new LatheError({
    code: 'parameter',
    where: 'delimiter',
    message,
    remedy: { text: 'Name one of , ; | or a tab.', fix: { set: { parameter: 'delimiter' } } },
  })
}

const emptyReading = (delimiter: string): Reading => ({
  delimiter,
  quote: '"',
  records: [],
  lines: [],
  start: 0,
  width: 1,
  score: 0,
})

/** Excel's first line `sep=;`. */
function separatorLine(head: string): string | null {
  return /^sep=([,;\t|])(?:[\r\n]|$)/i.exec(head)?.[1] ?? null
}

function read(head: string, whole: boolean, delimiter: string, quote: string): Reading | null {
  const skip = separatorLine(head) === null ? 0 : 1
  const text = dropLines(head, skip)
  const found =
    readQuoted(text, whole, delimiter, quote, 1 + skip) ?? (quote === '"' ? readLines(text, delimiter, 1 + skip) : null)
  if (!found) return null
  const { records, lines, malformed } = found
  if (records.length === 0) return null
  const blankBefore = lines.map((line, i) => i > 0 && line > lines[i - 1] + 1)
  const { start, width, agreeing } = findTable(records, blankBefore)
  const body = records.length - start
  const consistency = agreeing / (body + malformed)
  const used = quote === '"' ? 0 : quotedShare(head, delimiter, quote)
  if (quote === "'" && used < 0.2) return null
  const score =
    width === 1
      ? 0.05
      : consistency ** 2 * cellScore(records.slice(start), width) * (1 + Math.log2(width) * 0.1) * (1 + used)
  return { delimiter, quote, records, lines, start, width, score }
}

interface Head {
  records: string[][]
  lines: number[]
  malformed: number
}

/** Null when a quote never closes under this reading. */
function readQuoted(text: string, whole: boolean, delimiter: string, quote: string, firstLine: number): Head | null {
  const splitter = new RecordSplitter(delimiter, quote, firstLine)
  const head: Head = { records: [], lines: [], malformed: 0 }
  try {
    for (const batch of whole ? [splitter.push(text), splitter.end()] : [splitter.push(text)]) {
      head.malformed += batch.malformed.size
      parseFields(batch, delimiter, quote).forEach((record, i) => {
        if (record.length === 1 && record[0].trim() === '' && !batch.blankQuotes.has(i)) return
        head.records.push(record)
        head.lines.push(batch.lines ? batch.lines[i] : batch.firstLine + i)
      })
    }
  } catch {
    return null
  }
  return head
}

/** The head by its lines, quotes disregarded: finds the dialect of a file whose quotes are broken, so that the import can say where. */
function readLines(text: string, delimiter: string, firstLine: number): Head {
  const head: Head = { records: [], lines: [], malformed: 1 }
  text.split(/\r\n|[\r\n]/).forEach((line, i) => {
    if (line.trim() === '') return
    head.records.push(line.split(delimiter))
    head.lines.push(firstLine + i)
  })
  return head
}

/** Where the table begins: the first record as wide as most, unless a narrower one before it looks like part of the table. */
function findTable(records: string[][], blankBefore: boolean[]): { start: number; width: number; agreeing: number } {
  const counts = new Map<number, number>()
  for (const record of records)
    counts.set(record.length, (counts.get(record.length) ?? 0) + (record.length > 1 ? 1 : 0.4))
  let width = records[0].length
  for (const [candidate, count] of counts) if (count > (counts.get(width) ?? 0)) width = candidate
  let start = records.findIndex(record => record.length === width)
  const lead = records.slice(0, start)
  const preamble = lead.every((record, i) => {
    const apart = blankBefore.slice(i + 1, start + 1).some(Boolean)
    return record.length === 1 || record.length <= width / 2 || record[0].startsWith('#') || apart
  })
  if (!preamble || start > 100) {
    start = 0
    width = records[0].length
  }
  const agreeing = records.slice(start).filter(record => record.length === width).length
  return { start, width, agreeing }
}

/** How much cells look like data: 1 for numbers, times and short clean words, little for cells that still hold other delimiters. */
function cellScore(records: string[][], width: number): number {
  let sum = 0
  let count = 0
  for (const record of records.slice(0, 200)) {
    if (record.length !== width) continue
    for (const cell of record) {
      sum += oneCell(cell.trim())
      count++
    }
  }
  return count === 0 ? 0 : sum / count
}

function oneCell(text: string): number {
  if (text === '') return 0.7
  if (numberLexeme(text, 46) !== lexeme.other || numberLexeme(text, 44) !== lexeme.other) return 1
  if (booleanOf(text) >= 0 || timeOf(text) || isAmbiguousDate(text)) return 1
  if (/[;\t|]/.test(text)) return 0.2
  if (text.includes('"')) return 0.3
  if (text.includes(',')) return /, /.test(text) ? 0.7 : 0.4
  return text.length < 40 ? 0.9 : 0.8
}

/** Share of fields that are wrapped in the quote on both sides. */
function quotedShare(head: string, delimiter: string, quote: string): number {
  const fields = head
    .split(/\r\n|[\r\n]/)
    .slice(0, 200)
    .flatMap(line => (line === '' ? [] : line.split(delimiter)))
  const wrapped = fields.filter(f => f.length > 1 && f.startsWith(quote) && f.endsWith(quote)).length
  return fields.length === 0 ? 0 : wrapped / fields.length
}
