import { tensorOf, zeros } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { crossEntropy } from './crossEntropy'

function rows(n: number, size: number): KernelCase {
  return {
    title: `loss and gradient of ${n} × ${size}`,
    work: { bytes: 2 * n * size * 4 },
    prepare(device, scope) {
      const x = tensorOf(
        scope,
        [n, size],
        Float32Array.from({ length: n * size }, (_, i) => (i % 1000) / 100),
      )
      const labels = tensorOf(
        scope,
        [n],
        Uint32Array.from({ length: n }, (_, i) => i % size),
      )
      const [loss, gradient] = [zeros(scope, [n]), zeros(scope, [n, size])]
      return () => crossEntropy(device, x, labels, loss, gradient)
    },
  }
}

export const bench: KernelBench = { name: 'crossEntropy', cases: [rows(256, 10), rows(100_000, 10), rows(4096, 1024)] }
