import type { Inspection } from '../../../shared/contracts/datasets'
import type { Column } from './column'
import type { Dialect } from './dialect'
import { parseFields } from './fields'
import type { Batch } from './records'

/** Takes the records of a file batch by batch: the first names the columns, ragged and malformed ones are listed, the rest fill the columns. */
export class TableReader {
  columns: Column[] = []
  rows = 0
  /** The first record was read: the columns are known. */
  started = false
  /** Line that a reader of bytes has come to. */
  line = 1
  readonly rejected: Inspection['rejected'] = []
  private records = 0
  private readonly dialect: Dialect
  private readonly begin: (first: readonly string[]) => Column[]

  /** `begin` makes the columns from the first record. */
  constructor(dialect: Dialect, begin: (first: readonly string[]) => Column[]) {
    this.dialect = dialect
    this.begin = begin
  }

  /** A column turned out to be text: the file is to be read again. */
  get failed(): boolean {
    return this.columns.some(column => column.failed)
  }

  take(batch: Batch): void {
    const { delimiter, quote } = this.dialect
    const rows = parseFields(batch, delimiter, quote)
    if (batch.lines && rows.length !== batch.lines.length)
      throw new Error('the parser and the record splitter disagree')
    for (let i = 0; i < rows.length; i++) {
      const fault = batch.malformed.get(i)
      const line = batch.lines ? batch.lines[i] : batch.firstLine + i
      if (fault !== undefined) this.reject(line, fault)
      else if (rows[i].length > 1 || !isBlank(rows[i][0]) || batch.blankQuotes.has(i)) this.addRecord(rows[i], line)
    }
  }

  private addRecord(cells: string[], line: number): void {
    const { columns } = this
    if (!this.started) {
      this.started = true
      this.columns = this.begin(cells)
      if (this.dialect.header) return
      return this.addRecord(cells, line)
    }
    if (cells.length !== columns.length) return this.rejectWidth(line, cells.length)
    this.countRow()
    for (let j = 0; j < columns.length; j++) columns[j].add(cells[j])
  }

  countRow(): void {
    this.records++
    this.rows++
  }

  rejectWidth(line: number, width: number): void {
    this.reject(line, `it has ${fields(width)} where ${this.columns.length} are expected`)
  }

  private reject(line: number, reason: string): void {
    this.records++
    this.rejected.push({ record: this.records, line, reason })
  }
}

const fields = (count: number): string => (count === 1 ? '1 field' : `${count} fields`)

const isBlank = (text: string): boolean => text === '' || text.trim() === ''
