import type { DateOrder, ImportOptions, ImportWarning } from '../../../shared/contracts/datasets'
import type { Column } from './column'
import { Dictionary } from './dictionary'
import type { Dialect } from './dialect'
import { NumberCells, TextCells } from './kinds'
import type { Context } from './written/context'
import { decimalOf } from './written/look'
import type { Mark } from './written/number'
import { answer, cellsOf, quoted, warning } from './written/say'

/** The columns of a table that was read, and what each says of how the others are written. */
export class Columns {
  /** Columns to be read once more as text, because their numbers may be something else. */
  readonly again: Column[]
  private readonly dictionaries = new Map<Column, Dictionary>()
  private readonly dialect: Pick<Dialect, 'delimiter' | 'decimal'>
  private readonly options: ImportOptions
  private readonly tableMark: Mark | null
  private readonly tableOrder: DateOrder | null

  constructor(columns: readonly Column[], dialect: Pick<Dialect, 'delimiter' | 'decimal'>, options: ImportOptions) {
    this.dialect = dialect
    this.options = options
    for (const column of columns)
      if (column.cells instanceof TextCells) this.dictionaries.set(column, new Dictionary(column.cells, column.chosen))
    this.tableMark = this.provenMark(columns)
    this.tableOrder = this.provenOrder()
    this.again = columns.filter(column => this.isDoubtful(column))
  }

  /** Null for a column that is not text. */
  dictionaryOf(column: Column): Dictionary | null {
    return this.dictionaries.get(column) ?? null
  }

  contextOf(column: Column): Context {
    const { dialect, options, tableMark, tableOrder } = this
    const dictionary = this.dictionaryOf(column)
    return {
      name: column.name,
      options,
      delimiter: dialect.delimiter,
      point: dialect.decimal,
      tableMark,
      tableOrder,
      chosen: column.chosen,
      format: column.format,
      sorted: value => dictionary?.isSorted(value) ?? false,
    }
  }

  /** Asks about a column whose every number looks like `12.345`, where nothing else says what the mark is. */
  markQuestion(column: Column): ImportWarning | null {
    const { cells } = column
    if (!(cells instanceof NumberCells) || !this.isUnsure(column, cells) || this.tableMark !== null) return null
    const mark = decimalOf(cells.point)
    const value = String(firstOf(cells.values.segments()))
    const [whole, fraction = ''] = value.split('.')
    const example = `${whole}${mark}${fraction.padEnd(3, '0')}`
    const present = column.rows - column.missing
    const message = `${cellsOf(present)}, such as ${quoted(example)}, may have decimals or thousands: read as ${value}.`
    return warning('decimalMarks', column.name, message, [
      answer(`Decimals in ${quoted(example)}`, { formats: { [column.name]: mark } }, true),
      answer(`Thousands in ${quoted(example)}`, { formats: { [column.name]: mark === '.' ? ',' : '.' } }),
    ])
  }

  private isDoubtful(column: Column): boolean {
    const { cells, chosen, wordCells } = column
    if (chosen === null && wordCells > 2 * (column.rows - column.missing)) return true // as `decide` weighs them
    if (!(cells instanceof NumberCells)) return false
    if (chosen === 'integer' && !cells.whole) return true
    if (this.isUnsure(column, cells) && this.markOf(cells) !== decimalOf(cells.point)) return true
    if (chosen !== null) return false
    const versions = cells.padded > cells.shortest && cells.longest <= 3 && cells.min >= 0 && cells.max < 1000
    return cells.coded || versions
  }

  /** All its decimals have three digits behind one to three others, and no one has said what the mark is. */
  private isUnsure(column: Column, { shortest, sure }: NumberCells): boolean {
    const { format } = column
    return shortest === 3 && !sure && format !== '.' && format !== ',' && this.options.decimal === 'auto'
  }

  private markOf({ point }: NumberCells): Mark {
    if (this.tableMark) return this.tableMark
    const { delimiter } = this.dialect
    return delimiter === ';' ? ',' : delimiter === ',' && point === 44 ? ',' : '.'
  }

  /** The decimal mark that columns prove, when they agree. */
  private provenMark(columns: readonly Column[]): Mark | null {
    let [point, comma] = [false, false]
    for (const column of columns) {
      const { cells } = column
      const proof = this.dictionaryOf(column)?.look?.proof
      const decimals = cells instanceof NumberCells && !cells.whole && cells.sure ? decimalOf(cells.point) : null
      if (proof?.point || decimals === '.') point = true
      if (proof?.comma || decimals === ',') comma = true
    }
    return point === comma ? null : point ? '.' : ','
  }

  /** The order that the dates of a column prove. */
  private provenOrder(): DateOrder | null {
    const orders = new Set<DateOrder>()
    for (const { look } of this.dictionaries.values())
      if (look && look.times.ambiguous.texts > 0 && look.times.orders.length === 1) orders.add(look.times.orders[0])
    return orders.size === 1 ? [...orders][0] : null
  }
}

function firstOf(segments: readonly Float64Array[]): number {
  for (const segment of segments) for (const value of segment) if (value % 1 !== 0 && !Number.isNaN(value)) return value
  return NaN
}
