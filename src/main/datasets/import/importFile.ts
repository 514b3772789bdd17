import type { ImportOptions, Inspection } from '../../../shared/contracts/datasets'
import { LatheError } from '../../../shared/errors'
import { Column, type CellRules, type ColumnChoice } from './column'
import { isPlain } from './cut'
import { detectDialect, type Dialect } from './dialect'
import {
  createDecoder,
  EncodingError,
  encodingOf,
  mayBeWindows1252,
  refuseBinary,
  sniffEncoding,
  type Encoding,
} from './encoding'
import { finishColumn, type ImportedColumn } from './finish'
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
  const { encoding, bomLength } = sniffEncoding(head)
  if (options.encoding !== 'auto') {
    const named = encodingOf(options.encoding)
    const start = named === encoding ? bomLength : 0
    return importAs({ source, encoding: named, start, options, progress, reader }, [])
  }
  try {
    return importAs({ source, encoding: encoding ?? 'utf-8', start: bomLength, options, progress, reader }, [])
  } catch (error) {
    if (!(error instanceof EncodingError) || encoding !== null || !looksWindows1252(source, error.offset)) throw error
    const message = `The file is not UTF-8 from byte ${error.offset} on: it was read as windows-1252.`
    return importAs({ source, encoding: 'windows-1252', start: 0, options, progress, reader }, [
      { code: 'encoding', message },
    ])
  }
}

function looksWindows1252(source: Source, offset: number): boolean {
  const [before, after] = [source.read(Math.max(0, offset - 2 ** 20), offset), source.read(offset, offset + 2 ** 20)]
  return mayBeWindows1252(before, after)
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
  const dialect = dialectOf(job)
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
    if (encoding === 'utf-8' && isPlain(dialect) && job.reader === 'bytes')
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
    return finishTable(job, dialect, table, columns, renamed, warnings)
  }
}

const chosenFor = ({ types, formats }: ImportOptions, name: string, asText: boolean): ColumnChoice => ({
  chosen: Object.hasOwn(types, name) ? types[name] : null,
  format: Object.hasOwn(formats, name) ? formats[name] : undefined,
  asText,
})

function dialectOf(job: Job, length = headBytes): Dialect {
  const { source, encoding, start, options } = job
  const decoder = createDecoder(encoding, start)
  const whole = source.size <= start + length
  const head = decoder.decode(source.read(start, start + length)) + (whole ? decoder.end() : '')
  if (whole && head.trim() === '') throw emptyFile()
  if (head.replaceAll('\0', '').length < head.length * 0.7) {
    throw new LatheError({
      code: 'input',
      message: 'This is not a text table: it is full of zero bytes.',
      remedy: { text: 'Choose a CSV file, or its encoding.', fix: { set: { parameter: 'encoding' } } },
    })
  }
  const dialect = detectDialect(head, whole, options)
  const few = dialect.records < enoughRecords && !whole && length < longHeadBytes
  return few ? dialectOf(job, longHeadBytes) : dialect
}

function finishTable(
  job: Job,
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
      encoding: job.encoding,
      header,
      skippedLines,
      ...(comment !== '' && { comment }),
    },
    columns: finished.map(f => f.column.inspected),
    renamed,
    warnings: [
      ...warnings,
      ...tableNotices(dialect, table, renamed, job.options),
      ...finished.flatMap(f => f.warnings),
    ],
  }
  return { inspection, columns: finished.map(f => f.column) }
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
