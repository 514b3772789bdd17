import { LatheError, throwIfCancelled } from '../../../../shared/errors'
import { fewerTerms } from '../../../engine/design'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { crossProduct } from '../../../kernels/crossProduct/crossProduct'
import { linear, zerosLike } from '../../../kernels/linear/linear'
import { linearScores } from '../../../learning/scores'
import { centredProducts } from '../../../learning/walk'
import { weightsOn } from '../../../learning/weights'
import { standardizedCovariance } from '../../../linalg/covariance/covariance'
import { multiplied } from '../../../linalg/symmetricEigen/directions'
import { gradedEigen } from '../../../linalg/symmetricEigen/gradedEigen'
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
  /** Deviations below this share of the largest are rounding. */
  grain: number
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
/** Multiply-adds (rows × features²) up to which the second turn is always made in double precision on the host, and up to which it is where digits are at stake. */
const [quickWork, mostWork] = [1e7, 5e8]
/** Beside the largest deviation, one of this share has lost half its digits in single precision. */
const doubtful = 1e-3
/** Scores of a direction with less than this share of the largest deviation are rounding alone. */
const smallest = 1e-7

/**
 * Directions of the covariance matrix (Pearson 1901, Hotelling 1933). The covariance of centred, scaled codes comes from the device
 * in partials that are summed in double precision, and its eigenvectors are found in double precision; the rows are then turned
 * into these directions, scaled to variance 1, and their covariance gives a second turn. So a small variance is measured beside
 * its like and not beside the largest, from which single precision would take its digits. Where that can be paid the second turn is made in
 * double precision.
 */
export async function decompose(context: Context, data: Training): Promise<Decomposition> {
  const p = data.names.length
  if (p > mostFeatures)
    throw new LatheError({
      code: 'data',
      message: `${p} features are more than the ${mostFeatures} that principal components can be found of here.`,
      remedy: data.isSparse
        ? fewerTerms
        : {
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
  if (!(deviations[0] > 0))
    return { mean, directions: first.vectors, deviations: deviations.map(d => d * unit), total, grain: 0 }
  const sizes = deviations.map(d => Math.max(d, deviations[0] * smallest))
  const work = data.n * p * p
  const onHost = work <= quickWork || (work <= mostWork && deviations[p - 1] < doubtful * deviations[0])
  const turn = onHost ? await turnedOnHost(context, data, mean, first.vectors, sizes, unit, total) : undefined
  const product = turn?.product ?? (await turnedOnDevice(context, matrix, first.vectors, sizes, units, weights?.blocks))
  const second = gradedEigen(
    product.map(sum => sum / (total - 1)),
    sizes,
  )
  return {
    mean: turn?.mean ?? mean,
    directions: multiplied(second.vectors, first.vectors, p),
    deviations: second.deviations.map(d => unit * d),
    total,
    grain: onHost ? 1e-13 : 1e-6,
  }
}

/** Products of the scores along the directions, each over its size, p × p, in single precision on the device. */
async function turnedOnDevice(
  { device }: Context,
  matrix: Matrix,
  directions: Float64Array,
  sizes: Float64Array,
  units: Float64Array,
  weights: readonly GPUBuffer[] | undefined,
): Promise<Float64Array> {
  const p = matrix.cols
  using scope = device.scope()
  const scores = zerosLike(scope, matrix, p)
  const toScores = Float32Array.from(directions, (v, at) => (v * units[at % p]) / sizes[Math.floor(at / p)])
  linear(device, matrix, scope.upload(toScores), scope.buffer(p * 4), scores)
  return crossProduct(device, scores, scores, weights)
}

/** The same in double precision from the columns, about their exact means, which come along. */
async function turnedOnHost(
  context: Context,
  data: Training,
  mean: Float64Array,
  directions: Float64Array,
  sizes: Float64Array,
  unit: number,
  total: number,
): Promise<{ product: Float64Array; mean: Float64Array }> {
  const p = mean.length
  const coefficients = directions.map((v, at) => v / unit / sizes[Math.floor(at / p)])
  const scores = await linearScores(context, data, { coefficients, centre: mean, atCentre: new Float64Array(p) })
  const { products: product, means: off } = centredProducts(scores, data.weights, total)
  throwIfCancelled(context.signal)
  const moved = mean.map((m, j) => off.reduce((sum, o, k) => sum + o * sizes[k] * unit * directions[k * p + j], m))
  return { product, mean: moved }
}
