import { Random } from '../../random/random'
import { empty, tensorOf } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { topK } from './topK'

const best = (n: number, m: number, k: number, peer?: string): KernelCase => ({
  title: `${k} of ${n} × ${m}`,
  work: { items: n * m },
  peer,
  prepare(device, scope) {
    const random = new Random(1)
    const x = tensorOf(
      scope,
      [n, m],
      Float32Array.from({ length: n * m }, () => random.uniform()),
    )
    const [values, indices] = [empty(scope, [n, k]), empty(scope, [n, k])]
    return () => topK(device, x, k, values, indices)
  },
})

export const bench: KernelBench = {
  name: 'topK',
  cases: [
    best(1, 2 ** 20, 10, 'topK'),
    best(1024, 1024, 10),
    best(65_536, 16, 5),
    best(1024, 1024, 100),
    best(100_000, 100, 60),
  ],
}
