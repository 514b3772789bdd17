import type { Device } from '../../device/device'
import { empty, type Tensor } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { randomMask, randomNormals, randomPermutation, randomUniforms } from './random'

const drawn = (title: string, size: number, draw: (device: Device, out: Tensor) => void): KernelCase => ({
  title: `${title}, ${size}`,
  work: { items: size },
  prepare(device, scope) {
    const out = empty(scope, [size])
    return () => draw(device, out)
  },
})

export const bench: KernelBench = {
  name: 'random',
  cases: [
    drawn('uniforms', 2 ** 22, (device, out) => randomUniforms(device, out, { seed: 1 })),
    drawn('normals', 2 ** 22, (device, out) => randomNormals(device, out, { seed: 1 })),
    drawn('dropout mask', 2 ** 22, (device, out) => randomMask(device, out, { seed: 1, p: 0.8, value: 1.25 })),
    drawn('permutation', 2 ** 20, (device, out) => randomPermutation(device, out, { seed: 1 })),
  ],
}
