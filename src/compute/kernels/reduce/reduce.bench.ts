import { tensorOf, zeros } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { reduce, type Reduction } from './reduce'

function along(op: Reduction, shape: readonly number[], axes: readonly number[], peer?: string): KernelCase {
  const size = shape.reduce((a, b) => a * b, 1)
  return {
    title: `${op} of ${shape.join(' × ')} along ${axes.join(', ')}`,
    work: { bytes: size * 4 },
    ...(peer && { peer }),
    prepare(device, scope) {
      const x = tensorOf(
        scope,
        shape,
        Float32Array.from({ length: size }, (_, i) => (i % 1000) / 1000),
      )
      const out = zeros(
        scope,
        shape.filter((_, axis) => !axes.includes(axis)),
      )
      return () => reduce(device, op, x, out, axes)
    },
  }
}

export const bench: KernelBench = {
  name: 'reduce',
  cases: [
    along('sum', [2 ** 24], [0], 'sum 64 MiB'),
    along('sum', [16_384, 1024], [1], 'row-sum 16384 × 1024'),
    along('sum', [16_384, 1024], [0]),
    along('sum', [256, 128], [0]),
    along('variance', [100_000, 20], [0]),
    along('max', [2 ** 24], [0]),
    along('argmax', [100_000, 10], [1]),
    along('logsumexp', [16_384, 1024], [1]),
  ],
}
