import type { Device } from '../../device/device'

/** Sizes of a product: `batch` times m × k by k × n. */
export interface Size {
  batch: number
  m: number
  n: number
  k: number
}

/** A part of a product: one launch (with its packing). */
export interface Block {
  batch: readonly [number, number]
  rows: readonly [number, number]
  columns: readonly [number, number]
  steps: readonly [number, number]
}

/** Sums run over at most this many steps; the sums of such blocks are added. It bounds both packed panels and the rounding of long sums. */
const longestSum = 4096
/** Multiply-adds of one launch: 100 ms of SwiftShader's 3 G/s, and some milliseconds of a GPU. */
const softwareWork = 3e8
const hardwareWork = 4e9
/** Numbers that one packed side may take: 64 MiB. */
const mostPacked = 2 ** 24
/** Tiles of 4 × 4 that a launch in one dimension covers. */
const mostTiles = 65_535 * 64

/**
 * Cuts a product into launches: within the binding limit, short enough for cancel, sums in order of k. A block's rows run
 * fastest and its steps next, so that a packed part of b serves all rows. `aLimit` and `bLimit` are the numbers that a line
 * (contiguous along k: k; else 1) and a step take in a and b.
 */
export function* blocksOf(
  device: Device,
  { batch, m, n, k }: Size,
  a: { line: number; step: number },
  b: { line: number; step: number },
): Generator<Block> {
  const limit = Math.floor(device.bindingLimit / 4) - 64
  const work = device.info.software ? softwareWork : hardwareWork
  const steps = Math.max(1, Math.min(k, longestSum, Math.floor(limit / Math.max(a.step, b.step))))
  const columns = Math.min(
    n,
    Math.floor(limit / Math.max(b.line, 1)),
    Math.max(64, floor64(work / (64 * steps))),
    floor64(mostPacked / steps),
  )
  const rows = Math.min(
    m,
    Math.floor(limit / Math.max(a.line, n)),
    Math.max(64, floor64(work / (columns * steps))),
    floor64(mostPacked / steps),
    4 * Math.floor(mostTiles / Math.ceil(columns / 4)),
  )
  const whole = rows === m && columns === n && steps >= k
  const one = Math.max(m * k, n * k, m * n, 1)
  const together = whole
    ? Math.max(1, Math.floor(Math.min(65_535, limit / one, mostPacked / one, work / (m * n * Math.max(1, k)))))
    : 1
  for (let s = 0; s < batch; s += together)
    for (let j = 0; j < n; j += columns)
      for (let l = 0; l === 0 || l < k; l += steps)
        for (let i = 0; i < m; i += rows)
          yield {
            batch: [s, Math.min(batch, s + together)],
            rows: [i, Math.min(m, i + rows)],
            columns: [j, Math.min(n, j + columns)],
            steps: [l, Math.min(k, l + steps)],
          }
}

const floor64 = (x: number): number => Math.floor(x / 64) * 64
