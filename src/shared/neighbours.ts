/** Who is near whom, in double precision: the twin of the kernels, and what a page asks while a point is moved. */
export type MetricName =
  | 'euclidean'
  | 'squared'
  | 'manhattan'
  | 'minkowski'
  | 'chebyshev'
  | 'cosine'
  | 'hamming'
  | 'jaccard'
  | 'simpleMatching'

/**
 * Distance of rows a and b of d features, with |·| over features:
 * - euclidean √Σ(a−b)², squared Σ(a−b)², manhattan Σ|a−b|, chebyshev max|a−b|, minkowski (Σ|a−b|^p)^(1/p), p > 0
 * - cosine 1 − a·b/(‖a‖‖b‖); a row of zeros is at 1 from all others, at 0 from its like
 * - hamming: share of features whose numbers differ
 * - simpleMatching: share of features of which one is 0 and the other not; jaccard: the same among those where not both are 0
 *
 * Squares of differences beyond 1.8e19 are infinite.
 */
export interface Metric {
  name: MetricName
  /** Minkowski's exponent; 2 unless given. */
  p?: number
}

/** How far apart two rows of p numbers are, in double precision. */
export type Distance = (a: ArrayLike<number>, b: ArrayLike<number>) => number

/** A metric in plain double precision. */
export function distanceBy({ name, p = 2 }: Metric): Distance {
  /** Adds up or takes the largest over features. */
  const over =
    (term: (x: number, y: number) => number, end: (total: number, features: number) => number = t => t): Distance =>
    (a, b) => {
      let total = 0
      for (let j = 0; j < a.length; j++) total += term(a[j], b[j])
      return end(total, a.length)
    }
  const has = (x: number): number => (x === 0 ? 0 : 1)
  const unlike = over((x, y) => Math.abs(has(x) - has(y)))
  const either = over((x, y) => Math.max(has(x), has(y)))
  switch (name) {
    case 'euclidean':
      return over((x, y) => (x - y) ** 2, Math.sqrt)
    case 'squared':
      return over((x, y) => (x - y) ** 2)
    case 'manhattan':
      return over((x, y) => Math.abs(x - y))
    case 'minkowski':
      return over(
        (x, y) => Math.abs(x - y) ** p,
        t => t ** (1 / p),
      )
    case 'chebyshev':
      return (a, b) => {
        let most = 0
        for (let j = 0; j < a.length; j++) most = Math.max(most, Math.abs(a[j] - b[j]))
        return most
      }
    case 'cosine':
      return (a, b) => {
        let [ab, aa, bb] = [0, 0, 0]
        for (let j = 0; j < a.length; j++) {
          ab += a[j] * b[j]
          aa += a[j] * a[j]
          bb += b[j] * b[j]
        }
        if (aa === 0 || bb === 0) return aa === bb ? 0 : 1
        return Math.max(0, 1 - ab / Math.sqrt(aa) / Math.sqrt(bb))
      }
    case 'hamming':
      return over(
        (x, y) => (x === y ? 0 : 1),
        (t, d) => t / d,
      )
    case 'simpleMatching':
      return (a, b) => unlike(a, b) / a.length
    case 'jaccard':
      return (a, b) => {
        const all = either(a, b)
        return all === 0 ? 0 : unlike(a, b) / all
      }
  }
}

export interface Neighbour {
  row: number
  distance: number
}

/** Of some rows of a table (row by row, p numbers each) the k nearest to a query, nearest first, the earlier of equals. */
export function nearestOf(
  table: Float64Array,
  rows: Iterable<number>,
  query: Float64Array,
  k: number,
  distance: Distance,
): Neighbour[] {
  const p = query.length
  return Array.from(rows, row => ({ row, distance: distance(query, table.subarray(row * p, (row + 1) * p)) }))
    .sort((a, b) => a.distance - b.distance || a.row - b.row)
    .slice(0, k)
}

/** What the neighbours say together: votes by what they are counted as, or a weighted mean. All count alike, or by 1 / distance. */
export function heard(
  found: readonly Neighbour[],
  weights: 'uniform' | 'distance',
  of: (row: number) => number,
): number {
  let [sum, total] = [0, 0]
  weightsOf(found, weights).forEach((w, r) => {
    sum += w * of(found[r].row)
    total += w
  })
  // Divided once, so that neighbours of one class say 1 and not 7 · 1/7.
  return sum / total
}

/** How much each neighbour counts beside the nearest; those at distance 0 count alone where 1 / distance does. */
export function weightsOf(found: readonly Neighbour[], weights: 'uniform' | 'distance'): number[] {
  const equal = found.some(f => f.distance === 0)
  return found.map(({ distance }) =>
    weights === 'uniform' ? 1 : equal ? Number(distance === 0) : found[0].distance / distance,
  )
}
