import type { Device } from '../../../device/device'
import { kernel } from '../../../device/kernel'
import { loopGroups } from '../../../kernels/pieces'
import type { Matrix } from '../../../tensor/matrix'
import source from './probabilities.wgsl?raw'

const probabilitiesKernel = kernel({
  name: 'probabilities',
  source,
  bindings: { scores: 'read', out: 'write' },
  uniforms: { quads: 'u32', outputs: 'u32' },
})

/** Probabilities (n × classes) from scores: n × 1 for two classes, else n × classes. `out` has the same blocks. */
export function probabilities(device: Device, scores: Matrix, out: Matrix): void {
  for (const [index, { buffer, stride, rows }] of scores.blocks.entries())
    device.run(probabilitiesKernel, {
      bindings: { scores: buffer, out: out.blocks[index].buffer },
      uniforms: { quads: stride / 4, outputs: scores.cols },
      groups: [loopGroups(device, stride / 4, 16)],
      work: 8 * rows * scores.cols,
    })
}
