import { groupsOf } from './groups'
import type { Looked } from './looked'

/** Fewer rows are no evidence: twenty different numbers are nothing strange. */
const leastRows = 30
/** Equal pairs that chance would have brought, where there is none: e⁻¹² is the chance of that. */
const expectedPairs = 12
/** Share of different texts from which on there is nothing to learn from their return. */
const nearlyAll = 0.95

export type KeyWay =
  /** Whole numbers without a gap: 1, 2, 3 … */
  | 'counts'
  /** Whole numbers so close that independent ones would have met. */
  | 'numbers'
  /** Texts or categories, nearly all different. */
  | 'texts'

/** How a column names rows by itself; undefined where it does not. `texts`: it is free text, which says more than a name. */
export function keyWay(column: Looked, free: boolean): KeyWay | undefined {
  return column.form === 'numbers' ? keyNumbers(column.values) : keyTexts(column, free)
}

function keyNumbers(values: Float64Array): KeyWay | undefined {
  // Most columns are no names, and a thousand of their cells show it.
  if (!areDifferent(values.slice(0, 1000)) || !values.every(v => Number.isNaN(v) || Number.isSafeInteger(v)))
    return undefined
  const present = values.filter(v => !Number.isNaN(v)).sort()
  const n = present.length
  if (n < leastRows || n < nearlyAll * values.length) return undefined
  for (let i = 1; i < n; i++) if (present[i] === present[i - 1]) return undefined
  const [low, high] = [present[0], present[n - 1]]
  const counts = high - low === n - 1
  if (counts && areYears(low, high)) return undefined
  if (counts) return 'counts'
  if (hasOneLength(low, high, n)) return 'numbers'
  return pairsExpected(present) >= expectedPairs ? 'numbers' : undefined
}

function areDifferent(values: Float64Array): boolean {
  const present = values.filter(v => !Number.isNaN(v))
  return new Set(present).size === present.length
}

/** A year a row is when something was, and a trend may follow it. */
const areYears = (low: number, high: number): boolean => low >= 1500 && high <= 2200

/** Seven digits or more, the same number of them in every row, from one end of that range to the other: measures are not so. */
function hasOneLength(low: number, high: number, n: number): boolean {
  const digits = String(Math.abs(low)).length
  const range = 9 * 10 ** (digits - 1)
  return n >= 50 && low > 0 && digits >= 7 && digits === String(high).length && high - low >= 0.9 * range
}

/**
 * Pairs of equal numbers that independent draws would hold, by how close the numbers stand: a draw meets each of the others with the share of
 * them that lies near, over the steps there.
 */
function pairsExpected(sorted: Float64Array): number {
  const n = sorted.length
  let step = 0
  for (let i = 1; i < n; i++) step = divisor(step, sorted[i] - sorted[i - 1])
  const reach = Math.min(20, n - 1)
  let pairs = 0
  for (let i = 0; i + reach < n; i++) pairs += reach / ((sorted[i + reach] - sorted[i]) / step) / 2
  return pairs
}

function divisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b]
  return a
}

function keyTexts(column: Looked, free: boolean): KeyWay | undefined {
  if (column.form !== 'codes') return undefined
  if (column.categories.length < nearlyAll * nearlyAll * column.codes.length) return undefined
  const groups = groupsOf(column).filter(g => !g.missing)
  const present = groups.reduce((s, g) => s + g.rows.length, 0)
  if (present < leastRows || present < nearlyAll * column.codes.length) return undefined
  if (groups.length < nearlyAll * present) return undefined
  // Sentences and names are different too, and say more than which row it is.
  if (
    free &&
    groups.filter(g => /\s/.test(column.categories[column.codes[g.rows[0]]].trim())).length > 0.05 * groups.length
  )
    return undefined
  return 'texts'
}
