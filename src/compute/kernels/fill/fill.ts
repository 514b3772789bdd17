import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { loopGroups } from '../pieces'
import source from './fill.wgsl?raw'

const fillKernel = kernel({
  name: 'fill',
  source,
  bindings: { cells: 'read', mask: 'read', out: 'write' },
  uniforms: { count: 'u32', flag: 'u32', fill: 'f32' },
})

/** out = cells (n codes) with the code `fill` where the mask's bit is set. */
export function fill(
  device: Device,
  cells: GPUBuffer,
  mask: GPUBuffer,
  out: GPUBuffer,
  count: number,
  code: number,
): void {
  launch(device, cells, mask, out, { count, flag: 0, fill: code })
}

/** out = 1 where the mask's bit is set, else 0. */
export function missingFlags(device: Device, mask: GPUBuffer, out: GPUBuffer, count: number): void {
  launch(device, mask, mask, out, { count, flag: 1, fill: 0 })
}

function launch(
  device: Device,
  cells: GPUBuffer,
  mask: GPUBuffer,
  out: GPUBuffer,
  uniforms: { count: number; flag: number; fill: number },
): void {
  const groups: [number] = [loopGroups(device, uniforms.count, 16)]
  device.run(fillKernel, { bindings: { cells, mask, out }, uniforms, groups, work: uniforms.count })
}
