import { LatheError } from '../../../../shared/errors'
import type { Context } from '../../../engine/node'
import { kernel } from '../../../device/kernel'
import { zerosLike } from '../../../kernels/linear/linear'
import { laneGroups } from '../../../kernels/moments/moments'
import type { Curve } from '../../../learning/curve'
import { Live } from '../../../learning/live'
import { inPortions } from '../../../learning/portions'
import type { Design } from './design'
import errorsSource from './errors.wgsl?raw'
import type { Penalties } from '../../../linalg/coordinateDescent/coordinateDescent'
import slopesSource from './slopes.wgsl?raw'
import stepSource from './step.wgsl?raw'
import type { Gram } from './rawGram'

const errorsKernel = kernel({
  name: 'linearRegression.errors',
  source: errorsSource,
  bindings: { codes: 'read', weights: 'read', theta: 'read', errors: 'write', sums: 'write' },
  uniforms: { rows: 'u32', quads: 'u32', cols: 'u32', weighted: 'u32', losses: 'u32' },
})

const slopesKernel = kernel({
  name: 'linearRegression.slopes',
  source: slopesSource,
  bindings: { codes: 'read', errors: 'read', sums: 'write' },
  uniforms: { quads: 'u32', cols: 'u32', stride: 'u32', offset: 'u32' },
})

const stepKernel = kernel({
  name: 'linearRegression.step',
  source: stepSource,
  bindings: { sums: 'read', penalties: 'read', theta: 'write', slopes: 'write', losses: 'write' },
  uniforms: { cols: 'u32', stride: 'u32', iteration: 'u32', intercept: 'u32', inverseTotal: 'f32', rate: 'f32' },
})

export interface GradientDescent {
  gamma: Float64Array
  /** Constant in units of the standardised target. */
  bias: number
  iterations: number
  converged: boolean
}

/** Steps between two looks at the loss: one readback each. */
const portion = 20

/**
 * Full-batch (proximal) gradient descent on the device in standardised units, with losses (before each step, in the target's units on the
 * curve) kept there and read in portions. Each step
 * is γ ← soft(γ − rate · slope, rate · l1). Errors: `numeric` where it diverges.
 */
export async function gradientDescent(
  context: Context,
  design: Design,
  gram: Gram,
  penalties: Penalties,
  options: { learningRate: number | null; tol: number; maxIter: number; curve: Curve },
): Promise<GradientDescent> {
  const { device, scope, iterations } = context
  const { p, matrix, total } = design
  design.standardize()
  const safe = 1 / steepest(gram, penalties)
  const rate = options.learningRate ?? safe
  const errors = zerosLike(scope, matrix, 1)
  const groups = matrix.blocks.map(block => laneGroups(device, block.stride / 4, 4))
  const stride = 64 * groups.reduce((a, b) => a + b, 0)
  const sums = scope.buffer((p + 2) * stride * 4)
  const theta = scope.buffer((p + 1) * 4)
  const slopes = scope.buffer((p + 1) * 4)
  const losses = scope.buffer(Math.min(options.maxIter, iterations.limit) * 4)
  const live = new Live(context)
  const both = new Float32Array(2 * (p + 1))
  for (let j = 0; j < p; j++) both.set([penalties.l1[j], penalties.l2[j]], 2 * j)
  const penaltyBuffer = scope.upload(both)
  const step = (iteration: number): void => {
    let offset = 0
    for (const [index, block] of matrix.blocks.entries()) {
      const quads = block.stride / 4
      const residual = errors.blocks[index].buffer
      const weights = design.weightBlocks?.[index]
      device.run(errorsKernel, {
        bindings: { codes: block.buffer, weights: weights ?? block.buffer, theta, errors: residual, sums },
        uniforms: { rows: block.rows, quads, cols: p, weighted: weights ? 1 : 0, losses: (p + 1) * stride + offset },
        groups: [groups[index]],
        work: block.rows * p,
      })
      device.run(slopesKernel, {
        bindings: { codes: block.buffer, errors: residual, sums },
        uniforms: { quads, cols: p, stride, offset },
        groups: [groups[index], Math.ceil((p + 1) / 4)],
        work: block.rows * p,
      })
      offset += 64 * groups[index]
    }
    device.run(stepKernel, {
      bindings: { sums, penalties: penaltyBuffer, theta, slopes, losses },
      uniforms: { cols: p, stride, iteration, intercept: design.intercept ? 1 : 0, inverseTotal: 1 / total, rate },
      groups: [p + 2],
      work: (p + 2) * stride,
    })
  }

  let first: number | undefined
  const { done, ended } = await inPortions(context, {
    most: options.maxIter,
    portion: [portion, portion],
    launch: step,
    look: async (before, taken) => {
      const read = await device.readFloats(losses, taken, before)
      for (const [i, loss] of read.entries()) options.curve.add(before + i + 1, loss * design.yScale ** 2)
      first ??= read[0]
      refuseDivergence(read, first, before, rate, safe)
      const slope = (await device.readFloats(slopes, p + 1)).reduce((most, s) => Math.max(most, Math.abs(s)), 0)
      await live.draw(() => options.curve.block())
      return { over: slope <= options.tol }
    },
  })
  iterations.over()
  const found = await device.readFloats(theta, p + 1)
  return {
    gamma: Float64Array.from(found.subarray(0, p)),
    bias: found[p],
    iterations: done,
    converged: ended === 'arrived',
  }
}

/** A bound on the largest curvature (Gershgorin): steps of 1 ÷ it never raise the loss. */
function steepest({ products }: Gram, { l2 }: Penalties): number {
  const p = l2.length
  let most = 1
  for (let i = 0; i < p; i++) {
    let sum = l2[i]
    for (let j = 0; j < p; j++) sum += Math.abs(products[i * p + j])
    most = Math.max(most, sum)
  }
  return most
}

function refuseDivergence(losses: Float32Array, first: number, before: number, rate: number, safe: number): void {
  const last = losses[losses.length - 1]
  if (Number.isFinite(last) && last <= 10 * Math.max(first, Number.MIN_VALUE)) return
  const grown = before + losses.findIndex(loss => !(loss <= 2 * first))
  throw new LatheError({
    code: 'numeric',
    message: `Gradient descent diverged: with a learning rate of ${rate} the loss grew from step ${Math.max(1, grown)} on.`,
    remedy: `Give learningRate at most ${safe.toPrecision(2)} for these features, or leave it empty.`,
  })
}
