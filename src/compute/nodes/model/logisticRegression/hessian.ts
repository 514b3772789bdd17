import { kernel } from '../../../device/kernel'
import type { Scope } from '../../../device/scope'
import { crossProduct } from '../../../kernels/crossProduct/crossProduct'
import { loopGroups } from '../../../kernels/pieces'
import { zerosLike } from '../../../kernels/linear/linear'
import curvatureSource from './curvature.wgsl?raw'
import type { Loss } from './loss'
import { probabilities } from './probabilities'

const curvatureKernel = kernel({
  name: 'curvature',
  source: curvatureSource,
  bindings: { probabilities: 'read', weights: 'read', out: 'write' },
  uniforms: { quads: 'u32', k: 'u32', l: 'u32' },
})

/** Larger Hessians take more than a second to factor on the host, and more columns than this a buffer beyond 128 MB to sum. */
export const hessianLimit = 1024
const columnLimit = 512

export const hessianFits = (loss: Loss): boolean => loss.count <= hessianLimit && loss.problem.cols <= columnLimit

/**
 * Hessian of the objective over z (count × count) with sums in single precision on the device: block (k, l) is
 * Uᵀ diag(w pₖ ([k = l] − pₗ)) U. Softmax does not change when one number is added to the scores of all classes; that direction,
 * in which the gradient has no part, gets curvature of its own (Σ over k), so that the matrix can be factored.
 */
export async function hessianOf(loss: Loss, z: Float64Array): Promise<Float64Array> {
  const { device, problem, count } = loss
  const { design, cols, outputs, classes, weights, penalty } = problem
  using scope: Scope = device.scope()
  const chances = zerosLike(scope, design, classes)
  const curvature = zerosLike(scope, design, 1).blocks.map(b => b.buffer)
  loss.write(z)
  loss.score()
  probabilities(device, loss.scores, chances)
  const hessian = new Float64Array(count * count)
  for (let k = 0; k < outputs; k++)
    for (let l = k; l < outputs; l++) {
      for (const [index, { stride, rows }] of design.blocks.entries())
        device.run(curvatureKernel, {
          bindings: { probabilities: chances.blocks[index].buffer, weights: weights[index], out: curvature[index] },
          uniforms: { quads: stride / 4, k, l },
          groups: [loopGroups(device, stride / 4, 16)],
          work: rows,
        })
      place(hessian, await crossProduct(device, design, design, curvature), loss, k, l)
    }
  for (let m = 0; m < count; m++) hessian[m * count + m] += penalty[m % cols]
  return hessian
}

/** Block (k, l), with its sign and the columns' factors, and its mirror image. */
function place(hessian: Float64Array, block: Float64Array, { count, problem }: Loss, k: number, l: number): void {
  const { cols, outputs, factor } = problem
  for (let i = 0; i < cols; i++)
    for (let j = 0; j < cols; j++) {
      const h = (k === l ? 1 : -1) * block[i * cols + j] * factor[i] * factor[j]
      const tied = outputs > 1 && i === j ? 1 / outputs : 0
      const at = (k * cols + i) * count + l * cols + j
      hessian[at] = h + tied
      hessian[(l * cols + j) * count + k * cols + i] = h + tied
    }
}
