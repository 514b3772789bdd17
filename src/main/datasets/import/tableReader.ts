import type { Inspection } from '../../../shared/contracts/datasets'
import type { Column } from './column'
import type { Batch } from './cut'
import { namesOf, type Dialect } from './dialect'
import { mayBeTyped } from './header'

/** What happened to some records or lines: how many, and where first. */
export interface Tally {
  count: number
  line: number
}

/**
 * Takes the records of a file batch by batch: the first names the columns, malformed ones and those that do not fit are listed, the rest
 * fill the columns. Empty fields behind the columns are dropped, and fields that lack at the end are missing cells.
 */
export class TableReader {
  columns: Column[] = []
  rows = 0
  /** The first records were read: the columns are known. */
  started = false
  /** Line that a reader of bytes has come to. */
  line = 1
  /** Fields of the header as they stand in the file; null where none may come again. */
  header: readonly string[] | null = null
  /** Blank lines of a single column since the last record. */
  blanks: Tally = { count: 0, line: 0 }
  readonly rejected: Inspection['rejected'] = []
  readonly padded: Tally = { count: 0, line: 0 }
  readonly cut: Tally = { count: 0, line: 0 }
  readonly comments: Tally = { count: 0, line: 0 }
  readonly missingLines: Tally = { count: 0, line: 0 }
  private records = 0
  private readonly head: { cells: string[]; line: number }[] = []
  private readonly dialect: Dialect
  private readonly begin: (names: readonly string[] | null, width: number) => Column[]
  /** Width of the records of another table in the file. */
  private other = 0

  /** `begin` makes the columns from the names in the file, if it has any. */
  constructor(dialect: Dialect, begin: (names: readonly string[] | null, width: number) => Column[]) {
    this.dialect = dialect
    this.begin = begin
  }

  /** A column turned out to be text: the file is to be read again. */
  get failed(): boolean {
    return this.columns.some(column => column.failed)
  }

  take(batch: Batch): void {
    const rows = batch.records
    for (const line of batch.comments) tally(this.comments, line)
    for (let i = 0; i < rows.length; i++) {
      const fault = batch.malformed.get(i)
      const line = batch.lines ? batch.lines[i] : batch.firstLine + i
      if (fault !== undefined) this.reject(line, fault)
      else if (rows[i].length > 1 || !isBlank(rows[i][0]) || batch.blankQuotes.has(i))
        this.addRecord(rows[i], line, batch.blankQuotes.has(i))
      else if (this.dialect.blankIsMissing && this.started) tally(this.blanks, line)
    }
  }

  private addRecord(cells: string[], line: number, quoted: boolean): void {
    const { dialect } = this
    if (!this.started && dialect.header) {
      this.head.push({ cells, line })
      if (this.head.length === 1 + dialect.between) this.start()
      return
    }
    if (!this.started) this.columns = this.begin(null, dialect.width)
    this.started = true
    if (this.blanks.count > 0) this.addBlanks()
    if (cells.length > 1 && !quoted && cells.every(cell => cell === ''))
      return this.reject(line, 'all its fields are empty')
    if (this.repeatsHeader(cells)) return this.reject(line, 'the header stands here once more')
    if (cells.length === this.columns.length) return this.addRow(cells)
    this.addOdd(cells, line)
  }

  private start(): void {
    const { dialect, head } = this
    const [first, ...between] = head
    const names = namesOf(first.cells, dialect)
    const below = between.length > 0 ? namesOf(between[0].cells, dialect) : null
    this.columns = this.begin(below ? joinedNames(names, below) : names, dialect.width)
    this.header = dialect.width > 1 && !dialect.rowNames ? first.cells : null
    this.started = true
    for (const { line } of between) this.reject(line, 'it holds units or second names, no row')
  }

  /** Begins a table whose names come from elsewhere. */
  beginWith(names: readonly string[]): void {
    this.columns = this.begin(names, names.length)
    this.started = true
  }

  addRow(cells: readonly string[]): void {
    const { columns } = this
    this.countRow()
    for (let j = 0; j < columns.length; j++) columns[j].add(cells[j] ?? '')
  }

  /** A record with more or fewer fields than there are columns. */
  private addOdd(cells: readonly string[], line: number): void {
    const width = this.columns.length
    if (cells.length > width) {
      if (!cells.slice(width).every(isBlank)) return this.rejectWidth(line, cells.length)
      if (cells.length > width + this.dialect.surplus) tally(this.cut, line)
      return this.addRow(cells.slice(0, width))
    }
    if (!this.endsEarly(cells)) return this.rejectWidth(line, cells.length)
    tally(this.padded, line)
    this.addRow(cells)
  }

  /** Whether a record only lacks fields at its end: those that it has are what their columns hold. */
  private endsEarly(cells: readonly string[]): boolean {
    const { typed, width } = this.dialect
    if (cells.length === this.other) return false
    const fits = cells.every((cell, i) => !typed[i] || mayBeTyped(cell))
    if (!fits && cells.length > 1 && cells.every((cell, i) => !isBlank(cell) && (!typed[i] || !mayBeTyped(cell))))
      this.other = cells.length
    if (cells.length === 1) return fits && width <= 3 && (typed[0] || !typed.some(Boolean))
    return fits && (cells.length >= width / 2 || typed.some((is, i) => is && i < cells.length))
  }

  private repeatsHeader(cells: readonly string[]): boolean {
    const { header } = this
    return header !== null && cells.length === header.length && cells.every((cell, i) => cell === header[i])
  }

  private addBlanks(): void {
    const { count, line } = this.blanks
    for (let i = 0; i < count; i++) {
      this.addRow([''])
      tally(this.missingLines, line)
    }
    this.blanks = { count: 0, line: 0 }
  }

  countRow(): void {
    this.records++
    this.rows++
  }

  private rejectWidth(line: number, width: number): void {
    this.reject(line, `it has ${fields(width)} where ${this.columns.length} are expected`)
  }

  reject(line: number, reason: string): void {
    this.records++
    this.rejected.push({ record: this.records, line, reason })
  }
}

function tally(of: Tally, line: number): void {
  if (of.count++ === 0) of.line = line
}

/** Names that two rows make where the first does not tell the columns apart. */
function joinedNames(names: readonly string[], below: readonly string[]): readonly string[] {
  const present = names.filter(name => !isBlank(name))
  if (new Set(present).size === present.length) return names
  const joined = names.map((name, i) => `${name} ${below[i]}`.trim())
  return new Set(joined).size === joined.length ? joined : names
}

const fields = (count: number): string => (count === 1 ? '1 field' : `${count} fields`)

const isBlank = (text: string): boolean => text === '' || text.trim() === ''
