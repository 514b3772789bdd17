import type { ColumnCells } from '../../../shared/contracts/datasets'
import { neutralise } from './formula'

const partRows = 8192

/** A table as CSV text (RFC 4180, \n), in parts. `exact`: text as it is; otherwise text that a spreadsheet would run is neutralised, headers too. */
export function* csvOf(columns: readonly ColumnCells[], { exact }: { exact: boolean }): Generator<string> {
  const rows = rowsOf(columns)
  const guard = exact ? (text: string) => text : neutralise
  const alone = columns.length === 1
  const cellsOf = columns.map(column => cellWriter(column, guard, alone))
  yield `${columns.map(column => quoteCell(guard(column.name), alone)).join(',')}\n`
  for (let start = 0; start < rows; start += partRows) {
    let text = ''
    for (let row = start; row < Math.min(rows, start + partRows); row++) {
      let line = cellsOf[0](row)
      for (let i = 1; i < cellsOf.length; i++) line += `,${cellsOf[i](row)}`
      // Nothing but delimiters would be read as an empty line of a spreadsheet.
      text += line.length === cellsOf.length - 1 && !alone ? `""${line}\n` : `${line}\n`
    }
    yield text
  }
}

/** Number of rows of a table; 0 when it has no columns. */
export function rowsOf(columns: readonly ColumnCells[]): number {
  const [first] = columns
  return first === undefined ? 0 : 'codes' in first ? first.codes.length : first.values.length
}

type CellWriter = (row: number) => string
type Numeric = Extract<ColumnCells, { values: Float64Array }>

function cellWriter(column: ColumnCells, guard: (text: string) => string, alone: boolean): CellWriter {
  const missing = alone ? '""' : '' // a lone empty cell would be a blank line, which is no record
  if ('codes' in column) {
    const texts = column.categories.map(text => quoteCell(guard(text), alone))
    return row => (column.codes[row] < 0 ? missing : texts[column.codes[row]])
  }
  const { values } = column
  const write = numberText(column.kind, values, column.zone)
  return row => (Number.isNaN(values[row]) ? missing : write(values[row]))
}

function numberText(kind: Numeric['kind'], values: Float64Array, zone: Numeric['zone']): (value: number) => string {
  if (kind === 'boolean') return value => (value === 1 ? 'true' : 'false')
  if (kind === 'time') return timeText(values, zone)
  if (kind === 'integer') return String
  // Whole values that would come back as integers, or as text above 2^53, keep a decimal point.
  const whole = !values.some(value => value % 1 !== 0 && value === value)
  return value => {
    const text = Object.is(value, -0) ? '-0' : String(value)
    return (whole || Math.abs(value) > 2 ** 53) && !/[.e]/.test(text) ? `${text}.0` : text
  }
}

/** Dates where every moment is a midnight, else date and time: of UTC with its Z where the cells named a zone, without one where they did not. */
export function timeText(values: Float64Array, zone: Numeric['zone']): (value: number) => string {
  const dates = zone === undefined && values.every(value => Number.isNaN(value) || value % 86_400_000 === 0)
  return value => {
    const text = new Date(value).toISOString()
    if (dates) return text.slice(0, 10)
    const short = text.replace(/\.000Z$/, 'Z')
    return zone === 'utc' ? short : short.slice(0, -1)
  }
}

/** Quotes what needs it; spaces at the ends too, which some readers drop. */
function quoteCell(text: string, alone: boolean): string {
  const needed = /[",;\t|\r\n]|^\s|\s$/.test(text) || (alone && text.trim() === '')
  return needed ? `"${text.replaceAll('"', '""')}"` : text
}
