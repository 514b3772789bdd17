import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { moments } from '../../../kernels/moments/moments'
import { type Spread, spreadOf } from '../../../statistics/spread'
import { emptyMatrix, type Matrix } from '../../../tensor/matrix'
import { recode } from '../../../kernels/recode/recode'
import { type Gram, type RawGram, rawGramOf } from './rawGram'

/**
 * The training rows as the solvers see them: features z = (x − centre) / scale and target (y − yCentre) / yScale, with
 * mean 0 and variance 1 (without intercept: centre 0 and mean square 1). Codes on the device in single precision, columns on
 * the host in double.
 */
export interface Design {
  n: number
  p: number
  names: readonly string[]
  intercept: boolean
  weights: Float64Array | undefined
  /** Sum of the weights, n without. */
  total: number
  centre: Float64Array
  scale: Float64Array
  /** Features whose z are all 0: they cannot say anything. */
  constant: readonly boolean[]
  y: Float64Array
  /** The standardised target. */
  target: Float64Array
  yCentre: number
  yScale: number
  /** n × (p + 2): features, target and ones; the features are z once `standardize` has been called. */
  matrix: Matrix
  standardize(): void
  /** What the moments of many rows brought along. */
  gram: Gram | undefined
  /** Weights on the device, a buffer per block, 0 in padding. */
  weightBlocks: readonly GPUBuffer[] | undefined
  /** n doubles: feature j. */
  column(j: number): Promise<Float64Array>
  signal: AbortSignal
}

/** Below 32 MB the columns are kept, so that selections and derived columns are made once. */
export const keptCells = 4e6

/** Up to here means and deviations are formed on the host in double precision. */
const exactCells = 2e5

export async function designOf(context: Context, data: Training, intercept: boolean): Promise<Design> {
  if (data.target?.task !== 'regression') throw new Error('Linear regression was given no numeric target.')
  const { n, weights } = data
  const p = data.names.length
  const y = data.target.values
  const total = weights ? weights.reduce((s, w) => s + w, 0) : n
  const column = n * p <= keptCells ? keeping(data) : (j: number) => data.numbers(j)
  const matrix = emptyMatrix(context.scope, n, p + 2)
  const ofTarget = spreadOf(y, weights, intercept)
  const target = standardOf(y, ofTarget)
  for (const { buffer, start, rows, stride } of matrix.blocks) {
    const last = new Float32Array(2 * stride)
    last.set(target.subarray(start, start + rows))
    last.fill(1, stride, stride + rows)
    context.device.write(buffer, last, p * stride * 4)
  }
  const weightBlocks =
    weights &&
    matrix.blocks.map(block => {
      const values = new Float32Array(block.stride)
      values.set(weights.subarray(block.start, block.start + block.rows))
      return context.scope.upload(values)
    })
  await data.fill(matrix)
  const measured =
    n * p <= exactCells
      ? undefined
      : intercept
        ? await rawGramOf(context.device, matrix, total, weightBlocks)
        : {
            ...(await moments(context.device, matrix, weightBlocks && { blocks: weightBlocks, total })),
            gram: undefined,
          }
  const centre = new Float64Array(p)
  const scale = new Float64Array(p)
  const constant: boolean[] = []
  let gram = measured?.gram
  for (let j = 0; j < p; j++) {
    let found = roughly(measured, j, matrix.scale[j], intercept)
    if (!found) {
      found = spreadOf(await column(j), weights, intercept)
      gram = undefined
    }
    centre[j] = found.centre
    scale[j] = found.scale
    constant.push(found.constant)
  }
  let standard = false
  const standardize = (): void => {
    if (!standard) recode(context.device, context.scope, matrix, { shift: centre, scale })
    standard = true
  }
  return {
    n,
    p,
    names: data.names,
    intercept,
    weights,
    total,
    centre,
    scale,
    constant,
    y,
    target,
    yCentre: ofTarget.centre,
    yScale: ofTarget.scale,
    matrix,
    standardize,
    gram,
    weightBlocks,
    column,
    signal: context.signal,
  }
}

/**
 * Centre and scale from the device's moments. Undefined where there are none, or where the spread is so small beside the image's
 * reach that single precision cannot tell it from none. The means are good to 1e-8 of the reach; in few rows that shows in the
 * intercept's standard error (Wampler: six digits), in many it does not.
 */
function roughly(
  measured: Pick<RawGram, 'mean' | 'variance'> | undefined,
  j: number,
  reach: number,
  intercept: boolean,
): Spread | undefined {
  if (!measured) return undefined
  const [mean, variance] = [measured.mean[j], measured.variance[j]]
  const square = intercept ? variance : variance + mean * mean
  if (!(variance > 1e-6 * reach * reach && Number.isFinite(square))) return undefined
  return { centre: intercept ? mean : 0, scale: Math.sqrt(square), constant: false }
}

/** (x − centre) ÷ scale. A plain loop: a function for each value took longer than all else here. */
function standardOf(x: Float64Array, { centre, scale }: Spread): Float64Array {
  const out = new Float64Array(x.length)
  for (let i = 0; i < x.length; i++) out[i] = (x[i] - centre) / scale
  return out
}

function keeping(data: Training): Design['column'] {
  const kept: Promise<Float64Array>[] = []
  return j => (kept[j] ??= data.numbers(j))
}

export function weightedMean({ weights, total }: Pick<Design, 'weights' | 'total'>, values: Float64Array): number {
  let sum = 0
  if (weights) for (let i = 0; i < values.length; i++) sum += weights[i] * values[i]
  else for (let i = 0; i < values.length; i++) sum += values[i]
  return sum / total
}
