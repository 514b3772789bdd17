import { formatNumber } from '../../../shared/results/format'

/** The row that somebody typed, from 0, or what is wrong with it. Thousands may be parted by commas, dots, spaces or apostrophes. */
export function wantedRow(text: string, total: number): { row: number } | { fault: string } {
  const digits = text.trim().replace(/(?<=\d)[,.'’_\s](?=\d{3}(?!\d))/g, '')
  const row = /^\d+$/.test(digits) ? Number(digits) : NaN
  if (row >= 1 && row <= total) return { row: row - 1 }
  if (total === 0) return { fault: 'There are no rows here.' }
  return { fault: `Rows go from 1 to ${formatNumber(total, 'integer')}.` }
}

/** What is said of a row that a filter hides. */
export const hiddenRow = (row: number): string => `Row ${formatNumber(row + 1, 'integer')} is filtered out.`
