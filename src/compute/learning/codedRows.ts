import { throwIfCancelled } from '../../shared/errors'
import type { Context } from '../engine/node'
import type { Rows } from '../engine/design'
import { type Moments, moments } from '../kernels/moments/moments'
import { spreadOf } from '../statistics/spread'
import type { Device } from '../device/device'
import { recode } from '../kernels/recode/recode'
import type { Coding, Matrix } from '../tensor/matrix'

/** Of an image's reach: where the rows spread less, single precision leaves their codes four digits, or none. */
const leastSpread = 1e-3

/**
 * Mean, variance and range of the columns of `matrix`, which holds these rows (columns of its own may follow). Where a value far from
 * the rows, in other rows of the table or among them, stretches a column's image, its codes are made anew from the table, about the
 * rows' own mean over their own deviation. Errors: those of `rows`; `cancelled`.
 */
export async function trainingMoments(
  { device, signal }: Pick<Context, 'device' | 'signal'>,
  rows: Rows,
  matrix: Matrix,
  weights?: Parameters<typeof moments>[2],
): Promise<Moments> {
  const found = await moments(device, matrix, weights)
  const stretched = rows.names
    .map((_, j) => j)
    .filter(j => !(Math.sqrt(found.variance[j]) > leastSpread * matrix.scale[j]))
  for (const j of stretched) {
    const x = await rows.numbers(j)
    throwIfCancelled(signal)
    const { centre, scale } = spreadOf(x)
    encode(device, matrix, j, x, centre, scale)
  }
  return stretched.length > 0 ? moments(device, matrix, weights) : found
}

/** n × p on the device with mean 0 and variance 1 (population) over these rows; constant columns have scale 1. */
export async function standardizedMatrix(
  context: Pick<Context, 'device' | 'signal' | 'scope'>,
  rows: Rows,
): Promise<Matrix> {
  const matrix = await rows.matrix(undefined, context.scope)
  const { mean, variance } = await trainingMoments(context, rows, matrix)
  const scale = variance.map(v => (v > 0 ? Math.sqrt(v) : 1))
  recode(context.device, context.scope, matrix, { shift: mean, scale })
  return matrix
}

/** The matrix of rows in a coding of their own. Columns whose images reach a thousand times farther are coded from the table. */
export async function codedMatrix(
  { device, scope }: Pick<Context, 'device' | 'scope'>,
  rows: Rows,
  { shift, scale }: Coding,
): Promise<Matrix> {
  const matrix = await rows.matrix(undefined, scope)
  const far = rows.names.map((_, j) => j).filter(j => leastSpread * matrix.scale[j] > scale[j])
  recode(device, scope, matrix, { shift, scale })
  for (const j of far) encode(device, matrix, j, await rows.numbers(j), shift[j], scale[j])
  return matrix
}

/** Codes of column j from its numbers x. */
function encode(device: Device, matrix: Matrix, j: number, x: Float64Array, shift: number, scale: number): void {
  matrix.shift[j] = shift
  matrix.scale[j] = scale
  for (const { buffer, start, rows, stride } of matrix.blocks) {
    const codes = new Float32Array(stride)
    for (let i = 0; i < rows; i++) codes[i] = (x[start + i] - shift) / scale
    device.write(buffer, codes, j * stride * 4)
  }
}
