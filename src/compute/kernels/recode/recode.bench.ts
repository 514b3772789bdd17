import { emptyMatrix } from '../../tensor/matrix'
import type { KernelBench } from '../../testing/bench'
import { recodeColumns } from './recode'

const [rows, columns] = [100_000, 20]

export const bench: KernelBench = {
  name: 'recode',
  cases: [
    {
      title: '100,000 × 20, in place',
      work: { bytes: 8 * rows * columns },
      prepare: (device, scope) => {
        const { blocks } = emptyMatrix(scope, rows, columns)
        const coding = scope.buffer(columns * 8)
        return () => recodeColumns(device, blocks, coding, columns)
      },
    },
  ],
}
