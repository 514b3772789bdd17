// k-means in double precision on the host, for few rows and for those that single precision does not tell apart.

import type { Pause } from '../frame/pause'
import type { Random } from '../random/random'
import { classSums } from './classes'

/** Steps that are taken at most. */
const mostSteps = 100

/** Clusters of rows given as columns. */
export interface Means {
  labels: Int32Array
  /** k × p, row by row. */
  centers: Float64Array
  /** Σ weight × squared distance to the centre. */
  inertia: number
}

/** Lloyd's steps in double precision. */
export async function lloyd(
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
export function startOf(
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

export function aroundOf(
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
export function atMeans(
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
export function nearest(columns: readonly Float64Array[], centers: Float64Array, k: number): Int32Array {
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
