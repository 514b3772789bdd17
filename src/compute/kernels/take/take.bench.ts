import { tensorOf, zeros } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { take } from './take'

function lookup(m: number, inner: number, count: number): KernelCase {
  return {
    title: `${count} rows of ${m} × ${inner}`,
    work: { bytes: 2 * count * inner * 4 },
    prepare(device, scope) {
      const indices = tensorOf(
        scope,
        [count],
        Uint32Array.from({ length: count }, (_, i) => (i * 7919) % m),
      )
      const [table, out] = [zeros(scope, [m, inner]), zeros(scope, [count, inner])]
      return () => take(device, table, indices, out)
    },
  }
}

export const bench: KernelBench = {
  name: 'take',
  cases: [lookup(10_000, 64, 16_384), lookup(100_000, 20, 100_000), lookup(100_000, 1, 1_000_000)],
}
