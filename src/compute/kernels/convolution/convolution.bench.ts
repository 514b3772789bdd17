import { zeros } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { convolution, convolutionFilterGradient, convolutionInputGradient } from './convolution'

interface Shape {
  images: number
  size: number
  channels: number
  outputs: number
}

const named = ({ images, size, channels, outputs }: Shape): string =>
  `${images} × ${size} × ${size} × ${channels} → ${outputs}, 3 × 3`
const flops = ({ images, size, channels, outputs }: Shape): number => 2 * images * size * size * 9 * channels * outputs

function prepare({ images, size, channels, outputs }: Shape, backward: boolean): KernelCase['prepare'] {
  return (device, scope) => {
    const x = zeros(scope, [images, size, size, channels])
    const w = zeros(scope, [3, 3, channels, outputs])
    const y = zeros(scope, [images, size, size, outputs])
    const [dx, dw] = [zeros(scope, x.shape), zeros(scope, w.shape)]
    const walk = { padding: [1, 1] } as const
    return () => {
      convolution(device, x, w, y, walk)
      if (!backward) return
      convolutionFilterGradient(device, x, y, dw, walk)
      convolutionInputGradient(device, y, w, dx, walk)
    }
  }
}

const first: Shape = { images: 32, size: 28, channels: 1, outputs: 32 }
const second: Shape = { images: 32, size: 14, channels: 32, outputs: 64 }

export const bench: KernelBench = {
  name: 'convolution',
  cases: [
    { title: named(first), work: { flops: flops(first) }, prepare: prepare(first, false), peer: 'conv1' },
    {
      title: `${named(first)}, forward and backward`,
      work: { flops: 3 * flops(first) },
      prepare: prepare(first, true),
      peer: 'conv1backward',
    },
    { title: named(second), work: { flops: flops(second) }, prepare: prepare(second, false), peer: 'conv2' },
    {
      title: `${named(second)}, forward and backward`,
      work: { flops: 3 * flops(second) },
      prepare: prepare(second, true),
      peer: 'conv2backward',
    },
  ],
}
