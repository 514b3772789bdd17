import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { trainingMoments } from '../../../learning/codedRows'
import { recodeColumns } from '../../../kernels/recode/recode'
import { emptyMatrix, type Matrix } from '../../../tensor/matrix'

export interface Design {
  /** n × cols: the features, centred and scaled to deviation 1, then ones; without an intercept the features, scaled only. */
  matrix: Matrix
  /** Population mean and deviation of each feature over the training rows; a constant column deviates by 0. */
  mean: Float64Array
  deviation: Float64Array
  /** Features with nothing to add: constant beside an intercept, or 0 everywhere. Their codes are rounding. */
  idle: readonly boolean[]
}

/** Puts the training rows on the device. They are gathered once and standardised in place, the column of ones with them. */
export async function designOf(context: Context, data: Training, intercept: boolean): Promise<Design> {
  const { device, scope } = context
  const p = data.names.length
  const matrix = emptyMatrix(scope, data.n, intercept ? p + 1 : p)
  await data.fill(matrix)
  const found = await trainingMoments(context, data, matrix)
  const mean = found.mean.slice(0, p)
  const deviation = found.variance.slice(0, p).map(v => (Number.isFinite(v) ? Math.sqrt(v) : 0))
  const spread = Array.from(deviation, (s, j) => (intercept ? s : Math.hypot(s, mean[j])))
  const coding = new Float32Array(2 * matrix.cols)
  for (let j = 0; j < p; j++) {
    const [shift, scale] = [intercept ? mean[j] : 0, spread[j] || matrix.scale[j]]
    coding[2 * j] = matrix.scale[j] / scale
    coding[2 * j + 1] = (matrix.shift[j] - shift) / scale
    matrix.shift[j] = shift
    matrix.scale[j] = scale
  }
  if (intercept) {
    coding[2 * p + 1] = 1
    matrix.shift[p] = 0
    matrix.scale[p] = 1
  }
  recodeColumns(device, matrix.blocks, scope.upload(coding), matrix.cols)
  return { matrix, mean, deviation, idle: spread.map(s => s === 0) }
}
