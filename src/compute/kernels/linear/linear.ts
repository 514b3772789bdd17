import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Scope } from '../../device/scope'
import type { Matrix } from '../../tensor/matrix'
import { loopGroups } from '../pieces'
import source from './linear.wgsl?raw'

const linearKernel = kernel({
  name: 'linear',
  source,
  bindings: { codes: 'read', weights: 'read', bias: 'read', out: 'write' },
  uniforms: { quads: 'u32', cols: 'u32', outputs: 'u32' },
})

/**
 * out = U Wᵀ + b over the codes U of an n × p matrix. `weights` holds q × p floats row by row, `bias` q floats; `out` is an
 * n × q matrix with the same blocks (see `zerosLike`).
 */
export function linear(device: Device, matrix: Matrix, weights: GPUBuffer, bias: GPUBuffer, out: Matrix): void {
  for (const [index, block] of matrix.blocks.entries())
    device.run(linearKernel, {
      bindings: { codes: block.buffer, weights, bias, out: out.blocks[index].buffer },
      uniforms: { quads: block.stride / 4, cols: matrix.cols, outputs: out.cols },
      groups: [loopGroups(device, block.stride / 4, 16), Math.ceil(out.cols / 4)],
      work: block.rows * matrix.cols * out.cols,
    })
}

/** An n × q matrix over the same blocks of rows as `matrix`. */
export function zerosLike(scope: Scope, matrix: Matrix, cols: number): Matrix {
  return {
    rows: matrix.rows,
    cols,
    shift: new Float64Array(cols),
    scale: new Float64Array(cols).fill(1),
    blocks: matrix.blocks.map(b => ({ ...b, buffer: scope.buffer(b.stride * cols * 4) })),
  }
}

/**
 * Coefficients in the columns' own units as weights over codes: β₀ + Σ βⱼ xⱼ = (β₀ + Σ βⱼ shiftⱼ) + Σ (βⱼ scaleⱼ) uⱼ, formed
 * in double precision and rounded once. `coefficients` is q × p, `intercepts` q.
 */
export function coded(
  matrix: Pick<Matrix, 'shift' | 'scale'>,
  coefficients: Float64Array,
  intercepts: Float64Array,
): { weights: Float32Array; bias: Float32Array } {
  const p = matrix.shift.length
  const weights = new Float32Array(coefficients.length)
  const bias = new Float32Array(intercepts.length)
  for (let k = 0; k < intercepts.length; k++) {
    let b = intercepts[k]
    for (let j = 0; j < p; j++) {
      const beta = coefficients[k * p + j]
      weights[k * p + j] = beta * matrix.scale[j]
      b += beta * matrix.shift[j]
    }
    bias[k] = b
  }
  return { weights, bias }
}
