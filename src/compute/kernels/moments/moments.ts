import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Matrix } from '../../tensor/matrix'
import source from './moments.wgsl?raw'

const momentsKernel = kernel({
  name: 'moments',
  source,
  bindings: { codes: 'read', weights: 'read', out: 'write' },
  uniforms: { rows: 'u32', quads: 'u32', weighted: 'u32' },
})

/** Per column, in the column's own units. `variance` is that of the population (÷ Σ weights); min and max ignore weights. */
export interface Moments {
  mean: Float64Array
  variance: Float64Array
  min: Float64Array
  max: Float64Array
}

/**
 * Mean, variance and range of every column of an n × p matrix, over all its rows. Partials of at most a few hundred rows are
 * summed on the device, the rest in double precision on the host: about 1e-8 relative to the column's reach.
 * `weights`: one buffer per block, padded like the block; `total` is their sum.
 */
export async function moments(
  device: Device,
  matrix: Matrix,
  weights?: { blocks: readonly GPUBuffer[]; total: number },
): Promise<Moments> {
  const p = matrix.cols
  const total = weights?.total ?? matrix.rows
  const sum = new Float64Array(p)
  const squares = new Float64Array(p)
  const min = new Float64Array(p).fill(Infinity)
  const max = new Float64Array(p).fill(-Infinity)
  for (const [index, block] of matrix.blocks.entries()) {
    using scope = device.scope()
    const groups = laneGroups(device, block.stride / 4, 4 * p, p)
    const lanes = groups * 64
    const out = scope.scratch(lanes * p * 16)
    device.run(momentsKernel, {
      bindings: { codes: block.buffer, weights: weights?.blocks[index] ?? block.buffer, out },
      uniforms: { rows: block.rows, quads: block.stride / 4, weighted: weights ? 1 : 0 },
      groups: [groups, p],
      work: block.rows * p,
    })
    const partials = await device.readFloats(out, lanes * p * 4)
    for (let j = 0; j < p; j++)
      for (let lane = 0, at = j * lanes * 4; lane < lanes; lane++, at += 4) {
        sum[j] += partials[at]
        squares[j] += partials[at + 1]
        min[j] = Math.min(min[j], partials[at + 2])
        max[j] = Math.max(max[j], partials[at + 3])
      }
  }
  const mean = new Float64Array(p)
  const variance = new Float64Array(p)
  for (let j = 0; j < p; j++) {
    const [shift, scale] = [matrix.shift[j], matrix.scale[j]]
    const centre = sum[j] / total
    mean[j] = shift + scale * centre
    // Equal codes are a constant column: rounding of the squares must not make a variance of it.
    variance[j] = min[j] === max[j] ? 0 : scale * scale * Math.max(0, squares[j] / total - centre * centre)
    min[j] = shift + scale * min[j]
    max[j] = shift + scale * max[j]
  }
  return { mean, variance, min, max }
}

/**
 * Workgroups of 64 invocations for a loop over `count` items that leaves `partials` numbers per invocation: each takes at
 * least 8 items, and what is read back stays near 256 KB. `parts` as many groups run beside each other: on two cores all of them
 * together need no more than twice the device's lanes, and what is left to read and sum shrinks with them.
 */
export function laneGroups(device: Device, count: number, partials: number, parts = 1): number {
  const byRows = Math.ceil(count / (64 * 8))
  const byBytes = Math.floor(65_536 / partials / 64)
  const busy = Math.floor((2 * device.lanes) / parts / 64)
  return Math.max(1, Math.min(byRows, byBytes, busy, device.lanes / 64))
}
