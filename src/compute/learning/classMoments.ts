import { throwIfCancelled } from '../../shared/errors'
import type { Context } from '../engine/node'
import type { Rows } from '../engine/design'
import { type GroupMoments, groupMoments } from '../kernels/groupMoments/groupMoments'

/**
 * A deviation below this share of its column's reach is measured in double precision: of a code, single precision leaves 3e-8 of the
 * reach, which is 1e-6 of such a deviation.
 */
const narrow = 1 / 32

/**
 * Rows of each of K classes by weight, and mean and population variance of every feature in them (K × p), right to about 1e-6 however narrow
 * a class is beside its column. Errors: those of `rows`; `cancelled`.
 */
export async function classMoments(
  { device, signal }: Pick<Context, 'device' | 'signal'>,
  rows: Rows,
  codes: Int32Array,
  classes: number,
  weights?: Float64Array,
): Promise<GroupMoments> {
  const matrix = await rows.matrix()
  const found = await groupMoments(device, matrix, codes, classes, weights)
  throwIfCancelled(signal)
  const p = matrix.cols
  for (let j = 0; j < p; j++) {
    const least = (narrow * matrix.scale[j]) ** 2
    if (found.totals.every((_, k) => found.variance[k * p + j] >= least)) continue
    refine(found, await rows.numbers(j), j, codes, weights)
    throwIfCancelled(signal)
  }
  return found
}

/** Moments of feature j anew, in two passes over its numbers. */
function refine(
  { totals, mean, variance }: GroupMoments,
  values: Float64Array,
  j: number,
  codes: Int32Array,
  weights?: Float64Array,
): void {
  const [K, p] = [totals.length, mean.length / totals.length]
  const weight = (i: number): number => (weights ? weights[i] : 1)
  // From a row of the class, so that numbers far from 0 keep their digits and equal ones have variance 0.
  const origin = Float64Array.from({ length: K }, (_, k) => values[codes.indexOf(k)])
  const [sum, squares] = [new Float64Array(K), new Float64Array(K)]
  for (const [i, k] of codes.entries()) sum[k] += weight(i) * (values[i] - origin[k])
  const middle = origin.map((x, k) => x + sum[k] / totals[k])
  for (const [i, k] of codes.entries()) squares[k] += weight(i) * (values[i] - middle[k]) ** 2
  for (let k = 0; k < K; k++) {
    mean[k * p + j] = middle[k]
    variance[k * p + j] = squares[k] / totals[k]
  }
}
