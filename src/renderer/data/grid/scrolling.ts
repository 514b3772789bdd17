import type { Range } from '../table/rowPages'

/** Height of a row in pixels, and of what a grid may be tall: Chromium caps an element at 33,554,428 px, so longer tables scroll by a scaled position. */
export const rowHeight = 28
const tallest = 16_000_000

/** How a scroll bar of limited length stands for a table of any length. All in pixels; `view` is the height that rows are seen in. */
export interface Scale {
  /** Height of the element that is scrolled. */
  spacer: number
  /** Farthest that the table can be moved up. */
  farthest: number
  /** Pixels of the table for a pixel of the scroll bar: 1 for tables of up to 571,428 rows. */
  factor: number
}

export function scaleOf(rows: number, view: number): Scale {
  const height = rows * rowHeight
  const spacer = Math.max(view, Math.min(height, tallest))
  const farthest = Math.max(0, height - view)
  const range = spacer - view
  return { spacer, farthest, factor: range > 0 ? farthest / range : 1 }
}

/** Where the table is when the bar is at `bar`, and where the bar is when the table is at `top`. */
export const topOf = (bar: number, { factor, farthest }: Scale): number => clamp(bar * factor, 0, farthest)
export const barOf = (top: number, { factor }: Scale): number => top / factor

/** The rows that are seen, those cut off included. */
export function visibleRows(top: number, view: number, rows: number): Range {
  const start = clamp(Math.floor(top / rowHeight), 0, rows)
  return { start, end: clamp(Math.ceil((top + view) / rowHeight), start, rows) }
}

/** Where the table must be for a row to be seen whole: as it is if it is. */
export function topFor(row: number, top: number, view: number, scale: Scale): number {
  const [first, last] = [row * rowHeight, (row + 1) * rowHeight - view]
  return clamp(first < top ? first : last > top ? last : top, 0, scale.farthest)
}

/** Left edges of columns, and at the end the width of all. */
export function edgesOf(widths: readonly number[]): number[] {
  const edges = [0]
  for (const width of widths) edges.push(edges.at(-1)! + width)
  return edges
}

/** The columns that are seen in a window `view` wide. */
export function visibleColumns(left: number, view: number, edges: readonly number[]): Range {
  const count = edges.length - 1
  let start = firstAfter(edges, left) - 1
  start = clamp(start, 0, Math.max(0, count - 1))
  let end = start
  while (end < count && edges[end] < left + view) end++
  return { start, end }
}

/** Where the window must be for a column to be seen whole. */
export function leftFor(column: number, left: number, view: number, edges: readonly number[]): number {
  const [start, end] = [edges[column], edges[column + 1]]
  const wanted = start < left || end - start > view ? start : end > left + view ? end - view : left
  return clamp(wanted, 0, Math.max(0, edges.at(-1)! - view))
}

function firstAfter(edges: readonly number[], x: number): number {
  let [low, high] = [0, edges.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (edges[middle] > x) high = middle
    else low = middle + 1
  }
  return low
}

export const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x))
