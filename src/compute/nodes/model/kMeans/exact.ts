import type { Values } from '../../../../shared/params'
import type { Context } from '../../../engine/node'
import type { Rows } from '../../../engine/design'
import type { Training } from '../../../engine/training'
import { type Pause, pauses } from '../../../frame/pause'
import { classSums } from '../../../learning/classes'
import type { Random } from '../../../random/random'
import type { Clustering } from './clustering'
import type { CommonCoding } from './coding'
import type { spec } from './spec'

/** Cells (rows × features) up to which centres and inertia are always formed anew in double precision, and up to which where digits are at stake. */
const [quickCells, mostCells] = [4e6, 5e7]
/** Rows this near to their centres (in codes) have lost half the digits of their distance in single precision. */
const doubtful = 1e-3
/** Beside the farthest row, rows this near to their centres can no longer be told apart by codes of 24 bits. */
const grain = 1e-5
/** Steps in double precision, where they are taken. */
const mostSteps = 100
/** Cells × clusters × starts up to which these are taken in double precision: about a second. */
const startsWork = 2e7

/** Clusters as people see them, in the features' own units. */
export interface Settled {
  labels: Int32Array
  /** k × p. */
  centers: Float64Array
  /** Σ weight × squared distance to the nearest centre. */
  inertia: number
  /** Single precision does not tell rows apart: what is said of them is found in double. */
  blurred: boolean
  /** Starts among such rows were chance, and the table is too large to start anew in double precision. */
  chance: boolean
}

/**
 * Inertia in double precision from the columns where that is affordable, and centres as means of their rows, of which the device has seven
 * digits. Where single precision does not tell rows apart beside the farthest one, starts and Lloyd's steps are taken anew in double precision. Centres that
 * were still on their way when the steps ended stay as they are: labels and inertia are about them.
 */
export async function settled(
  context: Context,
  data: Training,
  { k, labels, centers: codes, inertia }: Clustering,
  { shift, scale }: CommonCoding,
  options: Pick<Values<(typeof spec)['parameters']>, 'init' | 'nInit'>,
): Promise<Settled> {
  const p = shift.length
  const heaviest = data.weights?.reduce((most, w) => Math.max(most, w), 0) ?? 1
  const centers = codes.map((code, i) => shift[i % p] + scale * code)
  const rough: Settled = { labels, centers, inertia: inertia * heaviest * scale * scale, blurred: false, chance: false }
  const distance = (squares: number): number => Math.sqrt(squares / heaviest / data.n) / scale
  const cells = data.n * p
  if (cells > mostCells || (cells > quickCells && !(distance(rough.inertia) < doubtful))) return rough
  const columns = await Promise.all(data.names.map((_, j) => data.numbers(j)))
  const about = aroundOf(columns, data.weights, k, labels, centers)
  if (about.way > grain * scale) return { ...rough, inertia: about.squares }
  const found = atMeans(columns, data.weights, k, labels, about)
  const blurred = found.inertia > 0 && distance(found.inertia) < grain
  if (!blurred) return { ...found, blurred, chance: false }
  const pause = pauses(context.signal)
  let best = await lloyd(columns, data.weights, k, found, pause)
  const chance = cells * k * options.nInit > startsWork
  for (let start = 0; start < options.nInit && !chance; start++) {
    const centers = startOf(columns, data.weights, k, options.init, context.random(start))
    const labels = nearest(columns, centers, k)
    const around = aroundOf(columns, data.weights, k, labels, centers)
    const next = await lloyd(columns, data.weights, k, atMeans(columns, data.weights, k, labels, around), pause)
    if (next.inertia < best.inertia) best = next
  }
  return { ...best, blurred, chance }
}

type Means = Pick<Settled, 'labels' | 'centers' | 'inertia'>

/** Lloyd's steps in double precision. */
async function lloyd(
  columns: readonly Float64Array[],
  weights: Float64Array | undefined,
  k: number,
  start: Means,
  pause: Pause,
): Promise<Means> {
  let found = start
  for (let step = 0; step < mostSteps; step++) {
    await pause()
    const next = nearest(columns, found.centers, k)
    if (next.every((label, i) => label === found.labels[i])) break
    found = atMeans(columns, weights, k, next, aroundOf(columns, weights, k, next, found.centers))
  }
  return found
}

/** First centres as on the device: k rows drawn by weight, or each the best of 2 + ln k drawn by weight × squared distance (k-means++). */
function startOf(
  columns: readonly Float64Array[],
  weights: Float64Array | undefined,
  k: number,
  init: 'kMeans++' | 'random',
  random: Random,
): Float64Array {
  const [p, n] = [columns.length, columns[0].length]
  const centers = new Float64Array(k * p)
  const mass = weights?.slice() ?? new Float64Array(n).fill(1)
  let least: Float64Array = new Float64Array(n).fill(Infinity)
  const closer = (row: number): Float64Array =>
    least.map((d, i) =>
      Math.min(
        d,
        columns.reduce((sum, x) => sum + (x[i] - x[row]) ** 2, 0),
      ),
    )
  const potential = (squares: Float64Array): number =>
    squares.reduce((sum, d, i) => sum + d * (weights ? weights[i] : 1), 0)
  for (let c = 0; c < k; c++) {
    const tried = Array.from({ length: init === 'random' || c === 0 ? 1 : 2 + Math.floor(Math.log(k)) }, () =>
      random.weighted(mass),
    )
    const seen = tried.map(row => ({ row, squares: closer(row) }))
    const best = seen.reduce((a, b) => (potential(b.squares) < potential(a.squares) ? b : a))
    least = best.squares
    for (const [j, x] of columns.entries()) centers[c * p + j] = x[best.row]
    if (init === 'random') mass[best.row] = 0
    else for (let i = 0; i < n; i++) mass[i] = least[i] * (weights ? weights[i] : 1)
  }
  return centers
}

/** Rows seen from centres. */
interface Around {
  /** Means of the rows of each cluster, k × p; an empty one keeps its centre. */
  means: Float64Array
  /** Weighted squared distances from the rows to their centres. */
  squares: number
  /** The same of the centres to the means. */
  moved: number
  /** The longest way of a centre to its mean along one feature. */
  way: number
}

function aroundOf(
  columns: readonly Float64Array[],
  weights: Float64Array | undefined,
  k: number,
  labels: Int32Array,
  centers: Float64Array,
): Around {
  const p = columns.length
  const found: Around = { means: centers.slice(), squares: 0, moved: 0, way: 0 }
  const held = classSums(labels, k, weights)
  for (let j = 0; j < p; j++) {
    const x = columns[j]
    const [from, sums, squares] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)]
    for (let c = 0; c < k; c++) from[c] = centers[c * p + j]
    for (let i = 0; i < x.length; i++) {
      const c = labels[i]
      const d = x[i] - from[c]
      const weighted = weights ? weights[i] * d : d
      sums[c] += weighted
      squares[c] += weighted * d
    }
    for (let c = 0; c < k; c++) {
      found.squares += squares[c]
      if (held[c] === 0) continue
      const way = sums[c] / held[c]
      found.means[c * p + j] += way
      found.moved += held[c] * way * way
      found.way = Math.max(found.way, Math.abs(way))
    }
  }
  return found
}

/** The clusters with their means as centres: squares about a mean are those about any centre less its own way (Steiner). */
function atMeans(
  columns: readonly Float64Array[],
  weights: Float64Array | undefined,
  k: number,
  labels: Int32Array,
  { means, squares, moved }: Around,
): Means {
  // Where most of it would cancel, the squares are summed once more about the means.
  const inertia = moved < squares / 2 ? squares - moved : aroundOf(columns, weights, k, labels, means).squares
  return { labels, centers: means, inertia }
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
