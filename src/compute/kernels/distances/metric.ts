import type { Metric } from '../../../shared/neighbours'

/** How the shaders reckon a metric. */
export interface Plan {
  /** Form of `pairs.wgsl` and of `pack.wgsl`. */
  form: number
  packed: number
  jaccard: number
  /** Numbers of a packed row that take part, and all of them. */
  features: number
  cols: number
  /** The distance is √ of the sum, or the sum times the factor. */
  root: boolean
  factor: number
  power: number
}

const [squares, absolute, largest, unequal, powers] = [0, 1, 2, 3, 4]
const [plain, unit, boolean] = [0, 1, 2]

/** The plan of a metric for rows of d features. Errors: a plain `Error` for an exponent that is not above 0. */
export function planOf({ name, p = 2 }: Metric, d: number): Plan {
  if (!(p > 0)) throw new Error(`Minkowski distances have exponents above 0, not ${p}.`)
  const plan = { packed: plain, jaccard: 0, features: d, cols: d, root: false, factor: 1, power: p }
  switch (name) {
    case 'euclidean':
      return { ...plan, form: squares, root: true }
    case 'squared':
      return { ...plan, form: squares }
    case 'manhattan':
      return { ...plan, form: absolute }
    case 'chebyshev':
      return { ...plan, form: largest }
    case 'minkowski':
      return { ...plan, form: powers }
    case 'cosine':
      // ‖a − b‖² = 2 − 2 a·b of rows of length 1; one feature more tells rows of zeros.
      return { ...plan, form: squares, packed: unit, features: d + 1, cols: d + 1, factor: 0.5 }
    case 'hamming':
      return { ...plan, form: unequal, factor: 1 / d }
    case 'simpleMatching':
      return { ...plan, form: squares, packed: boolean, factor: 1 / d }
    case 'jaccard':
      return { ...plan, form: squares, packed: boolean, jaccard: 1, cols: d + 1 }
  }
}
