import type { Random } from '../../../random/random'

/** Lloyd's algorithm in plain double precision, for tests: the steps, ends and refilling of empty clusters of scikit-learn. */
export interface Reference {
  centers: Float64Array
  labels: Int32Array
  inertia: number
  iterations: number
}

/** Nearest centre of each row (the first of equals) and the squared distance to it. `columns`: p arrays of n; `centers`: k × p. */
export function nearest(
  columns: readonly Float64Array[],
  centers: ArrayLike<number>,
): { labels: Int32Array; distances: Float64Array } {
  const [p, n] = [columns.length, columns[0].length]
  const k = centers.length / p
  const labels = new Int32Array(n)
  const distances = new Float64Array(n).fill(Infinity)
  for (let i = 0; i < n; i++)
    for (let c = 0; c < k; c++) {
      const d = columns.reduce((sum, column, j) => sum + (column[i] - centers[c * p + j]) ** 2, 0)
      if (d < distances[i]) [distances[i], labels[i]] = [d, c]
    }
  return { labels, distances }
}

/** From given centres until no label changes, the squared way of the centres is at most `tol`, or `maxIter` steps are done. */
export function lloyd(
  columns: readonly Float64Array[],
  start: ArrayLike<number>,
  { maxIter = 300, tol = 0, weights = new Float64Array(columns[0].length).fill(1) } = {},
): Reference {
  let centers: Float64Array = Float64Array.from(start)
  let before: Int32Array | undefined
  let iterations = 0
  while (iterations < maxIter) {
    iterations++
    const { labels, distances } = nearest(columns, centers)
    const next = means(columns, centers, labels, distances, weights)
    const way = next.reduce((sum, x, i) => sum + (x - centers[i]) ** 2, 0)
    centers = next
    if (before && labels.every((c, i) => c === before![i])) break
    if (way <= tol) break
    before = labels
  }
  const { labels, distances } = nearest(columns, centers)
  return { centers, labels, inertia: distances.reduce((sum, d, i) => sum + weights[i] * d, 0), iterations }
}

/** Weighted means of the clusters; each empty one takes the row farthest from its centre away from its cluster. */
function means(
  columns: readonly Float64Array[],
  centers: Float64Array,
  labels: Int32Array,
  distances: Float64Array,
  weights: Float64Array,
): Float64Array {
  const p = columns.length
  const k = centers.length / p
  const owner = labels.slice()
  const held = Array.from({ length: k }, (_, c) =>
    labels.reduce((sum, own, i) => sum + (own === c ? weights[i] : 0), 0),
  )
  const far = Array.from(distances.keys())
    .filter(i => distances[i] > 0 && weights[i] > 0)
    .sort((a, b) => distances[b] - distances[a] || a - b)
  held.forEach((weight, c) => {
    const row = weight === 0 ? far.shift() : undefined
    if (row !== undefined) owner[row] = c
  })
  const sums = new Float64Array(k * p)
  const total = new Float64Array(k)
  owner.forEach((c, i) => {
    total[c] += weights[i]
    for (let j = 0; j < p; j++) sums[c * p + j] += weights[i] * columns[j][i]
  })
  return sums.map((sum, at) => (total[Math.floor(at / p)] > 0 ? sum / total[Math.floor(at / p)] : centers[at]))
}

/**
 * Rows that k-means++ chooses with a stream of random numbers: the first by one uniform, each next the best of 2 + ln k draws in
 * proportion to weight × squared distance to the nearest so far. The device takes rows in this order while there are at most 256.
 */
export function plusPlus(
  columns: readonly Float64Array[],
  k: number,
  random: Random,
  weights = new Float64Array(columns[0].length).fill(1),
): number[] {
  const n = columns[0].length
  const trials = 2 + Math.floor(Math.log(k))
  const to = (row: number): Float64Array =>
    weights.map((_, i) => columns.reduce((sum, c) => sum + (c[i] - c[row]) ** 2, 0))
  const draw = (mass: Float64Array, u: number): number => {
    let left = u * mass.reduce((sum, m) => sum + m, 0)
    const row = mass.findIndex(m => m > 0 && (left -= m) < 0)
    return row >= 0
      ? row
      : Math.max(
          mass.findLastIndex(m => m > 0),
          0,
        )
  }
  const rows = [draw(weights, random.uniform())]
  const uniforms = Array.from({ length: k * trials }, () => random.uniform())
  let distances = to(rows[0])
  for (let center = 1; center < k; center++) {
    const mass = distances.map((d, i) => d * weights[i])
    const tried = uniforms.slice(center * trials, (center + 1) * trials).map(u => {
      const row = mass.some(m => m > 0) ? draw(mass, u) : Math.min(n - 1, Math.floor(u * n))
      const left = to(row).map((d, i) => Math.min(d, distances[i]))
      return { row, left, potential: left.reduce((sum, d, i) => sum + weights[i] * d, 0) }
    })
    const best = tried.reduce((a, b) => (b.potential < a.potential * (1 - 1e-6) ? b : a))
    rows.push(best.row)
    distances = best.left
  }
  return rows
}
