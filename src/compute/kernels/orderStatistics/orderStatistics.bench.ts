import { emptyMatrix } from '../../tensor/matrix'
import type { KernelBench } from '../../testing/bench'
import { orderStatistics } from './orderStatistics'

const rows = 2 ** 20

export const bench: KernelBench = {
  name: 'orderStatistics',
  cases: [
    {
      title: 'three quantiles of 1,048,576 rows, four readbacks',
      work: { items: rows },
      prepare: (device, scope) => {
        const column = emptyMatrix(scope, rows, 1)
        return () => orderStatistics(device, [{ column, ranks: [rows / 4, rows / 2, (3 * rows) / 4] }])
      },
    },
  ],
}
