import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { loopGroups } from '../pieces'
import source from './lookup.wgsl?raw'

const lookupKernel = kernel({
  name: 'lookup',
  source,
  bindings: { codes: 'read', table: 'read', out: 'write' },
  uniforms: { count: 'u32', other: 'f32' },
})

/** out[i] = table[codes[i]] over n category codes; `other` where the code is −1. */
export function lookup(
  device: Device,
  codes: GPUBuffer,
  table: GPUBuffer,
  out: GPUBuffer,
  plan: { count: number; other: number },
): void {
  device.run(lookupKernel, {
    bindings: { codes, table, out },
    uniforms: plan,
    groups: [loopGroups(device, plan.count, 16)],
    work: plan.count,
  })
}
