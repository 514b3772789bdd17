import type { ImportAnswer, ImportOptions, Inspection } from '../../../shared/contracts/datasets'
import { LatheError } from '../../../shared/errors'
import { Column, type CellRules, type ColumnChoice } from './column'
import { isPlain } from './cut'
import { detectDialect, jsonDialect, type Dialect } from './dialect'
import {
  countUtf8,
  createDecoder,
  EncodingError,
  encodingOf,
  sniffEncoding,
  strayUtf8,
  type Encoding,
} from './encoding'
import { finishColumn, type ImportedColumn } from './finish'
import { refuseBinary, refuseText } from './foreign'
import { guessEncodings } from './guessEncoding'
import { looksJson, looksNdjson, readJson, readNdjson } from './json'
import { trimmed } from './kinds'
import { checkTypes, nameColumns, numberColumns } from './names'
import { tableNotices } from './notices'
import { readText } from './readText'
import { readUtf8 } from './readUtf8'
import { Columns } from './settle'
import { Source } from './source'
import { TableReader } from './tableReader'

export interface ImportedTable {
  inspection: Inspection
  columns: ImportedColumn[]
}

type Progress = (fraction: number) => void
type Warnings = Inspection['warnings']

/** Bytes of the file's head that the dialect is found from. */
const headBytes = 64 * 1024

/** A wide table has few records in its head: then this much is looked at. */
const longHeadBytes = 4 * 2 ** 20
const enoughRecords = 20

/**
 * Reads a delimited file into typed columns, without losing a record silently: every record of the file is a row, or listed as rejected.
 * `reader: text` leaves the reader of bytes out, for tests. Synchronous, for a worker thread or a small file. Errors say where in the file
 * (line or byte); the caller adds the file's name.
 */
export function importFile(
  path: string,
  options: ImportOptions,
  progress: Progress = () => {},
  reader: 'bytes' | 'text' = 'bytes',
): ImportedTable {
  using source = new Source(path)
  if (source.size === 0) throw emptyFile()
  const head = source.read(0, headBytes)
  refuseBinary(head)
  const job = (encoding: Encoding, start: number): Job => ({ source, encoding, start, options, progress, reader })
  if (options.encoding !== 'auto') {
    const named = encodingOf(options.encoding)
    const { encoding, bomLength } = sniffEncoding(head)
    return importAs(job(named, named === encoding ? bomLength : 0), [])
  }
  const { encoding, bomLength } = sniffEncoding(head)
  try {
    return importAs(job(encoding ?? 'utf-8', bomLength), [])
  } catch (error) {
    if (!(error instanceof EncodingError) || (encoding ?? 'utf-8') !== 'utf-8') throw error
    return importGuessed(job, bomLength, error)
  }
}

/** Bytes before and behind the first that is no UTF-8, from which its encoding is guessed. */
const sampleBytes = 2 ** 20

/** Reads a file that is no UTF-8 in the encoding that its bytes speak for, and asks. */
function importGuessed(
  job: (encoding: Encoding, start: number) => Job,
  start: number,
  error: EncodingError,
): ImportedTable {
  const { source } = job('utf-8', 0)
  const sample = source.read(Math.max(0, error.offset - sampleBytes), error.offset + sampleBytes)
  const { characters, strays } = countUtf8(sample)
  const [best, ...others] = guessEncodings(sample)
  const place = `The file is not UTF-8 from byte ${error.offset} on`
  const asked = (message: string, used: ImportAnswer, rest: readonly string[]): Warnings => {
    const answers = [used, ...rest.map(label => ({ text: `It is ${label}`, set: { encoding: label }, used: false }))]
    return [{ code: 'encoding', message, answers }]
  }
  if (start > 0 || characters >= strays) {
    const count = strays === 1 ? '1 byte is' : `${strays} bytes are`
    const message = `${place}: ${count} no character of it and read as windows-1252, the rest as UTF-8.`
    const used = { text: 'It is UTF-8 with stray bytes', set: { encoding: 'auto' }, used: true }
    return importAs(job(strayUtf8, start), asked(message, used, ['windows-1252']))
  }
  if (!best) throw error
  const used = { text: `It is ${best.encoding}`, set: { encoding: best.encoding }, used: true }
  const rest = [...new Set([...others.slice(0, 2).map(guess => guess.encoding), 'windows-1252'])]
  const message = `${place}: it was read as ${best.encoding}, which is a guess from its letters.`
  return importAs(
    job(best.encoding, 0),
    asked(
      message,
      used,
      rest.filter(label => label !== best.encoding),
    ),
  )
}

interface Job {
  source: Source
  encoding: Encoding
  /** Length of the byte-order mark. */
  start: number
  options: ImportOptions
  progress: Progress
  reader: 'bytes' | 'text'
}

function importAs(job: Job, warnings: Warnings): ImportedTable {
  const head = headOf(job, headBytes)
  const format = formatOf(head, job.options)
  const dialect = format === 'text' ? dialectOf(job, head) : jsonDialect
  const rules = cellRules(dialect, job.options.nullValues)
  const asText = new Set<string>()
  for (;;) {
    let renamed: Inspection['renamed'] = []
    const table = new TableReader(dialect, (first, width) => {
      const named = first ? nameColumns(first) : { names: numberColumns(width), renamed: [] }
      renamed = named.renamed
      checkTypes(named.names, job.options.types)
      return named.names.map(name => new Column(name, rules, chosenFor(job.options, name, asText.has(name))))
    })
    const { source, encoding, start, progress } = job
    if (format !== 'text') (format === 'json' ? readJson : readNdjson)(wholeText(job), table)
    else if (encoding === 'utf-8' && isPlain(dialect) && job.reader === 'bytes')
      readUtf8(source, start, dialect, table, progress)
    else readText(source, encoding, start, dialect, table, progress)
    const failed = table.columns.filter(column => column.failed)
    failed.forEach(column => asText.add(column.name))
    if (failed.length > 0) continue
    const columns = new Columns(table.columns, dialect, job.options)
    columns.again.forEach(column => asText.add(column.name))
    if (columns.again.length > 0) continue
    source.checkUnchanged()
    if (table.rows === 0) throw noRows(table)
    return finishTable({ ...job, format }, dialect, table, columns, renamed, warnings)
  }
}

const chosenFor = ({ types, formats }: ImportOptions, name: string, asText: boolean): ColumnChoice => ({
  chosen: Object.hasOwn(types, name) ? types[name] : null,
  format: Object.hasOwn(formats, name) ? formats[name] : undefined,
  asText,
})

interface Head {
  text: string
  /** It is all of the file. */
  whole: boolean
}

function headOf({ source, encoding, start }: Job, length: number): Head {
  const decoder = createDecoder(encoding, start)
  const whole = source.size <= start + length
  const text = decoder.decode(source.read(start, start + length)) + (whole ? decoder.end() : '')
  if (whole && text.trim() === '') throw emptyFile()
  if (text.replaceAll('\0', '').length < text.length * 0.7) {
    throw new LatheError({
      code: 'input',
      message: 'This is not a text table: it is full of zero bytes.',
      remedy: { text: 'Choose a CSV file, or its encoding.', fix: { set: { parameter: 'encoding' } } },
    })
  }
  return { text, whole }
}

function formatOf({ text }: Head, { format }: ImportOptions): 'text' | 'json' | 'ndjson' {
  if (format === 'json' || format === 'ndjson') return format
  if (format !== 'auto') return 'text'
  if (looksNdjson(text)) return 'ndjson'
  if (looksJson(text)) return 'json'
  refuseText(text)
  return 'text'
}

function dialectOf(job: Job, head: Head): Dialect {
  const dialect = detectDialect(head.text, head.whole, job.options)
  if (dialect.records >= enoughRecords || head.whole) return dialect
  const long = headOf(job, longHeadBytes)
  return detectDialect(long.text, long.whole, job.options)
}

/** The whole file as text, which must fit into one string. */
function wholeText({ source, encoding, start, progress }: Job): string {
  if (source.size > largestJson) {
    throw new LatheError({
      code: 'input',
      message: 'The JSON is larger than 256 MB.',
      remedy: 'Save the table as CSV and open that.',
    })
  }
  const decoder = createDecoder(encoding, start)
  const text = decoder.decode(source.read(start, source.size)) + decoder.end()
  progress(0.5)
  return text
}

const largestJson = 256 * 2 ** 20

function finishTable(
  { options, encoding, source, format }: Job & { format: 'text' | 'json' | 'ndjson' },
  dialect: Dialect,
  table: TableReader,
  columns: Columns,
  renamed: Inspection['renamed'],
  warnings: Warnings,
): ImportedTable {
  const finished = table.columns.map(column => finishColumn(column, columns))
  const { delimiter, quote, decimal, header, skippedLines, comment } = dialect
  const inspection: Inspection = {
    rows: table.rows,
    rejected: table.rejected,
    merged: 0,
    dialect: {
      delimiter,
      quote,
      decimal,
      encoding: encoding === strayUtf8 ? 'utf-8' : encoding,
      header,
      skippedLines,
      ...(format !== 'text' && { format }),
      ...(comment !== '' && { comment }),
    },
    columns: finished.map(f => f.column.inspected),
    renamed,
    warnings: [
      ...warnings,
      ...paddingOf(source),
      ...tableNotices(dialect, table, renamed, options),
      ...finished.flatMap(f => f.warnings),
    ],
  }
  return { inspection, columns: finished.map(f => f.column) }
}

function paddingOf({ padding }: Source): Warnings {
  const bytes = padding === 1 ? '1 byte' : `${padding} bytes`
  return padding === 0
    ? []
    : [{ code: 'padding', message: `${bytes} at the end of the file, zeros or an end mark, were left out.` }]
}

function cellRules({ decimal, quote }: Dialect, nullValues: readonly string[]): CellRules {
  return {
    point: decimal.charCodeAt(0),
    quote,
    isMissing: missingTest(nullValues),
    emptyIsMissing: nullValues.includes(''),
    plainIsPresent: !nullValues.some(value => /^[-\dtf]/.test(value)),
  }
}

/** A cell is missing when it is, but for spaces around it, one of the null values; -999.0 is where -999 is one. */
function missingTest(nullValues: readonly string[]): (cell: string) => boolean {
  const nulls = new Set(nullValues)
  if (nullValues.some(value => /^-?\d+$/.test(value))) {
    return cell =>
      nulls.has(cell) ||
      nulls.has(cell.trim()) ||
      (/^\s*-?\d+[.,]0*\s*$/.test(cell) && nulls.has(cell.trim().replace(/[.,]0*$/, '')))
  }
  const longest = Math.max(0, ...nullValues.map(value => value.length))
  return cell => {
    if (cell.length <= longest) return nulls.has(cell) || nulls.has(trimmed(cell))
    const code = cell.charCodeAt(0)
    return (code <= 32 || code > 126) && nulls.has(cell.trim())
  }
}

const emptyFile = (): LatheError =>
  new LatheError({
    code: 'input',
    message: 'The file is empty.',
    remedy: { text: 'Choose a file with a header and rows.', fix: { set: { parameter: 'path' } } },
  })

function noRows(table: TableReader): LatheError {
  if (table.rejected.length === 0) {
    return new LatheError({
      code: 'input',
      message: 'The file has a header but no rows.',
      remedy: {
        text: 'Add rows, or set header to "no" if the first line is data.',
        fix: { set: { parameter: 'header', value: 'no' } },
      },
    })
  }
  const { line, reason } = table.rejected[0]
  return new LatheError({
    code: 'input',
    where: `line ${line}`,
    message: `None of the ${table.rejected.length} records can be read; the first: ${reason}.`,
    remedy: { text: 'Check the delimiter and the header line.', fix: { set: { parameter: 'delimiter' } } },
  })
}
