import { throwIfCancelled } from '../../shared/errors'
import type { Context } from '../engine/node'
import type { Rows } from '../engine/design'
import { scaledDistances } from '../kernels/scaledDistances/scaledDistances'
import { readMatrix } from '../tensor/matrix'

/** Bell curves of p independent features in each of K classes: means and variances, K × p, in the features' own units. */
export interface Bells {
  mean: Float64Array
  variance: Float64Array
}

/** A deviation below this share of the column's reach is told in double precision: there the rounding of a code moves ln f by more than 1e-5. */
const narrow = 1 / 32

/**
 * ln of the density of every row in each class: K arrays of n. Squares are formed on the device, those of narrow features on the host.
 * Where all classes have one variance the squares of the row fall out: `linearScores` keeps more digits.
 */
export async function logDensities(
  { device, signal }: Pick<Context, 'device' | 'signal'>,
  rows: Rows,
  { mean, variance }: Bells,
): Promise<Float64Array[]> {
  using scope = device.scope()
  const matrix = await rows.matrix(undefined, scope)
  const p = matrix.cols
  const K = mean.length / p
  const onHost = Array.from(matrix.scale, (scale, j) =>
    Array.from({ length: K }, (_, k) => Math.sqrt(variance[k * p + j])).some(deviation => deviation < narrow * scale),
  )
  const unit = variance.map((v, at) => (onHost[at % p] ? Infinity : Math.sqrt(2 * v)))
  const away = await readMatrix(device, scaledDistances(device, scope, matrix, mean, unit))
  const logs = away.map((squares, k) => {
    const norm = variance.subarray(k * p, (k + 1) * p).reduce((sum, v) => sum - 0.5 * Math.log(2 * Math.PI * v), 0)
    return Float64Array.from(squares, s => norm - s)
  })
  for (const [j, told] of onHost.entries()) {
    throwIfCancelled(signal)
    if (!told) continue
    const values = await rows.numbers(j)
    for (const [k, log] of logs.entries()) {
      const [middle, twice] = [mean[k * p + j], 2 * variance[k * p + j]]
      for (let i = 0; i < log.length; i++) log[i] -= (values[i] - middle) ** 2 / twice
    }
  }
  return logs
}
