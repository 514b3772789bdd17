import { averageOf } from './mean'
import { classFigures, classesPresent, type Confusion, kappa, matthews } from './confusion'

/** A figure of a confusion matrix with its standard error. */
export interface Estimate {
  value: number
  error: number
}

/** Figures that are no proportion of rows, whose errors come from how each cell moves them. */
export type CellFigure = 'kappa' | 'matthews' | 'f1' | 'specificity'

/**
 * A figure and its standard error by the delta method over the cells, n × n, as a multinomial sample. A row over n² is added to every
 * cell (Agresti): without it a matrix that happens to have no mistakes would have no error. Null where the figure does not exist.
 */
export function cellEstimate(matrix: Confusion, figure: CellFigure): Estimate | null {
  const { n } = matrix
  const present = classesPresent(matrix)
  const pseudo = 1 / (present.length * present.length)
  const counts = matrix.counts.slice()
  for (const t of present) for (const p of present) counts[t * n + p] += pseudo
  const smoothed: Confusion = { n, counts, total: matrix.total + 1 }
  const { value, slope } = slopes[figure](smoothed, present)
  if (value === null) return null
  let variance = 0
  for (const t of present) for (const p of present) variance += counts[t * n + p] * slope(t, p) ** 2
  return { value, error: Math.sqrt(variance) }
}

interface Slopes {
  value: number | null
  /** By how much one more row in a cell moves the figure. */
  slope: (truth: number, predicted: number) => number
}

const slopes: Readonly<Record<CellFigure, (matrix: Confusion, present: readonly number[]) => Slopes>> = {
  kappa(matrix) {
    const { truth, predicted, hits, both } = margins(matrix)
    const { total } = matrix
    const [over, under] = [hits * total - both, total * total - both]
    return {
      value: kappa(matrix),
      slope(t, p) {
        const moved = predicted[t] + truth[p]
        return (hits + (t === p ? total : 0) - moved) / under - (over * (2 * total - moved)) / under ** 2
      },
    }
  },
  matthews(matrix) {
    const { truth, predicted, hits, both } = margins(matrix)
    const { total } = matrix
    const covariance = hits * total - both
    const spreadOf = (of: Float64Array): number => total * total - of.reduce((sum, x) => sum + x * x, 0)
    const [ofTruth, ofPredicted] = [spreadOf(truth), spreadOf(predicted)]
    const root = Math.sqrt(ofTruth * ofPredicted)
    return {
      value: matthews(matrix),
      slope(t, p) {
        const moved = hits + (t === p ? total : 0) - predicted[t] - truth[p]
        const spread = (total - truth[t]) / ofTruth + (total - predicted[p]) / ofPredicted
        return (moved - covariance * spread) / root
      },
    }
  },
  f1(matrix, present) {
    const { truth, predicted } = margins(matrix)
    const { n, counts } = matrix
    const k = present.length
    const both = (c: number): number => truth[c] + predicted[c]
    const lost = (c: number): number => (2 * counts[c * n + c]) / both(c) ** 2
    return {
      value: averageOf(present.map(c => classFigures(matrix)[c].f1)),
      slope: (t, p) => ((t === p ? 2 / both(t) : 0) - lost(t) - lost(p)) / k,
    }
  },
  specificity(matrix, present) {
    const { truth, predicted } = margins(matrix)
    const { n, counts, total } = matrix
    const k = present.length
    const others = (c: number): number => total - truth[c]
    const gained = (c: number): number => (predicted[c] - counts[c * n + c]) / others(c) ** 2
    const all = present.reduce((sum, c) => sum + gained(c), 0)
    return {
      value: averageOf(present.map(c => classFigures(matrix)[c].specificity)),
      slope: (t, p) => (all - gained(t) - (t === p ? 0 : 1 / others(p))) / k,
    }
  },
}

function margins({ n, counts }: Confusion): {
  truth: Float64Array
  predicted: Float64Array
  hits: number
  both: number
} {
  const truth = new Float64Array(n)
  const predicted = new Float64Array(n)
  let hits = 0
  for (let t = 0; t < n; t++)
    for (let p = 0; p < n; p++) {
      truth[t] += counts[t * n + p]
      predicted[p] += counts[t * n + p]
      if (t === p) hits += counts[t * n + p]
    }
  return { truth, predicted, hits, both: truth.reduce((sum, x, c) => sum + x * predicted[c], 0) }
}
