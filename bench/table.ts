import type { Times } from './timing'

export type Cell = number | string | Times | null

export interface Column {
  key: string
  title: string
  unit?: 'bytes'
}

/** One table of figures, with what a reader must know of it. */
export interface Table {
  title: string
  notes: readonly string[]
  columns: readonly Column[]
  rows: readonly Readonly<Record<string, Cell>>[]
}

/** The table in Markdown; what was not measured is a dash. */
export function markdown({ title, notes, columns, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    `## ${title}`,
    '',
    ...notes.map(note => `${note}\n`),
    line(columns.map(column => column.title)),
    line(columns.map((_, i) => (i === 0 ? '---' : '---:'))),
    ...rows.map(row => line(columns.map(({ key, unit }) => shown(row[key] ?? null, unit)))),
    '',
  ].join('\n')
}

function shown(cell: Cell, unit: Column['unit']): string {
  if (cell === null) return '–'
  if (typeof cell === 'string') return cell.replaceAll('|', '\\|').replaceAll('\n', ' ')
  if (typeof cell === 'number') return unit === 'bytes' ? bytes(cell) : digits(cell)
  return `${digits(cell.median)} [${digits(cell.low)}–${digits(cell.high)}]`
}

/** Three significant digits, whole numbers as they are. */
const digits = (x: number): string =>
  Number.isInteger(x) || Math.abs(x) >= 100 ? Math.round(x).toLocaleString('en-US') : String(Number(x.toPrecision(3)))

function bytes(x: number): string {
  if (x < 1024) return `${x} B`
  return x < 1024 ** 2 ? `${digits(x / 1024)} KiB` : `${digits(x / 1024 ** 2)} MiB`
}
