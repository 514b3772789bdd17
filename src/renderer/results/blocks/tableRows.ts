import type { Cell } from '../../../shared/results/blocks'

export interface Order {
  column: number
  descending: boolean
}

/** Places of the rows in the order asked for: numbers before text, missing cells last in both directions; equal ones stay as they were. */
export function orderOf(rows: readonly (readonly Cell[])[], order: Order | undefined): number[] {
  const places = rows.map((_, i) => i)
  if (!order) return places
  const sign = order.descending ? -1 : 1
  const cell = (i: number): Cell => rows[i][order.column] ?? null
  return places.sort((i, j) => {
    const [a, b] = [cell(i), cell(j)]
    if (a === null || b === null) return Number(a === null) - Number(b === null) || i - j
    return sign * compare(a, b) || i - j
  })
}

const words = new Intl.Collator('en', { numeric: true })

function compare(a: Exclude<Cell, null>, b: Exclude<Cell, null>): number {
  if (typeof a === 'string' && typeof b === 'string') return words.compare(a, b)
  if (typeof a === 'string') return 1
  if (typeof b === 'string') return -1
  return Number(a) - Number(b)
}

/** A click on a header: up, down, as it came. */
export function nextOrder(order: Order | undefined, column: number): Order | undefined {
  if (order?.column !== column) return { column, descending: false }
  return order.descending ? undefined : { column, descending: true }
}

/** The part of a long table that is drawn: rows in view and a few beyond, with the height of what is left out above and below. */
export function windowOf(
  count: number,
  top: number,
  height: number,
  rowHeight: number,
): { from: number; to: number; above: number; below: number } {
  if (count <= 200) return { from: 0, to: count, above: 0, below: 0 }
  const beyond = 12
  const from = Math.max(0, Math.floor(top / rowHeight) - beyond)
  const to = Math.min(count, Math.ceil((top + height) / rowHeight) + beyond)
  return { from, to, above: from * rowHeight, below: (count - to) * rowHeight }
}
