import type { Device } from '../../device/device'
import type { Range } from './operand'

/** Sizes of a product: `batch` times m × k by k × n. */
export interface Size {
  batch: number
  m: number
  n: number
  k: number
}

/** A part of a product: one launch, with its packing. */
export interface Block {
  matrices: Range
  rows: Range
  columns: Range
  steps: Range
}

/** Sums run over at most this many steps; sums of such blocks are added. It bounds packed panels, and the rounding of long sums. */
export const longestSum = 2048
/** Multiply-adds of one launch: below 100 ms of SwiftShader's 3.5 G/s with panels and 1 G/s without, some milliseconds of a GPU. */
const softwareWork = { panels: 3e8, direct: 1e8, tiled: 1e8 }
const hardwareWork = 4e9
/** A sum of k steps takes about as long as this many more: its numbers have to be loaded and stored. */
const ends = { panels: 44, direct: 24, tiled: 24 }
/** Columns that a panel has, wanted or not. */
const panelColumns = 64
/** Multiply-adds that a launch of rows × columns sums of k steps is worth: with 49 columns and 8 steps 70 a number, on SwiftShader. */
export function workOf(kind: keyof typeof ends, rows: number, columns: number, k: number): number {
  const made = kind === 'panels' ? Math.ceil(columns / panelColumns) * panelColumns : columns
  return rows * made * (k + ends[kind])
}
/** Numbers that one packed side, or the parts of sums, may take: 64 MiB. */
export const mostPacked = 2 ** 24
/** Numbers of a launch in one dimension with 16 for an invocation. */
const mostNumbers = 65_535 * 64 * 16

/**
 * Cuts a product into launches: within the binding limit, short enough for cancel, sums in order of k. Rows run fastest and steps next,
 * so that a packed part of b serves all rows. `a` and `b` say how far apart lines and steps lie.
 */
export function* blocksOf(
  device: Pick<Device, 'bindingLimit' | 'info'>,
  kind: keyof typeof softwareWork,
  { batch, m, n, k }: Size,
  a: { line: number; step: number },
  b: { line: number; step: number },
): Generator<Block> {
  const limit = Math.floor(device.bindingLimit / 4) - 64
  const work = device.info.software ? softwareWork[kind] : hardwareWork
  const steps = Math.max(1, Math.min(k, longestSum, Math.floor(limit / Math.max(a.step, b.step))))
  const columns = Math.min(
    n,
    atMost(limit / b.line),
    atMost(work / workOf(kind, 1, 64, steps)),
    atMost(mostPacked / steps),
  )
  const rows = Math.min(
    m,
    atMost(limit / Math.max(a.line, n)),
    atMost(work / workOf(kind, 1, columns, steps)),
    atMost(mostPacked / steps),
    atMost(mostNumbers / (columns + 3)),
  )
  const largest = Math.max(m * k, n * k, m * n, 1)
  const together = Math.min(65_535, limit / largest, mostPacked / largest, work / workOf(kind, m, n, k))
  const whole = rows === m && columns === n && steps >= k
  const matrices = whole ? Math.max(1, Math.floor(together)) : 1
  for (let s = 0; s < batch; s += matrices)
    for (let j = 0; j < n; j += columns)
      for (let l = 0; l === 0 || l < k; l += steps)
        for (let i = 0; i < m; i += rows)
          yield {
            matrices: [s, Math.min(batch, s + matrices)],
            rows: [i, Math.min(m, i + rows)],
            columns: [j, Math.min(n, j + columns)],
            steps: [l, Math.min(k, l + steps)],
          }
}

/** Whole lines in that many numbers; by 64, the width of panels, where there are as many. */
const atMost = (lines: number): number => Math.max(1, lines < 64 ? Math.floor(lines) : Math.floor(lines / 64) * 64)
