import { groupsOf } from './groups'
import type { Looked } from './looked'

/** Bins of one column at most, missing cells aside. */
const mostBins = 32

/** A column in a few bins: what the small models of the alarm learn from. */
export interface Binned {
  /** Bin of each row. */
  bins: Uint8Array
  count: number
  /** Bins stand in the order of their numbers. */
  ordered: boolean
}

/** Numbers in bins of about the same size, frequent ones alone in theirs; the most frequent categories, then all others. Missing cells have a bin. */
export function binned(column: Looked, n: number): Binned {
  const groups = groupsOf(column)
  const present = groups.filter(g => !g.missing)
  const bins = new Uint8Array(n)
  let count = 0
  const put = (rows: readonly number[], bin: number): void => {
    for (const row of rows) bins[row] = bin
  }
  if (column.form === 'codes') {
    const byRows = [...present].sort((a, b) => b.rows.length - a.rows.length)
    for (const [i, g] of byRows.entries()) put(g.rows, Math.min(i, mostBins - 1))
    count = Math.min(byRows.length, mostBins)
  } else {
    const size = present.reduce((s, g) => s + g.rows.length, 0) / mostBins
    let held = 0
    for (const g of present) {
      const full = present.length > mostBins && count < mostBins - 1 && held > 0 && held + g.rows.length / 2 > size
      if (count === 0 || full || (present.length <= mostBins && held > 0)) {
        count++
        held = 0
      }
      put(g.rows, count - 1)
      held += g.rows.length
    }
  }
  const gaps = groups.find(g => g.missing)
  if (gaps) put(gaps.rows, count++)
  return { bins, count, ordered: column.form === 'numbers' }
}
