import type { Device } from '../../device/device'
import type { Scope } from '../../device/scope'
import { crossProduct } from '../../kernels/crossProduct/crossProduct'
import { moments } from '../../kernels/moments/moments'
import type { Matrix } from '../../tensor/matrix'
import { recode } from '../../kernels/recode/recode'

export interface Weights {
  /** One buffer per block of the matrix, padded like the block. */
  blocks: readonly GPUBuffer[]
  total: number
}

export interface Standardized {
  mean: Float64Array
  /** Standard deviation of the rows (÷ total); 1 for a constant column. */
  scale: Float64Array
  /** p × p: Σ w z zᵀ ÷ (total − 1) of the columns z with mean 0 and deviation 1. */
  covariance: Float64Array
}

/**
 * Covariance of the columns of an n × p matrix, which is centred and scaled to deviation 1 in place first, so that neither large offsets
 * nor different units take digits. The products come from the device in partials that are summed in double precision: about
 * 1e-7 of a column's variance. Entry (i, j) times scaleᵢ · scaleⱼ is the covariance in the columns' own units.
 */
export async function standardizedCovariance(
  device: Device,
  scope: Scope,
  matrix: Matrix,
  weights?: Weights,
): Promise<Standardized> {
  const total = weights?.total ?? matrix.rows
  const { mean, variance } = await moments(device, matrix, weights)
  const scale = variance.map(v => (v > 0 && Number.isFinite(v) ? Math.sqrt(v) : 1))
  recode(device, scope, matrix, { shift: mean, scale })
  const products = await crossProduct(device, matrix, matrix, weights?.blocks)
  return { mean, scale, covariance: products.map(sum => sum / (total - 1)) }
}

/** Covariance (÷ n − 1, or Σ weights − 1) in the columns' own units, p × p; standardizes the matrix in place. */
export async function covariance(
  device: Device,
  scope: Scope,
  matrix: Matrix,
  weights?: Weights,
): Promise<Float64Array> {
  const { scale, covariance } = await standardizedCovariance(device, scope, matrix, weights)
  const p = matrix.cols
  return covariance.map((value, at) => value * scale[Math.floor(at / p)] * scale[at % p])
}
