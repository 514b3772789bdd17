import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { boundPart, describe, type Tensor } from '../../tensor/tensor'
import { groupsOf, rowPieces } from '../pieces'
import source from './oneHot.wgsl?raw'

const oneHotKernel = kernel({
  name: 'oneHot',
  source,
  bindings: { labels: 'read', out: 'write' },
  uniforms: { count: 'u32', classes: 'u32', lanes: 'u32' },
})

/**
 * out (n × classes): 1 at each row's label (n, u32), otherwise 0. A label that is no class gives a row of zeros.
 * Errors: a plain `Error` for shapes that do not fit.
 */
export function oneHot(device: Device, labels: Tensor, out: Tensor): void {
  const [rows, classes] = out.shape
  if (out.shape.length !== 2 || String(labels.shape) !== String([rows]))
    throw new Error(`oneHot: labels of ${describe(labels.shape)} do not give ${describe(out.shape)}.`)
  for (const { start, count } of rowPieces(device, rows, classes)) {
    const numbers = count * classes
    const groups = groupsOf(Math.min(Math.ceil(numbers / 4), Math.max(device.lanes, numbers / 256)))
    device.run(oneHotKernel, {
      bindings: {
        labels: boundPart(labels, start, start + count),
        out: boundPart(out, start * classes, (start + count) * classes),
      },
      uniforms: { count: numbers, classes: classes, lanes: groups[0] * groups[1] * 64 },
      groups,
      variant: {},
      work: numbers,
    })
  }
}
