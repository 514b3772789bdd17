import type { Cell } from '../../shared/results/blocks'
import type { Table } from './chartTable'

/** A table as CSV (RFC 4180, \n). Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvOf({ columns, rows }: Table): string {
  const line = (cells: readonly (Cell | undefined)[]): string => cells.map(c => quoted(plain(c))).join(',')
  return [columns.map(c => c.name), ...rows].map(line).join('\n') + '\n'
}

/** A table as tab-separated text, for the clipboard. */
export function tsvOf({ columns, rows }: Table): string {
  const line = (cells: readonly (Cell | undefined)[]): string =>
    cells.map(c => plain(c).replace(/[\t\r\n]+/g, ' ')).join('\t')
  return [columns.map(c => c.name), ...rows].map(line).join('\n')
}

function plain(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  return typeof cell === 'string' && formula.test(cell) ? `'${cell}` : String(cell)
}

/** What spreadsheets run (CWE-1236): a sign, full-width ones too, behind any blanks, quotes or control characters. */
const formula = /^[\s\p{C}\p{Z}'"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE62\uFE63\uFE66\uFE6B\u2212]|^[\t\r\n\0]/u

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
