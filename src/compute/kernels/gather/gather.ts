import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
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
    groups: [rowGroups(device, Math.ceil(plan.count / 4))],
    work: plan.count,
  })
}

/** Workgroups of 64 for a loop over `count` items: each invocation takes at least 16. */
export function rowGroups(device: Device, count: number): number {
  return Math.max(1, Math.min(device.lanes / 64, Math.ceil(count / (64 * 16))))
}
