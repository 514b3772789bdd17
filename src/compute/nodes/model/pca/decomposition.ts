import { LatheError, throwIfCancelled } from '../../../../shared/errors'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { crossProduct } from '../../../kernels/crossProduct/crossProduct'
import { alike, linear } from '../../../kernels/linear/linear'
import { weightsOn } from '../../../learning/weights'
import { standardizedCovariance } from '../../../linalg/covariance/covariance'
import { symmetricEigen } from '../../../linalg/symmetricEigen/symmetricEigen'
import type { Matrix } from '../../../tensor/matrix'

/** All p principal directions of a table. */
export interface Decomposition {
  mean: Float64Array
  /** p × p, row-major: row k is direction k, of length 1. */
  directions: Float64Array
  /** Standard deviation of the rows along each direction (÷ n − 1), largest first. */
  deviations: Float64Array
  /** Number of rows, or the sum of their weights. */
  total: number
}

/** What the node keeps of it: the first k directions. */
export interface Learned {
  /** k × p, row-major. */
  components: Float64Array
  mean: Float64Array
  /** Standard deviation of the rows along each component. */
  deviations: Float64Array
  k: number
}

/** Solving takes about 9 p³ steps in double precision on the host. */
const mostFeatures = 3000
/** Scores of a direction with less than this share of the largest deviation are rounding alone. */
const smallest = 1e-7

/**
 * Directions of the covariance matrix (Pearson 1901, Hotelling 1933). The covariance of centred, scaled codes comes from the device
 * in partials that are summed in double precision, and its eigenvectors are found in double precision; the rows are then turned
 * into these directions, scaled to variance 1, and their covariance gives a second turn. So a small variance is measured beside
 * its like and not beside the largest, from which single precision would take its digits.
 */
export async function decompose(context: Context, data: Training): Promise<Decomposition> {
  const p = data.names.length
  if (p > mostFeatures)
    throw new LatheError({
      code: 'data',
      message: `${p} features are more than the ${mostFeatures} that principal components can be found of here.`,
      remedy: {
        text: 'Keep fewer features with table.columns.',
        fix: { set: { node: 'table.columns', parameter: 'features' } },
      },
    })
  const { device } = context
  using scope = device.scope()
  const matrix = await data.matrix()
  const weights = data.weights && weightsOn(scope, matrix, data.weights)
  const total = weights?.total ?? data.n
  if (!(total > 1) || data.n < 2)
    throw new LatheError({
      code: 'data',
      message: `Principal components need at least two rows; there ${data.n === 1 ? 'is 1' : `are ${data.n}`}.`,
      remedy: 'Give more training rows.',
    })
  const { mean, scale, covariance } = await standardizedCovariance(device, scope, matrix, weights)
  // Units of the largest feature, so that products of scales stay in range.
  const unit = scale.reduce((most, s) => Math.max(most, s), 0)
  const units = scale.map(s => s / unit)
  throwIfCancelled(context.signal)
  context.progress(0.5)
  const first = symmetricEigen(
    covariance.map((value, at) => value * units[Math.floor(at / p)] * units[at % p]),
    p,
  )
  const deviations = first.values.map(v => Math.sqrt(Math.max(0, v)))
  const second = await turned(context, matrix, first.vectors, deviations, units, total, weights?.blocks)
  return { mean, directions: second.directions, deviations: second.deviations.map(d => d * unit), total }
}

/** The directions turned once more, by the covariance of the scores along them. */
async function turned(
  context: Context,
  matrix: Matrix,
  directions: Float64Array,
  deviations: Float64Array,
  units: Float64Array,
  total: number,
  weights: readonly GPUBuffer[] | undefined,
): Promise<Pick<Decomposition, 'directions' | 'deviations'>> {
  const { device } = context
  const p = matrix.cols
  if (!(deviations[0] > 0)) return { directions, deviations }
  using scope = device.scope()
  const sizes = deviations.map(d => Math.max(d, deviations[0] * smallest))
  const scores = alike(scope, matrix, p)
  const toScores = Float32Array.from(directions, (v, at) => (v * units[at % p]) / sizes[Math.floor(at / p)])
  linear(device, matrix, scope.upload(toScores), scope.buffer(p * 4), scores)
  const product = await crossProduct(device, scores, scores, weights)
  const { values, vectors } = symmetricEigen(
    product.map((sum, at) => (sum / (total - 1)) * sizes[Math.floor(at / p)] * sizes[at % p]),
    p,
  )
  const out = new Float64Array(p * p)
  for (let k = 0; k < p; k++)
    for (let l = 0; l < p; l++) {
      const share = vectors[k * p + l]
      if (share !== 0) for (let j = 0; j < p; j++) out[k * p + j] += share * directions[l * p + j]
    }
  return { directions: out, deviations: values.map(v => Math.sqrt(Math.max(0, v))) }
}

/** Each direction with the sign that makes its loading of largest size (the first of equals) positive: so results repeat. */
export function fixSigns(directions: Float64Array, p: number): Float64Array {
  const fixed = directions.slice()
  for (let at = 0; at < fixed.length; at += p) {
    const row = fixed.subarray(at, at + p)
    const size = row.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
    // Loadings equal up to rounding count as equal.
    const first = row.findIndex(v => Math.abs(v) >= size * (1 - 1e-6))
    if (row[first] < 0) row.forEach((v, j) => (row[j] = v === 0 ? 0 : -v))
  }
  return fixed
}
