import { throwIfCancelled } from '../../../../shared/errors'
import type { Context } from '../../../engine/node'
import type { Rows } from '../../../engine/design'
import type { Training } from '../../../engine/training'
import { classSums } from '../../../learning/classes'
import type { Clustering } from './clustering'
import type { CommonCoding } from './coding'

/** Cells (rows × features) up to which centres and inertia are always formed anew in double precision, and up to which where digits are at stake. */
const [quickCells, mostCells] = [4e6, 5e7]
/** Rows this near to their centres (in codes) have lost half the digits of their distance in single precision. */
const doubtful = 1e-3
/** Beside the farthest row, rows this near to their centres can no longer be told apart by codes of 24 bits. */
const grain = 1e-5
/** Steps in double precision, where they are taken. */
const mostSteps = 100

/** Clusters as people see them, in the features' own units. */
export interface Settled {
  labels: Int32Array
  /** k × p. */
  centers: Float64Array
  /** Σ weight × squared distance to the nearest centre. */
  inertia: number
  /** Single precision does not tell rows apart: what is said of them is found in double. */
  blurred: boolean
}

/**
 * Centres as means of their rows, and the inertia about them, in double precision from the columns where that is affordable. Where
 * single precision does not tell rows apart beside the farthest one, Lloyd's steps end in double precision too.
 */
export async function settled(
  context: Context,
  data: Training,
  { k, labels, centers: codes, inertia }: Clustering,
  { shift, scale }: CommonCoding,
): Promise<Settled> {
  const p = shift.length
  const heaviest = data.weights?.reduce((most, w) => Math.max(most, w), 0) ?? 1
  const centers = codes.map((code, i) => shift[i % p] + scale * code)
  const rough: Settled = { labels, centers, inertia: inertia * heaviest * scale * scale, blurred: false }
  const distance = (squares: number): number => Math.sqrt(squares / heaviest / data.n) / scale
  const cells = data.n * p
  if (cells > mostCells || (cells > quickCells && !(distance(rough.inertia) < doubtful))) return rough
  const columns = await Promise.all(data.names.map((_, j) => data.numbers(j)))
  let found = meansOf(columns, data.weights, k, labels, centers)
  const blurred = found.inertia > 0 && distance(found.inertia) < grain
  for (let step = 0; blurred && step < mostSteps; step++) {
    throwIfCancelled(context.signal)
    const next = nearest(columns, found.centers, k)
    if (next.every((label, i) => label === found.labels[i])) break
    found = meansOf(columns, data.weights, k, next, found.centers)
  }
  return { ...found, blurred }
}

/** Means of the rows of each cluster, an empty one keeping its centre, and the inertia about them. */
function meansOf(
  columns: readonly Float64Array[],
  weights: Float64Array | undefined,
  k: number,
  labels: Int32Array,
  before: Float64Array,
): Pick<Settled, 'labels' | 'centers' | 'inertia'> {
  const p = columns.length
  const centers = before.slice()
  const held = classSums(labels, k, weights)
  let inertia = 0
  for (const [j, x] of columns.entries()) {
    // About the centre before: sums of numbers far from 0 would lose digits.
    const sums = new Float64Array(k)
    for (const [i, c] of labels.entries()) sums[c] += (weights ? weights[i] : 1) * (x[i] - before[c * p + j])
    for (let c = 0; c < k; c++) if (held[c] > 0) centers[c * p + j] += sums[c] / held[c]
    for (const [i, c] of labels.entries()) inertia += (weights ? weights[i] : 1) * (x[i] - centers[c * p + j]) ** 2
  }
  return { labels, centers, inertia }
}

/** The centre (k × p, row by row) nearest to each row, the first of equals, in double precision. */
function nearest(columns: readonly Float64Array[], centers: Float64Array, k: number): Int32Array {
  const [p, n] = [columns.length, columns[0].length]
  const labels = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    let least = Infinity
    for (let c = 0; c < k; c++) {
      let d = 0
      for (let j = 0; j < p; j++) d += (columns[j][i] - centers[c * p + j]) ** 2
      if (d < least) [least, labels[i]] = [d, c]
    }
  }
  return labels
}

/** The same of any rows, for centres in their own units. */
export async function nearestOf(rows: Rows, centers: Float64Array, k: number): Promise<Int32Array> {
  return nearest(await Promise.all(rows.names.map((_, j) => rows.numbers(j))), centers, k)
}
