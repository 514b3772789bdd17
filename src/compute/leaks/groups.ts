import type { Looked } from './looked'

/** Rows of one value; numbers in rising order, missing cells last. */
export interface Group {
  /** Rows of the table, in their order. */
  rows: number[]
  missing: boolean
}

/** The rows by their values: of numbers from the smallest to the largest, of codes in no order. */
export function groupsOf(column: Looked): Group[] {
  if (column.form === 'codes') {
    const by = new Map<number, Group>()
    for (let i = 0; i < column.codes.length; i++) add(by, column.codes[i], i, column.codes[i] < 0)
    return [...by.values()].sort((a, b) => Number(a.missing) - Number(b.missing))
  }
  const by = new Map<number, Group>()
  for (let i = 0; i < column.values.length; i++) add(by, column.values[i], i, Number.isNaN(column.values[i]))
  return [...by].sort(([a], [b]) => (Number.isNaN(a) ? 1 : Number.isNaN(b) ? -1 : a - b)).map(([, group]) => group)
}

/** A map takes NaN for itself, as it does every other number. */
function add(by: Map<number, Group>, key: number, row: number, missing: boolean): void {
  const group = by.get(key)
  if (group) group.rows.push(row)
  else by.set(key, { rows: [row], missing })
}
