import { emptyMatrix } from '../../tensor/matrix'
import type { KernelBench } from '../../testing/bench'
import { scaledDistances } from './scaledDistances'

const [rows, columns, places] = [100_000, 20, 3]

export const bench: KernelBench = {
  name: 'scaledDistances',
  cases: [
    {
      title: '100,000 × 20 from 3 places',
      work: { flops: 4 * rows * columns * places },
      prepare(device, scope) {
        const matrix = emptyMatrix(scope, rows, columns)
        const [middle, unit] = [new Float64Array(places * columns), new Float64Array(places * columns).fill(1)]
        return () => {
          using own = device.scope()
          scaledDistances(device, own, matrix, middle, unit)
        }
      },
    },
  ],
}
