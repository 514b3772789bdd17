import { Random } from '../../random/random'
import { empty, tensorOf } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { segmentedReduce } from './segmentedReduce'

const sums = (n: number, d: number, segments: number): KernelCase => ({
  title: `sums of ${n} × ${d} in ${segments} segments`,
  work: { items: n * d },
  prepare(device, scope) {
    const random = new Random(1)
    const values = Float32Array.from({ length: n * d }, () => random.uniform())
    const labels = Uint32Array.from({ length: n }, () => random.integer(segments))
    const [x, of, out] = [tensorOf(scope, [n, d], values), tensorOf(scope, [n], labels), empty(scope, [segments, d])]
    return () => segmentedReduce(device, 'sum', x, of, out)
  },
})

export const bench: KernelBench = {
  name: 'segmentedReduce',
  cases: [sums(1_000_000, 1, 10), sums(100_000, 20, 8), sums(1_000_000, 1, 100_000)],
}
