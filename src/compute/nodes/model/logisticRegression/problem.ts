import { LatheError } from '../../../../shared/errors'
import type { Values } from '../../../../shared/params'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { classesIn, classSums } from '../../../learning/classes'
import { perBlock } from '../../../learning/weights'
import type { Matrix } from '../../../tensor/matrix'
import { designOf } from './design'
import type { Learned } from './learned'
import type { spec } from './spec'

export type Params = Values<(typeof spec)['parameters']>

/**
 * What is minimised, over z (outputs × cols): mean loss + ½ Σ penaltyⱼ zⱼ². It is scikit-learn's C · Σ wᵢ lossᵢ + ½ ‖β‖² divided by
 * C · Σ wᵢ, in units in which every column's curvature is near 1: βⱼ = unitⱼ · zⱼ in the column's own units, factorⱼ · zⱼ over its codes.
 */
export interface Problem {
  /** Features, without the intercept's column. */
  p: number
  /** Columns of the design: the features, then ones if there is an intercept. */
  cols: number
  /** Rows of coefficients: 1 for two classes, else one per class. */
  outputs: number
  classes: number
  intercept: boolean
  penalized: boolean
  /** n × cols on the device, standardised; without an intercept scaled only. */
  design: Matrix
  /** Class of each row, and weight of each row (Σ = 1), on the device one buffer per block; rows of padding weigh 0. */
  labels: readonly GPUBuffer[]
  weights: readonly GPUBuffer[]
  codes: Int32Array
  share: Float64Array
  /** Sum of the rows' weights, class weights included. */
  total: number
  /** 0 for a column that has nothing to add: its coefficient is 0. */
  factor: Float64Array
  unit: Float64Array
  penalty: Float64Array
  /** Mean and deviation of each feature over the training rows. */
  mean: Float64Array
  deviation: Float64Array
}

/** Puts the training rows on the device for fitting. */
export async function problemOf(context: Context, data: Training, params: Params): Promise<Problem> {
  const target = classesIn(data)
  const p = data.names.length
  const classes = target.classes.length
  const outputs = classes === 2 ? 1 : classes
  const intercept = params.fitIntercept
  const { matrix: design, mean, deviation, idle } = await designOf(context, data, intercept)
  refuseTooManyClasses(context, design, classes)

  const raw = rowWeights(target.codes, classes, data.weights, params.classWeight === 'balanced')
  let sum = 0
  for (let i = 0; i < raw.length; i++) sum += raw[i]
  const share = new Float64Array(raw.length)
  for (let i = 0; i < share.length; i++) share[i] = raw[i] / sum
  const penalized = params.penalty === 'l2'
  const ridge = penalized ? 1 / Math.sqrt(params.c * sum) : 0
  const units = design.scale.map((s, j) => (j === p ? 1 : idle[j] ? 0 : 1 / Math.hypot(s, ridge)))
  return {
    p,
    cols: design.cols,
    outputs,
    classes,
    intercept,
    penalized,
    design,
    labels: perBlock(context.scope, design, stride => new Uint32Array(stride), target.codes),
    weights: perBlock(context.scope, design, stride => new Float32Array(stride), share),
    codes: target.codes,
    share,
    total: sum,
    factor: design.scale.map((s, j) => (j === p ? 1 : idle[j] ? 0 : 1 / Math.hypot(1, ridge / s))),
    unit: units,
    penalty: units.map((u, j) => (j === p ? 0 : (ridge * u) ** 2)),
    mean,
    deviation,
  }
}

/** Weights of the rows; balanced, each class has the same sum: n / (K · n_k), with weighted counts. */
export function rowWeights(
  codes: Int32Array,
  classes: number,
  given: Float64Array | undefined,
  balanced: boolean,
): Float64Array {
  const weights = given ?? new Float64Array(codes.length).fill(1)
  if (!balanced) return weights
  const counts = classSums(codes, classes, weights)
  const sum = counts.reduce((s, w) => s + w, 0)
  return weights.map((w, i) => (w === 0 ? 0 : (w * sum) / (classes * counts[codes[i]])))
}

function refuseTooManyClasses(context: Context, design: Matrix, classes: number): void {
  const bytes = Math.max(...design.blocks.map(b => b.stride)) * classes * 4
  if (bytes <= context.device.bindingLimit) return
  throw new LatheError({
    code: 'data',
    message: `${classes} classes with ${design.rows} rows are more than this adapter can score at once.`,
    remedy: {
      text: 'Choose a target with fewer classes, or put a name that is different in every row aside (table.columns, id).',
      fix: { set: { node: 'table.columns', parameter: 'id' } },
    },
  })
}

/** z as a model: coefficients in the columns' own units, and scores where all features are 0 and at the mean. */
export function learnedFrom(problem: Problem, z: Float64Array): Required<Learned> {
  const { p, cols, outputs, unit, design, intercept, mean, deviation } = problem
  const coefficients = new Float64Array(outputs * p)
  const [atZero, atMean] = [new Float64Array(outputs), new Float64Array(outputs)]
  for (let k = 0; k < outputs; k++) {
    const free = intercept ? z[k * cols + p] : 0
    atZero[k] = atMean[k] = free
    for (let j = 0; j < p; j++) {
      const beta = z[k * cols + j] * unit[j]
      coefficients[k * p + j] = beta
      if (intercept) atZero[k] -= beta * design.shift[j]
      else atMean[k] += beta * mean[j]
    }
  }
  return { coefficients, intercept: atZero, mean, deviation, atMean }
}

/** Softmax does not tell z from z plus one number for all classes: their mean becomes 0, as in scikit-learn. */
export function centred(z: Float64Array, outputs: number, cols: number): Float64Array {
  if (outputs === 1) return z
  const out = z.slice()
  for (let j = 0; j < cols; j++) {
    let mean = 0
    for (let k = 0; k < outputs; k++) mean += z[k * cols + j] / outputs
    for (let k = 0; k < outputs; k++) out[k * cols + j] -= mean
  }
  return out
}
