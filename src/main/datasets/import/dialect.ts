import { delimiters, type ImportOptions } from '../../../shared/contracts/datasets'
import { LatheError } from '../../../shared/errors'
import { booleanOf, isAmbiguousDate, lexeme, numberLexeme, timeOf } from './cells'
import { plainCells, type Cut } from './cut'
import { detectDecimal } from './decimal'
import { countBetween, detectHeader, isTyped, mayBeTyped, typedShare } from './header'
import { findLayout, type Layout } from './layout'
import { RecordSplitter, type Shape } from './records'

export interface Dialect extends Cut, Shape {
  decimal: '.' | ','
  header: boolean
  /** Why the first record may be something else than it was taken for. */
  headerDoubt: string | null
  /** The first record, as it names the columns or would. */
  first: string[]
  /** Records between the names and the rows that are neither. */
  between: number
  rowNames: boolean
  surplus: number
  /** Physical lines before the table. */
  skippedLines: number
  /** Records among them: the others are blank, or marks of the file. */
  titles: number
  /** Other delimiters that read the file nearly as well, or stand in most of its lines; the best first. */
  rivals: string[]
  /** Quotes are read as text, or apostrophes as quotes, though they need not be: a cell with one, as written. */
  quoteDoubt: string | null
  /** Blank lines of a single column are missing cells. */
  blankIsMissing: boolean
  /** Records of the table that were seen. */
  records: number
}

/** What is said of a table that was not cut from text. */
export const jsonDialect: Dialect = {
  delimiter: '',
  quote: '"',
  backslash: false,
  skipSpaces: false,
  comment: '',
  decimal: '.',
  header: true,
  headerDoubt: null,
  first: [],
  between: 0,
  rowNames: false,
  surplus: 0,
  width: 0,
  typed: [],
  skippedLines: 0,
  titles: 0,
  rivals: [],
  quoteDoubt: null,
  blankIsMissing: false,
  records: 0,
}

/** How the head of a file reads under one way to cut it. */
interface Reading {
  cut: Cut
  records: string[][]
  lines: number[]
  blanks: number
  malformed: number
  layout: Layout
  score: number
}

/**
 * Finds delimiter, quotes, lines to skip, decimal mark and header from the head of a file: the reading whose records agree in width and whose
 * cells look most like data wins (after van den Burg, Nazábal and Sutton 2019). What `options` name is taken as given. `whole`: the head is
 * all of the file.
 */
export function detectDialect(head: string, whole: boolean, options: ImportOptions): Dialect {
  checkDelimiter(options.delimiter)
  const named = options.delimiter ?? (options.format === 'tsv' ? '\t' : separatorLine(head))
  const skip = options.skipLines ?? (separatorLine(head) === null ? 0 : 1)
  const sample = new Sample(dropLines(head, skip), whole, skip, options)
  const readings = sample.readings(named === null ? sample.delimiters() : [named])
  readings.sort((a, b) => b.score - a.score)
  const best = readings[0] ?? sample.nothing(named ?? ',')
  return dialectOf(best, readings, sample, options)
}

function dialectOf(best: Reading, readings: readonly Reading[], sample: Sample, options: ImportOptions): Dialect {
  const { cut, layout, records, lines } = best
  const { start, width, rowNames, surplus, named } = layout
  const fitting = records.slice(start).map(record => fitted(record, width, surplus))
  const first = named ? namesOf(records[start], layout) : (fitting[0] ?? [])
  const rows = fitting.slice(named ? 1 : 0).filter(record => record !== null)
  const decimal = options.decimal === 'auto' ? detectDecimal(rows) : options.decimal
  const point = decimal.charCodeAt(0)
  const found = named ? { header: true, doubt: null } : detectHeader(rows, point)
  const header = options.header === 'auto' ? found.header : options.header === 'yes'
  const table = named && header ? [first, ...rows] : rows
  const between = header ? countBetween(table, point) : 0
  const body = table.slice((header ? 1 : 0) + between)
  const columns = Array.from({ length: width }, (_, i) => i)
  const rivals = readings.filter(r => r !== best && r.cut.delimiter !== cut.delimiter && r.layout.width > 1)
  const close = rivals.filter(r => r.score > best.score * 0.8 || (width === 1 && r.score > 0.02))
  const gaps = best.blanks
  return {
    ...cut,
    decimal,
    header,
    headerDoubt: options.header === 'auto' ? found.doubt : null,
    first,
    between,
    rowNames,
    surplus,
    width,
    typed: columns.map(column => body.length > 0 && typedShare(body, column, point) >= 0.9),
    skippedLines: (lines[start] ?? 1) - 1,
    titles: start,
    rivals: options.delimiter === null ? [...new Set(close.map(r => r.cut.delimiter))].slice(0, 3) : [],
    quoteDoubt: options.quote === 'auto' ? sample.quoteDoubt(cut) : null,
    blankIsMissing: width === 1 && (body.length < 10 || gaps < (body.length - 1) * 0.9),
    records: fitting.length,
  }
}

/** What the rows of the file look like, with the empty fields behind them. */
export const shapeOf = ({ width, surplus, typed }: Dialect): Shape => ({ width: width + surplus, typed })

/** A record as wide as the table, or null. */
function fitted(record: string[], width: number, surplus: number): string[] | null {
  if (record.length === width) return record
  const extra = record.slice(width)
  return extra.length > 0 && extra.length <= Math.max(1, surplus) && extra.every(isEmpty)
    ? record.slice(0, width)
    : null
}

/** The names of a record that is not as wide as the rows: one for each column, empty where there is none. */
export function namesOf(record: readonly string[], { width, rowNames }: Pick<Layout, 'width' | 'rowNames'>): string[] {
  const names = rowNames ? ['', ...record] : [...record]
  while (names.length < width) names.push('')
  return names.slice(0, width)
}

const isEmpty = (cell: string): boolean => cell.trim() === ''

/** Text without its first lines. */
export function dropLines(text: string, count: number): string {
  if (count === 0) return text
  const breaks = /\r\n?|\n/g
  for (let i = 0; i < count; i++) if (!breaks.exec(text)) return ''
  return text.slice(breaks.lastIndex)
}

function checkDelimiter(delimiter: string | null): void {
  if (delimiter === null || (delimiter !== '' && delimiter.length <= 8 && !/["'\r\n\ufeff]/.test(delimiter))) return
  const message = `The delimiter must be one to eight characters, no quote and no line break; it is ${JSON.stringify(delimiter)}.`
  throw new LatheError({
    code: 'parameter',
    where: 'delimiter',
    message,
    remedy: { text: 'Name one of , ; | or a tab.', fix: { set: { parameter: 'delimiter' } } },
  })
}

/** Excel's first line `sep=;`. */
function separatorLine(head: string): string | null {
  return /^"?sep=([,;\t|])"?(?:[\r\n]|$)/i.exec(head)?.[1] ?? null
}

/** Marks of comments that are looked for. */
const commentMarks = ['#', '%', '//', '--', '!', '*']

/** How often a delimiter is meant as one: a colon stands in times, a space between words. */
const priors: Readonly<Record<string, number>> = {
  ':': 0.7,
  ' ': 0.75,
  spaces: 0.75,
  '^': 0.95,
  '~': 0.95,
  '::': 0.95,
  '||': 1.1,
}

/** The head of a file, read in all ways that are worth it. */
class Sample {
  private readonly lines: string[]
  private readonly text: string
  private readonly whole: boolean
  private readonly skip: number
  private readonly options: ImportOptions

  constructor(text: string, whole: boolean, skip: number, options: ImportOptions) {
    this.text = text
    this.whole = whole
    this.skip = skip
    this.options = options
    const lines = text.split(/\r\n|[\r\n]/)
    if (!whole && lines.length > 1) lines.pop()
    this.lines = lines.filter(line => line.trim() !== '').slice(0, 2000)
  }

  /** The common delimiters, and of the others those that stand in most lines. A reading as one column is among them. */
  delimiters(): string[] {
    const { lines } = this
    const tail = lines.slice(lines.length >> 1)
    const share = (test: (line: string) => boolean): number => tail.filter(test).length / tail.length
    const strong = [',', ';', '\t', '|']
    const found: string[] = strong.filter(d => lines.some(line => line.includes(d)))
    for (const d of delimiters) {
      if (strong.includes(d) || d === 'spaces') continue
      if (share(line => line.trim().includes(d)) > 0.8 && !(d === ':' && share(line => /\d:\d\d/.test(line)) > 0.5))
        found.push(d)
    }
    if (share(line => /\S[ \t]{2,}\S|[ ]\t|\t /.test(line)) > 0.6) found.push('spaces')
    const absent = [...strong, '\u001f'].find(d => !lines.some(line => line.includes(d)))
    return absent === undefined || found.includes(absent) ? found : [...found, absent]
  }

  readings(among: readonly string[]): Reading[] {
    return among.flatMap(delimiter => this.cuts(delimiter).flatMap(cut => this.read(cut) ?? []))
  }

  nothing(delimiter: string): Reading {
    const cut: Cut = { delimiter, quote: '"', backslash: false, skipSpaces: false, comment: '' }
    const layout = { start: 0, width: 1, named: false, rowNames: false, surplus: 0, agreeing: 0, total: 0 }
    return { cut, records: [], lines: [], blanks: 0, malformed: 0, layout, score: 0 }
  }

  /** Ways to cut under one delimiter, as far as the head has what they are for. */
  private cuts(delimiter: string): Cut[] {
    const { text } = this
    const { quote } = this.options
    const comment = this.comment(delimiter)
    const base: Cut = { delimiter, quote: '"', backslash: false, skipSpaces: this.skipsSpaces(delimiter), comment }
    const between = delimiter === 'spaces' ? '[ \\t]' : escaped(delimiter)
    const has = (mark: string): boolean => new RegExp(`(^|${between}|[\\r\\n])[ \\t]*${mark}`).test(text)
    const cuts: Cut[] = []
    for (const mark of ['"', "'"] as const) {
      if (quote !== 'auto' && quote !== mark) continue
      if (mark === "'" && quote === 'auto' && !this.areQuotes(delimiter, mark)) continue
      cuts.push({ ...base, quote: mark })
      if (text.includes(`\\${mark}`) && has(mark)) cuts.push({ ...base, quote: mark, backslash: true })
      if (
        !base.skipSpaces &&
        delimiter.trim() !== '' &&
        delimiter !== 'spaces' &&
        new RegExp(`${between} +${mark}`).test(text)
      )
        cuts.push({ ...base, quote: mark, skipSpaces: true })
    }
    const literal = quote === 'auto' && has('"') && (this.whole || delimiter === '\t' || delimiter === '|')
    if (quote === 'none' || (literal && this.areText(delimiter))) cuts.push({ ...base, quote: 'none' })
    return cuts
  }

  /** A space behind nearly every delimiter, and before words: around numbers it does not matter. */
  private skipsSpaces(delimiter: string): boolean {
    if (delimiter.trim() === '' || delimiter === 'spaces') return false
    let [all, spaced, words] = [0, 0, false]
    for (const line of this.lines.slice(0, 200)) {
      const fields = line.split(delimiter).slice(1)
      all += fields.filter(field => field !== '').length
      spaced += fields.filter(field => field.startsWith(' ')).length
      words ||= fields.some(field => /^ +[^\s\d+.-]/.test(field))
    }
    return words && spaced >= 0.9 * all
  }

  /** Whether a mark wraps fields: most fields that begin with it also end with it. */
  private areQuotes(delimiter: string, mark: '"' | "'"): boolean {
    const { opened, closed } = this.wrapped(delimiter, mark)
    return closed >= 2 && closed >= 0.7 * opened && (mark === '"' || closed >= 0.2 * Math.min(500, this.lines.length))
  }

  /** Whether quotes may be text: few fields that begin with one also end with it. */
  private areText(delimiter: string): boolean {
    const { opened, closed } = this.wrapped(delimiter, '"')
    return closed < 0.5 * opened
  }

  /** Fields of single lines that begin with a quote, and those of them that end with it. */
  private wrapped(delimiter: string, mark: string): { opened: number; closed: number } {
    const between = delimiter === 'spaces' ? '[ \\t]' : escaped(delimiter)
    const end = `[ \\t]*(?:${between}|$)`
    const open = new RegExp(`(?:^|${between})[ \\t]*${mark}`, 'g')
    const whole = new RegExp(`(?:^|${between})[ \\t]*${mark}(?:[^${mark}]|${mark}(?!${end}))*${mark}(?=${end})`, 'g')
    const found = { opened: 0, closed: 0 }
    for (const line of this.lines.slice(0, 500)) {
      if (!line.includes(mark)) continue
      found.opened += line.match(open)?.length ?? 0
      found.closed += line.match(whole)?.length ?? 0
    }
    return found
  }

  /** The mark of comments: lines that begin with it, but for a few, are none of the table. */
  private comment(delimiter: string): string {
    const { comment } = this.options
    if (comment !== 'auto') return comment === 'none' ? '' : comment
    const { lines } = this
    const width = (line: string): number => line.split(delimiter === 'spaces' ? /[ \t]+/ : delimiter).length
    for (const mark of commentMarks) {
      const marked = lines.flatMap((line, i) => (line.startsWith(mark) ? [i] : []))
      const first = lines.findIndex(line => !line.startsWith(mark))
      const later = marked.filter(i => i > first)
      if (later.length === 0 || marked.length > lines.length / 2) continue
      const others = lines.filter((line, i) => i > first && !line.startsWith(mark)).map(width)
      const usual = others.sort((a, b) => a - b)[others.length >> 1] ?? 0
      // A message may begin with a mark: a comment holds no delimiter, or stands apart from its mark.
      const spaced = (line: string): boolean => line.startsWith(`${mark} `) || line.startsWith(mark + mark)
      const apart = (line: string): boolean => (usual > 1 && width(line) === 1) || (mark === '#' && spaced(line))
      if (later.every(i => apart(lines[i]))) return mark
    }
    return ''
  }

  /** A cell that shows why quotes may be meant otherwise. */
  quoteDoubt(cut: Cut): string | null {
    if (cut.quote !== 'none') return null
    const cell = this.lines.flatMap(line => plainCells(line, cut)).find(field => field.trim().startsWith('"'))
    return cell === undefined ? null : cell.trim()
  }

  private read(cut: Cut): Reading | null {
    const plain = this.split(cut, null)
    const first = this.rate(cut, plain)
    if (!first || cut.quote === 'none' || (first.malformed === 0 && !plain.spans)) return first
    const { layout, records } = first
    const rows = records.slice(layout.start + 1).filter(record => record.length === layout.width)
    const typed = Array.from({ length: layout.width }, (_, i) => {
      const cells = rows.map(row => row[i])
      return (
        typedShare(rows, i, 46) >= 0.8 ||
        (cells.length > 0 && cells.every(mayBeTyped) && cells.some(cell => /\d/.test(cell)))
      )
    })
    return this.rate(cut, this.split(cut, { width: layout.width, typed }))
  }

  private split(cut: Cut, shape: Shape | null) {
    const { text, whole, skip } = this
    const splitter = new RecordSplitter(cut, 1 + skip, shape)
    const batches = [splitter.push(text)]
    if (whole || (splitter.carry.match(/\r\n?|\n/g)?.length ?? 0) > 20) batches.push(splitter.end())
    const found = { records: [] as string[][], lines: [] as number[], malformed: 0, blanks: 0, spans: false }
    let [pending, next] = [0, 0]
    for (const batch of batches) {
      found.malformed += batch.malformed.size
      batch.records.forEach((record, i) => {
        const line = batch.lines ? batch.lines[i] : batch.firstLine + i
        if (record.length === 1 && record[0].trim() === '' && !batch.blankQuotes.has(i)) {
          if (!batch.malformed.has(i) && found.records.length > 0) pending++
          return
        }
        found.blanks += pending
        pending = 0
        if (line < next) found.spans = true
        next = line
        if (record.some(cell => cell.includes('\n') || cell.includes('\r'))) found.spans = true
        found.records.push(record)
        found.lines.push(line)
      })
    }
    return found
  }

  private rate(cut: Cut, found: ReturnType<Sample['split']>): Reading | null {
    const { records, lines, malformed, blanks } = found
    if (records.length === 0) return null
    const apart = lines.map((line, i) => i > 0 && line > lines[i - 1] + 1)
    const layout = findLayout(records, apart, 46, this.options.skipLines !== null)
    const { start, width, agreeing } = layout
    const share = agreeing / (records.length - start + malformed)
    const table = records.slice(start).filter(record => record.length >= width)
    const reading = { cut, records, lines, blanks, malformed, layout }
    const taken = 0.7 + (0.3 * agreeing) / (records.length + malformed)
    const cells = cellScore(table, width)
    if (width === 1) return { ...reading, score: oneColumn(records, cells) }
    if ((cut.delimiter === ' ' || cut.delimiter === 'spaces') && !hasTypedColumn(table, width)) return null
    // A word behind a number is its unit: single spaces cut a table whose names they cut too.
    if (cut.delimiter === ' ' && start > 0) return null
    const quotes = cut.quote === "'" ? 1.3 : 1
    const alone = namesOneColumn(reading, apart) ? (cut.skipSpaces ? 0.04 : 0.75) : 1
    const score =
      alone * taken * share ** 2 * cells * (1 + Math.log2(width) * 0.1) * quotes * (priors[cut.delimiter] ?? 1)
    return { ...reading, score: score * (cut.quote === 'none' ? 0.999 : 1) }
  }
}

/** One name above rows that have none: the name of a single column, whose cells hold what may be a delimiter. */
function namesOneColumn(
  { records, layout, cut }: Pick<Reading, 'records' | 'layout' | 'cut'>,
  apart: readonly boolean[],
): boolean {
  const { start, width, named } = layout
  if (start !== 1 || width !== 2 || named || apart[1] || records[0].length !== 1) return false
  const rows = records.slice(1).filter(record => record.length === width)
  const typed = [0, 1].filter(i => typedShare(rows, i, 46) > 0.8).length
  return typed === 2 ? !detectHeader(rows, 46).header : typed === 0 && cut.skipSpaces
}

const hasTypedColumn = (table: readonly string[][], width: number): boolean =>
  Array.from({ length: width }, (_, i) => i).some(i => typedShare(table.slice(1), i, 46) > 0.8)

/** A single column wins where its cells are numbers, dates or times, or nothing else reads the file at all. */
function oneColumn(records: readonly string[][], cells: number): number {
  // "a,b" over "1,2" names two columns.
  const mark = /[,;\t|]/.exec(records[0][0])?.[0]
  if (mark !== undefined && records.every(([cell]) => cell.includes(mark))) return 0.05
  const body = records.slice(1).filter(([cell]) => cell.trim() !== '')
  const single = (cell: string): boolean => isTyped(cell, 46) || isTyped(cell, 44) || singleCell.test(cell.trim())
  return body.length > 0 && body.filter(([cell]) => single(cell)).length >= 0.9 * body.length ? 0.9 * cells : 0.05
}

/** A time of day, or a number with marks between its thousands. */
const singleCell = /^(\d{1,2}:\d\d.*|[-+]?\d{1,3}([ .,'’\u00a0\u202f]\d{3})+([.,]\d+)?)$/

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** How much cells look like data: 1 for numbers, times and short clean words, little for cells that still hold other delimiters. */
function cellScore(records: readonly string[][], width: number): number {
  let sum = 0
  let count = 0
  for (const record of records.slice(0, 200)) {
    if (record.length < width) continue
    for (const cell of record.slice(0, width)) {
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
  if (/[;\t|]|\S {2,}\S/.test(text)) return 0.2
  if (text.includes('"')) return 0.3
  if (text.includes(',')) return /, /.test(text) ? 0.7 : 0.4
  return text.length < 40 ? 0.9 : 0.8
}
