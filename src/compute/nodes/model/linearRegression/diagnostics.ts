import { cholesky, isFactored } from '../../../linalg/cholesky/cholesky'
import { finite } from '../../../learning/numbers'
import { symmetricEigen } from '../../../linalg/symmetricEigen/symmetricEigen'
import { solveLower } from '../../../linalg/triangular/triangular'
import { type Design, weightedMean } from './design'
import { inverseOf } from './inference'
import { identity } from './solution'
import type { Gram } from './rawGram'

/** L⁻¹ of a Gram L Lᵀ (p × p): its inverse is halfᵀ half. Undefined where columns depend on each other. */
export function halfOf(products: Float64Array, p: number): Float64Array | undefined {
  const factor = cholesky(products, p, p * 4 * Number.EPSILON)
  return isFactored(factor) ? solveLower(factor.lower, p, identity(p), p) : undefined
}

/** A bound on how much the inverse magnifies the Gram's rounding: ‖G‖∞ ‖G⁻¹‖∞. */
export function magnification(products: Float64Array, half: Float64Array, p: number): number {
  const norm = (a: Float64Array): number => {
    let most = 0
    for (let i = 0; i < p; i++) {
      let sum = 0
      for (let j = 0; j < p; j++) sum += Math.abs(a[i * p + j])
      most = Math.max(most, sum)
    }
    return most
  }
  return norm(products) * norm(inverseOf(half, p))
}

/**
 * Variance inflation 1 ÷ (1 − R²ⱼ) of each feature, R²ⱼ of its regression on the others with an intercept: products of the
 * diagonals of the centred Gram and its inverse. Null where columns depend on each other.
 */
export async function varianceInflation(
  design: Design,
  gram: Gram,
  half: Float64Array | undefined,
): Promise<(number | null)[]> {
  const { p, intercept } = design
  let [products, root] = [gram.products, half]
  if (!intercept) {
    const means = new Float64Array(p)
    for (let j = 0; j < p; j++) means[j] = weightedMean(design, await design.column(j)) / design.scale[j]
    products = products.map((x, k) => x - means[Math.floor(k / p)] * means[k % p])
    root = halfOf(products, p)
  }
  if (!root) return new Array<null>(p).fill(null)
  const inverse = inverseOf(root, p)
  return Array.from({ length: p }, (_, j) => finite(products[j * p + j] * inverse[j * p + j]))
}

/** Features above which singular values are not looked for: they cost about 20 p³. */
const mostFeatures = 300

/**
 * Largest ÷ smallest singular value of the design matrix in its own units, with its intercept: the smallest from the
 * inverse, so that both keep their digits. Null where it is infinite, not representable or p is above 300.
 */
export function conditionNumber(design: Design, gram: Gram, half: Float64Array | undefined): number | null {
  const { p, total, centre, scale, intercept } = design
  if (!half || p > mostFeatures) return null
  const inverse = inverseOf(half, p)
  const from = intercept ? 1 : 0
  const size = p + from
  const own = new Float64Array(size * size)
  const back = new Float64Array(size * size)
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++) {
      const at = (i + from) * size + j + from
      own[at] = total * (gram.products[i * p + j] * scale[i] * scale[j] + (intercept ? centre[i] * centre[j] : 0))
      back[at] = inverse[i * p + j] / scale[i] / scale[j] / total
    }
  if (intercept) {
    own[0] = total
    back[0] = 1 / total
    for (let i = 0; i < p; i++) {
      own[i + 1] = own[(i + 1) * size] = total * centre[i]
      let sum = 0
      for (let j = 0; j < p; j++) sum -= back[(i + 1) * size + j + 1] * centre[j]
      back[i + 1] = back[(i + 1) * size] = sum
      back[0] -= sum * centre[i]
    }
  }
  if (!own.every(Number.isFinite) || !back.every(Number.isFinite)) return null
  return finite(Math.sqrt(symmetricEigen(own, size).values[0] * symmetricEigen(back, size).values[0]))
}

/**
 * How far the rounding of the columns themselves, 2⁻⁵³ of a value, moves a prediction, and by which columns; undefined where that is little
 * beside the residuals, or beside the target.
 */
export function roundingOf(
  { names, centre, scale, yScale }: Design,
  coefficients: Float64Array,
  residual: number,
): { names: string[]; moved: number } | undefined {
  const moves = coefficients.map((b, j) => (Math.abs(b) * (Math.abs(centre[j]) + scale[j]) * Number.EPSILON) / 2)
  const moved = Math.max(0, ...moves)
  if (moved < 0.01 * residual || moved < 1e-9 * yScale) return undefined
  return { names: names.filter((_, j) => moves[j] > moved / 10), moved }
}
