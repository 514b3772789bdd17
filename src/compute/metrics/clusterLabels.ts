/** How two labelings of the same rows share their rows. */
interface Contingency {
  n: number
  /** Rows of every class and of every cluster. */
  classSizes: number[]
  clusterSizes: number[]
  /** Rows of each pair that has any: [class, cluster, rows]. */
  cells: [number, number, number][]
}

export interface ClusterAgreement {
  [figure: string]: number | null
  /** Hubert and Arabie (1985): 1 the same parts, about 0 by chance. */
  adjustedRand: number | null
  /** Vinh, Epps and Bailey (2010), divided by the arithmetic mean of the entropies. */
  adjustedMutualInformation: number | null
  /** Rosenberg and Hirschberg (2007): harmonic mean of homogeneity and completeness. */
  vMeasure: number | null
}

/**
 * Agreement of clusters with known classes, as in scikit-learn: any integers are labels, and noise (−1) is a cluster of its own.
 * Two labelings with one part each agree fully (1). Null without rows.
 */
export function clusterAgreement(truth: Int32Array, labels: Int32Array): ClusterAgreement {
  if (truth.length === 0) return { adjustedRand: null, adjustedMutualInformation: null, vMeasure: null }
  const table = contingency(truth, labels)
  return {
    adjustedRand: adjustedRand(table),
    adjustedMutualInformation: adjustedMutualInformation(table),
    vMeasure: vMeasure(table),
  }
}

/** Number of clusters, noise (−1) not counted, and the share of rows that are noise (null without rows). */
export function clusterCounts(labels: Int32Array): { nClusters: number; noiseFraction: number | null } {
  const found = new Set<number>()
  let noise = 0
  for (const label of labels) {
    if (label === -1) noise++
    else found.add(label)
  }
  return { nClusters: found.size, noiseFraction: labels.length > 0 ? noise / labels.length : null }
}

function contingency(truth: Int32Array, labels: Int32Array): Contingency {
  const classes = numbering(truth)
  const clusters = numbering(labels)
  const counts = new Map<number, number>()
  for (let row = 0; row < truth.length; row++) {
    const cell = classes.codes[row] * clusters.sizes.length + clusters.codes[row]
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
  }
  const width = clusters.sizes.length
  return {
    n: truth.length,
    classSizes: classes.sizes,
    clusterSizes: clusters.sizes,
    cells: Array.from(counts, ([cell, rows]) => [Math.floor(cell / width), cell % width, rows]),
  }
}

/** Labels as 0 … k − 1 in order of appearance, and the rows of each. */
function numbering(labels: Int32Array): { codes: Int32Array; sizes: number[] } {
  const known = new Map<number, number>()
  const sizes: number[] = []
  const codes = labels.map(label => {
    const code = known.get(label) ?? sizes.length
    if (code === sizes.length) {
      known.set(label, code)
      sizes.push(0)
    }
    sizes[code]++
    return code
  })
  return { codes, sizes }
}

function adjustedRand({ n, classSizes, clusterSizes, cells }: Contingency): number {
  const pairs = (count: number): number => (count * (count - 1)) / 2
  const together = cells.reduce((sum, [, , rows]) => sum + pairs(rows), 0)
  const inClasses = classSizes.reduce((sum, size) => sum + pairs(size), 0)
  const inClusters = clusterSizes.reduce((sum, size) => sum + pairs(size), 0)
  if (together === inClasses && together === inClusters) return 1
  const expected = (inClasses / pairs(n)) * inClusters
  return (together - expected) / ((inClasses + inClusters) / 2 - expected)
}

function vMeasure(table: Contingency): number {
  const shared = mutualInformation(table)
  const ofClasses = entropy(table.classSizes, table.n)
  const ofClusters = entropy(table.clusterSizes, table.n)
  const homogeneity = ofClasses > 0 ? shared / ofClasses : 1
  const completeness = ofClusters > 0 ? shared / ofClusters : 1
  return homogeneity + completeness > 0 ? (2 * homogeneity * completeness) / (homogeneity + completeness) : 0
}

function adjustedMutualInformation(table: Contingency): number {
  const { n, classSizes, clusterSizes, cells } = table
  if (classSizes.length === 1 && clusterSizes.length === 1) return 1
  // The same parts, each a row alone included, where entropy less expectation is rounding over rounding.
  if (cells.length === classSizes.length && cells.length === clusterSizes.length) return 1
  const shared = mutualInformation(table)
  const expected = expectedInformation(n, classSizes, clusterSizes)
  const under = (entropy(classSizes, n) + entropy(clusterSizes, n)) / 2 - expected
  return (shared - expected) / (under < 0 ? Math.min(under, -Number.EPSILON) : Math.max(under, Number.EPSILON))
}

const entropy = (sizes: readonly number[], n: number): number =>
  sizes.length === 1 ? 0 : -sizes.reduce((sum, size) => sum + (size / n) * Math.log(size / n), 0)

/** In nats, not below 0. */
function mutualInformation({ n, classSizes, clusterSizes, cells }: Contingency): number {
  let sum = 0
  for (const [c, k, rows] of cells) sum += (rows / n) * Math.log((n * rows) / (classSizes[c] * clusterSizes[k]))
  return classSizes.length === 1 || clusterSizes.length === 1 ? 0 : Math.max(0, sum)
}

/** Mutual information of two random labelings with these sizes; pairs of equal sizes are computed once. */
function expectedInformation(n: number, classSizes: readonly number[], clusterSizes: readonly number[]): number {
  const clusters = tally(clusterSizes)
  let sum = 0
  for (const [a, times] of tally(classSizes)) {
    for (const [b, often] of clusters) sum += times * often * expectedCell(n, a, b)
  }
  return sum
}

function tally(sizes: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1)
  return counts
}

/**
 * E[(m/n) ln(n m / (a b))] for a hypergeometric m: rows that a class of a and a cluster of b share by chance. Weights follow from the
 * mode by ratios of neighbours and are divided by their sum, so no factorial is needed and only terms that count are visited.
 */
function expectedCell(n: number, a: number, b: number): number {
  const least = Math.max(0, a + b - n)
  const most = Math.min(a, b)
  const mode = Math.min(most, Math.max(least, Math.floor(((a + 1) * (b + 1)) / (n + 2))))
  let [weights, sum] = [0, 0]
  const add = (m: number, weight: number): void => {
    weights += weight
    if (m > 0) sum += weight * (m / n) * Math.log((n * m) / (a * b))
  }
  add(mode, 1)
  for (let m = mode, weight = 1; m < most && weight > 1e-20; m++) {
    weight *= ((a - m) * (b - m)) / ((m + 1) * (n - a - b + m + 1))
    add(m + 1, weight)
  }
  for (let m = mode, weight = 1; m > least && weight > 1e-20; m--) {
    weight *= (m * (n - a - b + m)) / ((a - m + 1) * (b - m + 1))
    add(m - 1, weight)
  }
  return sum / weights
}
