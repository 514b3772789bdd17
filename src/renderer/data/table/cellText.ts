import type { PageColumn } from '../../../compute'
import type { Kind } from '../../../shared/frame'
import { formatMoment, formatNumber, formatTick, namesNumerals } from '../../../shared/results/format'

/** Longer texts are cut where they are shown; copies are whole. */
const longest = 300

/** A cell as it is written: null is missing, undefined not known yet. */
export type CellText = string | null

/** A cell of a page, whole: for copies. Numbers are written so that they read back the same. */
export function exactText(column: PageColumn, line: number): CellText {
  if ('codes' in column) {
    const code = column.codes[line]
    return code < 0 ? null : column.texts[code]
  }
  const value = column.values[line]
  if (Number.isNaN(value)) return null
  if (column.kind === 'boolean') return value === 1 ? 'true' : 'false'
  return column.kind === 'time' ? formatMoment(value) : String(value)
}

/** A cell of a page as the grid shows it: `decimals` line a column of numbers up. */
export function gridText(column: PageColumn, line: number, decimals: number): CellText {
  if ('codes' in column || column.kind === 'boolean' || column.kind === 'time') {
    const text = exactText(column, line)
    return text !== null && text.length > longest ? `${text.slice(0, longest)}…` : text
  }
  const value = column.values[line]
  return Number.isNaN(value) ? null : numberText(value, column, decimals)
}

/** Numbers in a column stand under each other: as many decimals as the page's cells need, at most six. */
export function decimalsOf(column: PageColumn): number {
  if (!('values' in column) || column.kind !== 'number') return 0
  let most = 0
  for (const value of column.values) {
    if (!Number.isFinite(value) || Math.abs(value) >= 1e9 || most >= 6) continue
    const written = String(value)
    if (written.includes('e')) continue
    const point = written.indexOf('.')
    if (point >= 0) most = Math.max(most, written.length - point - 1)
  }
  return Math.min(most, 6)
}

function numberText(value: number, { kind, name }: PageColumn, decimals: number): string {
  const size = Math.abs(value)
  if (!Number.isFinite(value) || size >= 1e15 || (size > 0 && size < 10 ** -Math.max(4, decimals)))
    return formatNumber(value)
  // Not toLocaleString, which takes a hundred times as long: thousands of cells are written in a turn of the wheel.
  const [whole, fraction] = size.toFixed(kind === 'integer' ? 0 : decimals).split('.') as [string, string?]
  const grouped = size >= 1000 && !namesNumerals(name) ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole
  return `${value < 0 ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

/** A figure of a column: a moment of a time column, else a number; whole ones of a column of whole numbers as its cells are. */
export const figureText = (value: number, kind: Kind, name = ''): string =>
  kind === 'time'
    ? formatMoment(value)
    : namesNumerals(name) && Number.isInteger(value)
      ? formatTick(value, name)
      : formatNumber(value, kind === 'integer' && Number.isInteger(value) ? 'integer' : 'significant')

/** An end of a range: as short as it can be. */
export const endText = (value: number, kind: Kind, name = ''): string =>
  kind === 'time'
    ? formatMoment(value)
    : formatTick(Number.isInteger(value) ? value : Number(value.toPrecision(4)), name)

/** Cells as tab-separated text, quoted where a cell holds a tab, a line end or a quote; missing cells are empty. */
export function tsvOf(lines: readonly (readonly CellText[])[]): string {
  const quoted = (text: CellText): string => {
    if (text === null) return ''
    return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return lines.map(line => line.map(quoted).join('\t')).join('\n')
}
