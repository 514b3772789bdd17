/** What the figures need of k clusters in d dimensions. Noise rows are in none of them. */
export interface ClusterSums {
  /** Rows of each cluster; a cluster may be empty. */
  counts: ArrayLike<number>
  /** k × d, row-major. */
  centers: Float64Array
  d: number
  /** Mean Euclidean distance of a cluster's rows to its centre. */
  meanDistances: ArrayLike<number>
  /** Sum of squared distances of a cluster's rows to its centre. */
  squares: ArrayLike<number>
}

/** Sums over n rows given as d columns; rows with a negative label are noise. In double precision on the host: n × d steps, three times. */
export function clusterSums(columns: readonly Float64Array[], labels: Int32Array, k: number): ClusterSums {
  const d = columns.length
  const counts = new Float64Array(k)
  for (const label of labels) if (label >= 0) counts[label]++
  const centers = new Float64Array(k * d)
  const distances = new Float64Array(labels.length)
  columns.forEach((column, j) => {
    labels.forEach((label, row) => {
      if (label >= 0) centers[label * d + j] += column[row]
    })
    for (let c = 0; c < k; c++) if (counts[c] > 0) centers[c * d + j] /= counts[c]
    labels.forEach((label, row) => {
      if (label >= 0) distances[row] += (column[row] - centers[label * d + j]) ** 2
    })
  })
  const meanDistances = new Float64Array(k)
  const squares = new Float64Array(k)
  labels.forEach((label, row) => {
    if (label < 0) return
    squares[label] += distances[row]
    meanDistances[label] += Math.sqrt(distances[row]) / counts[label]
  })
  return { counts, centers, d, meanDistances, squares }
}

/** Sum of squared distances of all rows to their centres. */
export function inertia({ squares }: ClusterSums): number {
  return Array.from(squares).reduce((sum, value) => sum + value, 0)
}

/**
 * Davies and Bouldin (1979): mean over clusters of the worst (spread + spread) ÷ distance of centres; lower is better. Null unless
 * there are at least 2 clusters and fewer than rows; 0 where all centres coincide or all spreads are 0, as in scikit-learn.
 */
export function daviesBouldin(sums: ClusterSums): number | null {
  const held = heldClusters(sums)
  if (!held) return null
  const { meanDistances } = sums
  let total = 0
  for (const i of held) {
    let worst = 0
    for (const j of held) {
      if (i === j) continue
      const apart = Math.sqrt(squaredDistance(sums, i, sums.centers, j))
      if (apart > 0) worst = Math.max(worst, (meanDistances[i] + meanDistances[j]) / apart)
    }
    total += worst
  }
  return total / held.length
}

/**
 * Caliński and Harabasz (1974): variance between clusters ÷ variance within, each by its degrees of freedom; higher is better.
 * Null unless there are at least 2 clusters and fewer than rows; 1 where no cluster has any spread, as in scikit-learn.
 */
export function calinskiHarabasz(sums: ClusterSums): number | null {
  const held = heldClusters(sums)
  if (!held) return null
  const { counts, centers, d } = sums
  const n = held.reduce((sum, c) => sum + counts[c], 0)
  const middle = new Float64Array(d)
  for (const c of held) for (let j = 0; j < d; j++) middle[j] += (counts[c] / n) * centers[c * d + j]
  const between = held.reduce((sum, c) => sum + counts[c] * squaredDistance(sums, c, middle, 0), 0)
  const within = inertia(sums)
  return within > 0 ? (between * (n - held.length)) / (within * (held.length - 1)) : 1
}

/**
 * Rousseeuw's (1987) silhouette of every row from its mean distance to the other rows of its own cluster and to the rows of the
 * nearest other cluster: (nearest − intra) ÷ the larger. A row alone in its cluster has no intra distance (NaN) and gets 0.
 */
export function silhouetteValues(intra: Float64Array, nearest: Float64Array): Float64Array {
  return intra.map((own, row) => {
    const larger = Math.max(own, nearest[row])
    return larger > 0 ? (nearest[row] - own) / larger : 0
  })
}

/** Mean silhouette; null without rows, or where there is no other cluster (a nearest distance is not finite). */
export function silhouette(intra: Float64Array, nearest: Float64Array): number | null {
  if (intra.length === 0 || !nearest.every(Number.isFinite)) return null
  return silhouetteValues(intra, nearest).reduce((sum, value) => sum + value, 0) / intra.length
}

/** Clusters with rows, if there are at least 2 and fewer than rows. */
function heldClusters({ counts }: ClusterSums): number[] | undefined {
  const held = Array.from({ length: counts.length }, (_, c) => c).filter(c => counts[c] > 0)
  const rows = held.reduce((sum, c) => sum + counts[c], 0)
  return held.length >= 2 && held.length < rows ? held : undefined
}

function squaredDistance({ centers, d }: ClusterSums, i: number, others: Float64Array, j: number): number {
  let sum = 0
  for (let k = 0; k < d; k++) sum += (centers[i * d + k] - others[j * d + k]) ** 2
  return sum
}
