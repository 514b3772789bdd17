import { averageOf } from './mean'

/** Rows whose class is known and was predicted. Codes are 0 … nClasses − 1. */
export interface ClassCodes {
  truth: Int32Array
  predicted: Int32Array
  nClasses: number
}

/** A confusion matrix, row-major: counts[t × n + p] rows of class t were called p. */
export interface Confusion {
  n: number
  counts: Float64Array
  /** Rows in all. */
  total: number
}

export interface ClassFigures {
  /** Null where nothing was called the class. */
  precision: number | null
  /** Null where the class has no rows. */
  recall: number | null
  /** Null where every row is of the class. */
  specificity: number | null
  /** Null where no row is of the class or was called it. */
  f1: number | null
  /** Rows of the class. */
  support: number
}

/** Counts rows, each `weights[row]` times where weights are given. */
export function confusion({ truth, predicted, nClasses: n }: ClassCodes, weights?: Float64Array): Confusion {
  const counts = new Float64Array(n * n)
  let total = 0
  for (let row = 0; row < truth.length; row++) {
    const weight = weights ? weights[row] : 1
    counts[truth[row] * n + predicted[row]] += weight
    total += weight
  }
  return { n, counts, total }
}

export function classFigures({ n, counts, total }: Confusion): ClassFigures[] {
  return Array.from({ length: n }, (_, c) => {
    let support = 0
    let called = 0
    for (let k = 0; k < n; k++) {
      support += counts[c * n + k]
      called += counts[k * n + c]
    }
    const hits = counts[c * n + c]
    return {
      precision: ratio(hits, called),
      recall: ratio(hits, support),
      specificity: ratio(total - support - called + hits, total - support),
      f1: ratio(2 * hits, support + called),
      support,
    }
  })
}

/** Classes that have rows or were predicted: macro averages are over these, as in scikit-learn. */
export function classesPresent({ n, counts }: Confusion): number[] {
  return Array.from({ length: n }, (_, c) => c).filter(c => {
    for (let k = 0; k < n; k++) if (counts[c * n + k] > 0 || counts[k * n + c] > 0) return true
    return false
  })
}

/** Share of rows on the diagonal; null without rows. */
export function accuracy({ n, counts, total }: Confusion): number | null {
  return total > 0 ? diagonal(n, counts) / total : null
}

/** Mean recall of the classes that have rows; null without rows. */
export function balancedAccuracy(figures: readonly ClassFigures[]): number | null {
  return averageOf(figures.map(({ recall }) => recall))
}

/** Matthews' correlation for any number of classes (Gorodkin 2004); null where one class only is true or predicted. */
export function matthews(matrix: Confusion): number | null {
  const { n, counts, total } = matrix
  if (total === 0) return null
  const { ofTruth, ofPredicted, both } = marginSquares(matrix)
  const covariance = diagonal(n, counts) * total - both
  const spread = (total * total - ofTruth) * (total * total - ofPredicted)
  return spread > 0 ? covariance / Math.sqrt(spread) : null
}

/** Cohen's (1960) kappa; null where agreement by chance is certain: one class only, true and predicted. */
export function kappa(matrix: Confusion): number | null {
  const { n, counts, total } = matrix
  const { both } = marginSquares(matrix)
  const byChance = total * total - both
  return byChance > 0 ? (diagonal(n, counts) * total - both) / byChance : null
}

function diagonal(n: number, counts: Float64Array): number {
  let sum = 0
  for (let c = 0; c < n; c++) sum += counts[c * n + c]
  return sum
}

/** Sums over classes of truth², predicted² and truth × predicted rows. */
function marginSquares({ n, counts }: Confusion): { ofTruth: number; ofPredicted: number; both: number } {
  const sums = { ofTruth: 0, ofPredicted: 0, both: 0 }
  for (let c = 0; c < n; c++) {
    let truth = 0
    let predicted = 0
    for (let k = 0; k < n; k++) {
      truth += counts[c * n + k]
      predicted += counts[k * n + c]
    }
    sums.ofTruth += truth * truth
    sums.ofPredicted += predicted * predicted
    sums.both += truth * predicted
  }
  return sums
}

const ratio = (over: number, under: number): number | null => (under > 0 ? over / under : null)
