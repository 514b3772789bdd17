import { tensorOf, zeros } from '../../tensor/tensor'
import type { KernelBench } from '../../testing/bench'
import { oneHot } from './oneHot'

const [rows, classes] = [100_000, 10]

export const bench: KernelBench = {
  name: 'oneHot',
  cases: [
    {
      title: `${rows} labels of ${classes} classes`,
      work: { bytes: 4 * rows * (classes + 1) },
      prepare(device, scope) {
        const labels = tensorOf(
          scope,
          [rows],
          Uint32Array.from({ length: rows }, (_, i) => i % classes),
        )
        const out = zeros(scope, [rows, classes])
        return () => oneHot(device, labels, out)
      },
    },
  ],
}
