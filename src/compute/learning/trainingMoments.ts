import { throwIfCancelled } from '../../shared/errors'
import type { Context } from '../engine/node'
import type { Rows } from '../engine/design'
import { type Moments, moments } from '../kernels/moments/moments'
import { spreadOf } from '../statistics/spread'
import type { Matrix } from '../tensor/matrix'

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
    matrix.shift[j] = centre
    matrix.scale[j] = scale
    for (const block of matrix.blocks) {
      const codes = new Float32Array(block.stride)
      for (let i = 0; i < block.rows; i++) codes[i] = (x[block.start + i] - centre) / scale
      device.write(block.buffer, codes, j * block.stride * 4)
    }
  }
  return stretched.length > 0 ? moments(device, matrix, weights) : found
}
