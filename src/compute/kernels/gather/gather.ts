import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { loopGroups } from '../pieces'
import source from './gather.wgsl?raw'

const gatherKernel = kernel({
  name: 'gather',
  source,
  bindings: { cells: 'read', rows: 'read', out: 'write' },
  uniforms: { count: 'u32', start: 'u32', offset: 'u32', indexed: 'u32', alpha: 'f32', beta: 'f32' },
})

/**
 * out[offset + i] = alpha · cells[row(i)] + beta for i < count; row(i) = rows[start + i], or start + i without `rows`. `start` and
 * `offset` are multiples of 4; up to three places behind the last are written as 0.
 */
export function gather(
  device: Device,
  cells: GPUBuffer,
  out: GPUBuffer,
  plan: { rows?: GPUBuffer; start: number; count: number; offset: number; alpha: number; beta: number },
): void {
  const { rows, ...uniforms } = plan
  device.run(gatherKernel, {
    bindings: { cells, rows: rows ?? cells, out },
    uniforms: { ...uniforms, indexed: rows ? 1 : 0 },
    groups: [loopGroups(device, plan.count / 4, 16)],
    work: plan.count,
  })
}
