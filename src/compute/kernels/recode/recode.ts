import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Scope } from '../../device/scope'
import type { Coding, Matrix } from '../../tensor/matrix'
import { loopGroups } from '../pieces'
import source from './recode.wgsl?raw'

const recodeKernel = kernel({
  name: 'recode',
  source,
  bindings: { codes: 'write', coding: 'read' },
  uniforms: { quads: 'u32', rows: 'u32' },
})

/** u ← alphaⱼ · u + betaⱼ in the first columns of a matrix, in place. `coding` holds alpha and beta of each column, in turn. */
export function recodeColumns(
  device: Device,
  blocks: readonly { buffer: GPUBuffer; rows: number; stride: number }[],
  coding: GPUBuffer,
  columns: number,
): void {
  for (const { buffer, rows, stride } of blocks)
    device.run(recodeKernel, {
      bindings: { codes: buffer, coding },
      uniforms: { quads: stride / 4, rows },
      groups: [loopGroups(device, stride / 4, 16), columns],
      work: rows * columns,
    })
}

/** The first columns of a matrix in another coding, in place. */
export function recode(device: Device, scope: Scope, matrix: Matrix, { shift, scale }: Coding): void {
  const changes = new Float32Array(2 * shift.length)
  for (let j = 0; j < shift.length; j++) {
    changes[2 * j] = matrix.scale[j] / scale[j]
    changes[2 * j + 1] = (matrix.shift[j] - shift[j]) / scale[j]
  }
  matrix.shift.set(shift)
  matrix.scale.set(scale)
  if (shift.length > 0) recodeColumns(device, matrix.blocks, scope.upload(changes), shift.length)
}
