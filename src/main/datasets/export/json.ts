import type { ColumnCells } from '../../../shared/contracts/datasets'
import { rowsOf, timeText } from './csv'

const partRows = 4096

/** A table as a JSON array of row objects, one row per line, in parts. Missing cells are null, times are ISO text. */
export function* jsonOf(columns: readonly ColumnCells[]): Generator<string> {
  const rows = rowsOf(columns)
  const names = columns.map(column => JSON.stringify(column.name))
  const cells = columns.map(cellWriter)
  yield '[\n'
  for (let start = 0; start < rows; start += partRows) {
    const end = Math.min(rows, start + partRows)
    let text = ''
    for (let row = start; row < end; row++) {
      text += '{'
      for (let i = 0; i < cells.length; i++) text += `${i === 0 ? '' : ','}${names[i]}:${cells[i](row)}`
      text += row === rows - 1 ? '}\n' : '},\n'
    }
    yield text
  }
  yield ']\n'
}

function cellWriter(column: ColumnCells): (row: number) => string {
  if ('codes' in column) {
    const texts = column.categories.map(text => JSON.stringify(text))
    return row => (column.codes[row] < 0 ? 'null' : texts[column.codes[row]])
  }
  const { values, kind, zone } = column
  const time = kind === 'time' ? timeText(values, zone) : null
  return row => {
    const value = values[row]
    if (Number.isNaN(value)) return 'null'
    if (kind === 'boolean') return value === 1 ? 'true' : 'false'
    return time ? `"${time(value)}"` : Object.is(value, -0) ? '-0' : String(value)
  }
}
