import { countBefore, detectHeader, isTyped } from './header'

/** Where the table stands among the records of the head, and how its names relate to its rows. */
export interface Layout {
  /** Index of its first record. */
  start: number
  /** Number of columns. */
  width: number
  /** The first record names the columns, though it is not as wide as the rows. */
  named: boolean
  /** The rows begin with a field that has no name. */
  rowNames: boolean
  /** Empty fields that rows may have behind their columns. */
  surplus: number
  /** Records from the start on that are as wide as the table, and all of them. */
  agreeing: number
  total: number
}

/**
 * Finds the block of records of one width that outweighs the others in it, and what stands before it: titles, also padded with delimiters,
 * and names that are fewer or more than the fields of the rows. `fixed`: the first record is where the table starts.
 */
export function findLayout(
  records: readonly string[][],
  apart: readonly boolean[],
  point: number,
  fixed: boolean,
): Layout {
  const block = findBlock(records)
  const { width } = block
  let { start } = block
  if (!fixed) {
    start = behindTitles(records, start, block.end, width)
    const rows = records.slice(start, block.end)
    if (rows.slice(0, 6).every(record => record.length === width)) start += countBefore(rows, point)
  }
  const body = records.slice(start, block.end).filter(record => record.length === width)
  const above = start > 0 && !apart[start] ? records[start - 1] : null
  const names = above && nameRecord(above, body, width, point) ? above : null
  if (fixed && !names && start > 0) start = 0
  if (names) start = fixed ? 0 : start - 1
  const own = names ?? records[start] ?? []
  const rows = names ? body : body.slice(1)
  const filled = filledWidth(own)
  const used = Math.max(filled, ...rows.map(filledWidth))
  const layout: Layout = { start, width, named: names !== null, rowNames: false, surplus: 0, agreeing: 0, total: 0 }
  if (names && filled > width) layout.width = filled
  else if (names && filled === width - 1 && used === width) layout.rowNames = true
  else if (used < width && rows.length > 0 && filled > 0 && (names || detectHeader([own, ...rows], point).header)) {
    layout.width = used
    layout.surplus = width - used
  }
  layout.total = records.length - start
  layout.agreeing = body.length + (names ? 1 : 0)
  return layout
}

interface Block {
  start: number
  end: number
  width: number
}

/** The stretch of records in which those of one width outweigh the others by most. Single fields weigh little: prose is made of them. */
function findBlock(records: readonly string[][]): Block {
  const widths = new Map<number, number>()
  for (const { length } of records) widths.set(length, (widths.get(length) ?? 0) + 1)
  const common = [...widths].sort((a, b) => b[1] - a[1]).slice(0, 8)
  let best = { start: 0, end: records.length, width: records[0]?.length ?? 1, weight: -1 }
  for (const [width] of common) {
    let [sum, from] = [0, 0]
    records.forEach((record, i) => {
      if (sum <= 0) [sum, from] = [0, i]
      sum += (record.length === width ? 1 : -0.6) * (width === 1 ? 0.3 : 1)
      if (sum > best.weight + 1e-9 || (sum > best.weight - 1e-9 && width > best.width && from <= best.start))
        best = { start: from, end: i + 1, width, weight: sum }
    })
  }
  return best
}

/** Skips titles that are padded with delimiters, and empty records: few cells in a table of many. */
function behindTitles(records: readonly string[][], from: number, end: number, width: number): number {
  let start = from
  while (width > 1 && start < end - 1) {
    const filled = countFilled(records[start])
    const next = records
      .slice(start + 1, Math.min(end, start + 41))
      .map(countFilled)
      .filter(count => count > 0)
    const typical = Math.max(median(next), next[0] ?? 0)
    if (filled > 1 && (filled > width / 3 || filled >= typical / 2)) break
    if (filled === 1 && typical < 2) break
    start++
  }
  return start === end - 1 ? from : start
}

/** Whether the record above the rows names them, though it is not as wide. */
function nameRecord(above: readonly string[], rows: readonly string[][], width: number, point: number): boolean {
  const filled = filledWidth(above)
  const present = above.slice(0, filled)
  if (filled < 2 || countFilled(present) < filled || !isText(present, point)) return false
  if (rows.length === 0) return false
  const { header } = detectHeader(rows, point)
  if (!header) return true
  if (new Set(present).size < present.length) return false
  if (filled === width) return true
  const typed = rows.slice(1).some(record => record.some(cell => isTyped(cell, point)))
  return !typed && filled === width - 1
}

/** Mostly words. */
const isText = (record: readonly string[], point: number): boolean =>
  record.filter(cell => isTyped(cell, point)).length * 2 < countFilled(record)

const filledWidth = (record: readonly string[]): number => record.findLastIndex(cell => cell.trim() !== '') + 1

const countFilled = (record: readonly string[]): number => record.filter(cell => cell.trim() !== '').length

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
