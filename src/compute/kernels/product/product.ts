import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Image } from '../../tensor/image'
import { loopGroups } from '../pieces'
import source from './product.wgsl?raw'

const productKernel = kernel({
  name: 'product',
  source,
  bindings: { left: 'read', right: 'read', out: 'write' },
  uniforms: { count: 'u32', leftOnly: 'f32', rightOnly: 'f32', both: 'f32' },
})

/** The image of the product of two columns of n rows without missing cells, written to `out`. */
export function product(device: Device, a: Image, b: Image, out: GPUBuffer, count: number): Image {
  // Codes lie in [−1, 1], so the distance is at most this; dividing by it keeps the new codes in [−1, 1].
  const reach = Math.abs(b.shift * a.scale) + Math.abs(a.shift * b.scale) + Math.abs(a.scale * b.scale)
  const scale = reach > 0 && Number.isFinite(reach) ? reach : 1
  device.run(productKernel, {
    bindings: { left: a.buffer, right: b.buffer, out },
    uniforms: {
      count,
      leftOnly: (b.shift * a.scale) / scale,
      rightOnly: (a.shift * b.scale) / scale,
      both: (a.scale * b.scale) / scale,
    },
    groups: [loopGroups(device, count, 16)],
    work: count,
  })
  return { buffer: out, shift: a.shift * b.shift, scale }
}
