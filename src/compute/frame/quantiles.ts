import type { Scope } from '../device/scope'
import { orderStatistics, type Sought } from '../kernels/orderStatistics/orderStatistics'
import { select } from './frame'
import type { NumberCells } from './cells'
import type { Images } from './images'
import { matrixOf } from './matrix'

/**
 * Quantiles (type 7 of Hyndman and Fan 1996, as numpy and scikit-learn) of columns over given rows, missing cells left out: one
 * array per column, NaN where a column has no cell. The device finds about where they lie by radix selection over single-precision
 * codes; the host puts in order what single precision does not tell apart there, so they are those of double precision, however far
 * the farthest value stretches the codes.
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
    const rough = Float64Array.from(codes, u => matrix.shift[0] + matrix.scale[0] * u)
    const ends = inOrder(values, sought[at - 1].ranks, rough, grain * Math.abs(matrix.scale[0]))
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

/** What single precision may have moved a value by, of the largest code: a product of two images rounds a few times. */
const grain = 2 ** -21

/** The values at these places of the sorted order; each lies about where `rough` says, give or take `reach`, or all are sorted. */
function inOrder(values: Float64Array, ranks: readonly number[], rough: Float64Array, reach: number): number[] {
  const places = [...new Set(ranks)].map(rank => {
    const about = rough[ranks.indexOf(rank)]
    return { rank, low: about - reach, high: about + reach, below: 0, near: [] as number[] }
  })
  for (const x of values)
    for (const place of places)
      if (x < place.low) place.below++
      else if (x <= place.high) place.near.push(x)
  let all: Float64Array | undefined
  const found = new Map(
    places.map(({ rank, below, near }) => {
      const within = rank - below
      const known = within >= 0 && within < near.length
      return [rank, known ? Float64Array.from(near).sort()[within] : (all ??= values.slice().sort())[rank]]
    }),
  )
  return ranks.map(rank => found.get(rank)!)
}
