import { emptyMatrix } from '../../tensor/matrix'
import type { KernelBench } from '../../testing/bench'
import { rowNormalize } from './rowNormalize'

const [rows, columns] = [100_000, 20]

export const bench: KernelBench = {
  name: 'rowNormalize',
  cases: [
    {
      title: '100,000 × 20 by l2, in place',
      work: { bytes: 8 * rows * columns },
      prepare: (device, scope) => {
        const matrix = emptyMatrix(scope, rows, columns)
        return () => {
          using inner = device.scope()
          rowNormalize(device, inner, matrix, 'l2')
        }
      },
    },
  ],
}
