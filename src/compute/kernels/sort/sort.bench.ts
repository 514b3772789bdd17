import { Random } from '../../random/random'
import { empty, tensorOf } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { sort } from './sort'

const keysOf = (size: number): Float32Array => {
  const random = new Random(1)
  return Float32Array.from({ length: size }, () => random.uniform() - 0.5)
}

const sorted = (title: string, shape: readonly number[], withPlaces: boolean, peer?: string): KernelCase => {
  const size = shape.reduce((a, b) => a * b)
  return {
    title,
    work: { items: size },
    peer,
    prepare(device, scope) {
      const [keys, out, to] = [tensorOf(scope, shape, keysOf(size)), empty(scope, shape), empty(scope, shape)]
      return () => sort(device, keys, out, withPlaces ? { values: { to } } : {})
    },
  }
}

export const bench: KernelBench = {
  name: 'sort',
  cases: [
    sorted('1,048,576 keys', [2 ** 20], false, 'sort'),
    sorted('1,048,576 keys with their places', [2 ** 20], true),
    sorted('1000 rows of 1000', [1000, 1000], false),
    sorted('100,000 rows of 10', [100_000, 10], false),
  ],
}
