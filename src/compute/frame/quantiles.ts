import type { Scope } from '../device/scope'
import { orderStatistics, type Sought } from '../kernels/orderStatistics/orderStatistics'
import { select } from './frame'
import type { NumberCells } from './cells'
import type { Images } from './images'
import { matrixOf } from './matrix'

/**
 * Quantiles (type 7 of Hyndman and Fan 1996, as numpy and scikit-learn) of columns over given rows, missing cells left out: one
 * array per column, NaN where a column has no cell. The device finds the places by radix selection over single-precision codes;
 * the host then takes the nearest number that stands in the column, so that a median is a value of the data (or the middle of
 * two), not its rounding.
 */
export async function quantiles(
  images: Images,
  scope: Scope,
  columns: readonly NumberCells[],
  rows: Uint32Array | undefined,
  probabilities: readonly number[],
): Promise<Float64Array[]> {
  const present = await Promise.all(columns.map(async c => withoutMissing(await c.numbers(), rows)))
  const sought: Sought[] = []
  for (const [j, column] of columns.entries()) {
    const n = present[j].rows?.length ?? column.rows
    if (n === 0) continue
    const ranks = probabilities.flatMap(q => [Math.floor((n - 1) * q), Math.ceil((n - 1) * q)])
    sought.push({ column: await matrixOf(images, scope, [column], present[j].rows), ranks })
  }
  const found = await orderStatistics(images.device, sought)
  let at = 0
  return columns.map((column, j) => {
    const { values, rows: kept } = present[j]
    const n = kept?.length ?? column.rows
    if (n === 0) return new Float64Array(probabilities.length).fill(Number.NaN)
    const { column: matrix } = sought[at]
    const codes = found[at++]
    const ends = nearest(
      values,
      Float64Array.from(codes, u => matrix.shift[0] + matrix.scale[0] * u),
    )
    return Float64Array.from(probabilities, (q, i) => {
      const [low, high] = [ends[2 * i], ends[2 * i + 1]]
      return low + (high - low) * ((n - 1) * q - Math.floor((n - 1) * q))
    })
  })
}

/** The values at the rows that have one, and those rows; undefined rows mean all. */
function withoutMissing(
  all: Float64Array,
  rows: Uint32Array | undefined,
): { values: Float64Array; rows: Uint32Array | undefined } {
  const values = select(all, rows)
  if (!values.some(Number.isNaN)) return { values, rows }
  const kept = (rows ?? new Uint32Array(all.length).map((_, i) => i)).filter(i => !Number.isNaN(all[i]))
  return { values: select(all, kept), rows: kept }
}

/** For each target the value nearest to it. */
function nearest(values: Float64Array, targets: Float64Array): Float64Array {
  const best = new Float64Array(targets.length).fill(Number.NaN)
  const gap = new Float64Array(targets.length).fill(Infinity)
  for (const x of values)
    for (let t = 0; t < targets.length; t++) {
      const d = Math.abs(x - targets[t])
      if (d < gap[t]) {
        gap[t] = d
        best[t] = x
      }
    }
  return best
}
