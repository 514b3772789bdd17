import type { Device } from '../../../device/device'
import { crossProduct } from '../../../kernels/crossProduct/crossProduct'
import type { Matrix } from '../../../tensor/matrix'

/** Sums of products over the rows ÷ Σ w: of the features (p × p), and of each feature with the target. */
export interface Gram {
  products: Float64Array
  withTarget: Float64Array
  /** Formed in double precision on the host. */
  exact: boolean
}

/** What one pass over features, target and ones in their images' codes tells. */
export interface RawGram {
  /** Mean and variance (÷ Σ w) of each feature in its own units. */
  mean: Float64Array
  variance: Float64Array
  /** The Gram of the standardised features; undefined where the means are too far from 0 for it. */
  gram: Gram | undefined
}

/**
 * Moments and Gram of a matrix n × (p + 2), features, target and ones, in one launch and one readback: the images' codes lie about
 * the mean of all rows, so means come off in double precision afterwards. Where the rows are so few or so special that a mean is larger
 * than its column's deviation, that would take digits.
 */
export async function rawGramOf(
  device: Device,
  matrix: Matrix,
  total: number,
  weights: readonly GPUBuffer[] | undefined,
): Promise<RawGram> {
  const { cols, shift, scale } = matrix
  const p = cols - 2
  const all = await crossProduct(device, matrix, matrix, weights)
  const means = Float64Array.from({ length: p + 1 }, (_, j) => all[j * cols + p + 1] / total)
  const variances = Float64Array.from({ length: p }, (_, j) =>
    Math.max(0, all[j * cols + j] / total - means[j] * means[j]),
  )
  const covariance = (i: number, j: number): number => all[i * cols + j] / total - means[i] * means[j]
  const products = new Float64Array(p * p)
  const withTarget = new Float64Array(p)
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++)
      products[i * p + j] = i === j ? 1 : covariance(i, j) / Math.sqrt(variances[i] * variances[j])
    withTarget[i] = covariance(i, p) / Math.sqrt(variances[i])
  }
  return {
    mean: means.slice(0, p).map((m, j) => shift[j] + scale[j] * m),
    variance: variances.map((v, j) => scale[j] * scale[j] * v),
    gram: variances.every((v, j) => means[j] * means[j] <= v) ? { products, withTarget, exact: false } : undefined,
  }
}
