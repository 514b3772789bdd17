import { emptyMatrix } from '../../tensor/matrix'
import type { KernelBench } from '../../testing/bench'
import { moments } from './moments'

const [rows, columns] = [100_000, 20]

export const bench: KernelBench = {
  name: 'moments',
  cases: [
    {
      title: '100,000 × 20, read back',
      work: { bytes: 4 * rows * columns },
      prepare: (device, scope) => {
        const matrix = emptyMatrix(scope, rows, columns)
        return () => moments(device, matrix)
      },
    },
  ],
}
