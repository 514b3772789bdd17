import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Scope } from '../../device/scope'
import type { Matrix } from '../../tensor/matrix'
import { zerosLike } from '../linear/linear'
import { loopGroups } from '../pieces'
import source from './scaledDistances.wgsl?raw'

const scaledDistancesKernel = kernel({
  name: 'scaledDistances',
  source,
  bindings: { codes: 'read', places: 'read', out: 'write' },
  uniforms: { quads: 'u32', cols: 'u32', outputs: 'u32' },
})

/** Beyond this a factor is as good as infinite. */
const most = 1e18
const bounded = (x: number): number => Math.max(-most, Math.min(most, x))

/**
 * Squared distances of the rows of an n × p matrix from K places, every place with a unit of its own for each feature: out(i, k) = Σⱼ ((xᵢⱼ −
 * middleₖⱼ) / unitₖⱼ)², n × K on the scope, at most 1e30 a term. `middle` and `unit` (K × p, row by row) are in the columns' own units; a unit of
 * Infinity leaves the feature out.
 */
export function scaledDistances(
  device: Device,
  scope: Scope,
  matrix: Matrix,
  middle: Float64Array,
  unit: Float64Array,
): Matrix {
  const p = matrix.cols
  const packed = new Float32Array(2 * middle.length)
  for (let at = 0; at < middle.length; at++) {
    const [shift, scale] = [matrix.shift[at % p], matrix.scale[at % p]]
    packed[2 * at] = bounded((middle[at] - shift) / scale)
    packed[2 * at + 1] = bounded(scale / unit[at])
  }
  const places = scope.upload(packed)
  const out = zerosLike(scope, matrix, p === 0 ? 0 : middle.length / p)
  if (out.cols === 0) return out
  for (const [index, { buffer, rows, stride }] of matrix.blocks.entries())
    device.run(scaledDistancesKernel, {
      bindings: { codes: buffer, places, out: out.blocks[index].buffer },
      uniforms: { quads: stride / 4, cols: p, outputs: out.cols },
      groups: [loopGroups(device, stride / 4, 16), Math.ceil(out.cols / 4)],
      work: 2 * rows * p * out.cols,
    })
  return out
}
