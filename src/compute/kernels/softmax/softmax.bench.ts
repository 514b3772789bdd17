import { tensorOf, zeros } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { softmax } from './softmax'

function rows(n: number, size: number, peer?: string, masked = false): KernelCase {
  return {
    title: `softmax of ${n} × ${size}${masked ? ', masked' : ''}`,
    work: { bytes: 2 * n * size * 4 },
    peer,
    prepare(device, scope) {
      const x = tensorOf(
        scope,
        [n, size],
        Float32Array.from({ length: n * size }, (_, i) => (i % 1000) / 100),
      )
      const out = zeros(scope, [n, size])
      const lengths = tensorOf(
        scope,
        [n],
        Uint32Array.from({ length: n }, (_, i) => 1 + (i % size)),
      )
      return () => softmax(device, x, out, masked ? { lengths } : {})
    },
  }
}

export const bench: KernelBench = {
  name: 'softmax',
  cases: [
    rows(256, 10),
    rows(100_000, 10),
    rows(4096, 1024, 'softmax'),
    rows(16, 50_000),
    rows(65_536, 32),
    rows(65_536, 32, undefined, true),
  ],
}
