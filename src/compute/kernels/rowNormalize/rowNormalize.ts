import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Scope } from '../../device/scope'
import type { Matrix } from '../../tensor/matrix'
import { loopGroups } from '../pieces'
import source from './rowNormalize.wgsl?raw'

const rowNormalizeKernel = kernel({
  name: 'rowNormalize',
  source,
  bindings: { coding: 'read', codes: 'write' },
  uniforms: { rows: 'u32', quads: 'u32', cols: 'u32', norm: 'u32' },
})

/** Divides every row of an n × p matrix by its length, in the columns' own units, and leaves identity coding. Rows of zeros stay. */
export function rowNormalize(device: Device, scope: Scope, matrix: Matrix, norm: 'l2' | 'l1' | 'max'): void {
  const pairs = new Float32Array(2 * matrix.cols)
  for (let j = 0; j < matrix.cols; j++) pairs.set([matrix.shift[j], matrix.scale[j]], 2 * j)
  const coding = scope.upload(pairs)
  for (const block of matrix.blocks)
    device.run(rowNormalizeKernel, {
      bindings: { coding, codes: block.buffer },
      uniforms: {
        rows: block.rows,
        quads: block.stride / 4,
        cols: matrix.cols,
        norm: ['l2', 'l1', 'max'].indexOf(norm),
      },
      groups: [loopGroups(device, block.stride / 4, 16)],
      work: block.rows * matrix.cols * 3,
    })
  matrix.shift.fill(0)
  matrix.scale.fill(1)
}
