import { throwIfCancelled } from '../../shared/errors'
import type { Context } from '../engine/node'
import { sparseProduct } from '../kernels/sparse/sparse'
import type { Sparse } from '../tensor/csr'
import { SparseMatrix } from '../tensor/sparse'
import { empty, readTensor, tensorOf } from '../tensor/tensor'
import { hostWork, type LinearModel, mostCancelled } from './linearModel'

/**
 * As `linearScores`, of n sparse rows: q arrays of n doubles. In double precision on the host, where a row is walked once in less time than it
 * takes to send; of more than `most` products on the device.
 */
export async function sparseScores(
  context: Pick<Context, 'device' | 'signal'>,
  rows: Sparse,
  { coefficients, centre, atCentre }: LinearModel,
  most = hostWork,
): Promise<Float64Array[]> {
  const p = rows.cols
  const atOrigin = atCentre.map((score, k) => centre.reduce((sum, c, j) => sum - coefficients[k * p + j] * c, score))
  const many = rows.values.length * atCentre.length > most
  const sums = (many && (await onDevice(context, rows, coefficients))) || onHost(rows, coefficients)
  throwIfCancelled(context.signal)
  return sums.map((sum, k) => sum.map(s => atOrigin[k] + s))
}

function onHost({ rows, cols, starts, columns, values }: Sparse, coefficients: Float64Array): Float64Array[] {
  return Array.from({ length: coefficients.length / cols }, (_, k) => {
    const own = coefficients.subarray(k * cols, (k + 1) * cols)
    return Float64Array.from({ length: rows }, (_, i) => {
      let sum = 0
      for (let e = starts[i]; e < starts[i + 1]; e++) sum += values[e] * own[columns[e]]
      return sum
    })
  })
}

/** Undefined where single precision would lose what matters: where terms are far larger than their sums. */
async function onDevice(
  { device }: Pick<Context, 'device'>,
  rows: Sparse,
  coefficients: Float64Array,
): Promise<Float64Array[] | undefined> {
  using scope = device.scope()
  const [p, q] = [rows.cols, coefficients.length / rows.cols]
  // In units of the largest coefficient, so that single precision holds them all.
  const most = coefficients.reduce((high, b) => Math.max(high, Math.abs(b)), 0) || 1
  const turned = Float32Array.from({ length: p * q }, (_, at) => coefficients[(at % q) * p + Math.floor(at / q)] / most)
  const out = empty(scope, [rows.rows, q])
  sparseProduct(device, new SparseMatrix(scope, rows), tensorOf(scope, [p, q], turned), out)
  const read = await readTensor(device, out)
  const reach = read.reduce((far, s) => Math.max(far, Math.abs(s)), 0)
  if (!(reach * mostCancelled >= longest(rows))) return undefined
  return Array.from({ length: q }, (_, k) => Float64Array.from({ length: rows.rows }, (_, i) => most * read[i * q + k]))
}

/** The largest sum of a row's numbers, without their signs. */
function longest({ rows, starts, values }: Sparse): number {
  let most = 0
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let e = starts[i]; e < starts[i + 1]; e++) sum += Math.abs(values[e])
    most = Math.max(most, sum)
  }
  return most
}
