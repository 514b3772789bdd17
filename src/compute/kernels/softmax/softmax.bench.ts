import { tensorOf, zeros } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { softmax } from './softmax'

function rows(n: number, size: number, peer?: string): KernelCase {
  return {
    title: `softmax of ${n} × ${size}`,
    work: { bytes: 2 * n * size * 4 },
    peer,
    prepare(device, scope) {
      const x = tensorOf(
        scope,
        [n, size],
        Float32Array.from({ length: n * size }, (_, i) => (i % 1000) / 100),
      )
      const out = zeros(scope, [n, size])
      return () => softmax(device, x, out)
    },
  }
}

export const bench: KernelBench = {
  name: 'softmax',
  cases: [rows(256, 10), rows(100_000, 10), rows(4096, 1024, 'softmax'), rows(16, 50_000)],
}
