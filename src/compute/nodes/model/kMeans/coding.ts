import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { largestOf } from '../../../learning/numbers'
import { trainingMoments } from '../../../learning/codedRows'
import { weightsOn } from '../../../learning/weights'
import type { Matrix } from '../../../tensor/matrix'
import { recode } from '../../../kernels/recode/recode'

/** How rows become codes: one scale for all features, so that distances between codes are distances between rows ÷ scale. */
export interface CommonCoding {
  shift: Float64Array
  scale: number
}

/** The training rows about their means, over the largest distance of any feature (`widest`) from its mean: codes lie in [−1, 1]. */
export async function commonCoding(
  context: Context,
  data: Training,
): Promise<{ coding: CommonCoding; matrix: Matrix; variances: Float64Array; widest: number }> {
  const { device, scope } = context
  const matrix = await data.matrix()
  using weights = device.scope()
  const { mean, variance, min, max } = await trainingMoments(
    context,
    data,
    matrix,
    data.weights && weightsOn(weights, matrix, data.weights),
  )
  const reaches = mean.map((m, j) => Math.max(max[j] - m, m - min[j]))
  const widest = largestOf(reaches)
  const reach = reaches[widest]
  const coding = { shift: mean, scale: Number.isFinite(1 / reach) ? reach : 1 }
  recode(device, scope, matrix, perColumn(coding))
  return { coding, matrix, variances: variance, widest }
}

export const perColumn = ({ shift, scale }: CommonCoding): { shift: Float64Array; scale: Float64Array } => ({
  shift,
  scale: new Float64Array(shift.length).fill(scale),
})
