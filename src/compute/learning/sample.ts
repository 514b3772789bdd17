import { formatCount, formatNumber } from '../../shared/results/format'
import type { Context } from '../engine/node'
import type { Training } from '../engine/training'
import { Random } from '../random/random'

/** Rows that a chart draws at most. */
export const mostPoints = 5000

/** A stream of its own, so that the sample depends on the seed alone and not on the node that draws. */
const stream = 0x5a3b1e

/**
 * At most `most` of the rows that a chart may draw, rising. The order in which rows are taken is one for all charts of a seed: what one
 * chart draws of a table the next draws too, and a smaller sample is part of the larger.
 *
 * @param total Rows of the frame.
 * @param able Rows that may be drawn, rising; all of them where it is undefined.
 */
export function sampleOf(
  { seed }: Pick<Context, 'seed'>,
  total: number,
  able?: Uint32Array,
  most = mostPoints,
): Uint32Array {
  const count = able?.length ?? total
  if (count <= most) return able ?? Uint32Array.from({ length: total }, (_, i) => i)
  const may = able && flags(total, able)
  // As many as are likely to hold enough, then more: longer choices begin with the shorter.
  for (let size = Math.ceil((most * total) / count) + 64; ; size *= 2) {
    const drawn = new Random(seed, stream).choice(total, size)
    const kept = may ? drawn.filter(row => may[row] === 1) : drawn
    if (kept.length >= most) return kept.slice(0, most).sort()
  }
}

/** The same of the training rows. */
export const trainingSample = (context: Pick<Context, 'seed'>, data: Training, most = mostPoints): Uint32Array =>
  sampleOf(context, data.columns[0].cells.rows, data.index, most)

/** What a caption adds where rows were left out. */
export const sampleNote = (shown: number, of: number, row = 'row'): string =>
  shown < of ? ` ${formatNumber(shown, 'integer')} of ${formatCount(of, row)}, drawn with the seed.` : ''

/** Places of rows of the frame (rising) among the training rows `index` (rising). */
export function placesAmong(index: Uint32Array | undefined, rows: Uint32Array): Uint32Array {
  if (!index) return rows
  let at = 0
  return rows.map(row => {
    while (index[at] < row) at++
    return at
  })
}

function flags(total: number, rows: Uint32Array): Uint8Array {
  const may = new Uint8Array(total)
  for (const row of rows) may[row] = 1
  return may
}
