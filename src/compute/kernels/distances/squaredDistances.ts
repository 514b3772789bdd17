import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Matrix } from '../../tensor/matrix'
import source from './squaredDistances.wgsl?raw'

const squaredDistancesKernel = kernel({
  name: 'squaredDistances',
  source,
  bindings: { codes: 'read', others: 'read', out: 'write' },
  uniforms: { quads: 'u32', otherQuads: 'u32', otherRows: 'u32', firstOther: 'u32', firstOut: 'u32', cols: 'u32' },
})

/**
 * Squared Euclidean distances between the rows of two matrices (n × p and m × p) in codes; both must have the same shift and
 * one scale common to all columns, whose square turns codes into the columns' own units. `out` is an n × m matrix over the
 * blocks of `a` (see `alike`). Queued in launches short enough for any watchdog; pace the device between large calls.
 */
export function squaredDistances(device: Device, a: Matrix, b: Matrix, out: Matrix): void {
  for (const [index, block] of a.blocks.entries()) {
    const quads = block.stride / 4
    for (const other of b.blocks) {
      const otherQuads = other.stride / 4
      const tile = Math.max(1, Math.min(65_535, Math.floor(launchWork(device) / (block.rows * a.cols * 4))))
      for (let first = 0; first < otherQuads; first += tile) {
        const count = Math.min(tile, otherQuads - first)
        device.run(squaredDistancesKernel, {
          bindings: { codes: block.buffer, others: other.buffer, out: out.blocks[index].buffer },
          uniforms: {
            quads,
            otherQuads,
            otherRows: other.rows,
            firstOther: first,
            firstOut: other.start,
            cols: a.cols,
          },
          groups: [Math.min(device.lanes / 64, Math.ceil(quads / 64)), count],
          work: block.rows * count * 4 * a.cols,
        })
      }
    }
  }
}

/** Multiply-adds of one launch: about 100 ms on a slow software adapter, and enough at once to keep a GPU busy. */
export function launchWork(device: Device): number {
  return device.lanes * 10_000
}
