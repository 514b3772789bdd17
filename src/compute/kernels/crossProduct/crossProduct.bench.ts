import { emptyMatrix } from '../../tensor/matrix'
import type { KernelBench } from '../../testing/bench'
import { crossProduct } from './crossProduct'

const [rows, columns] = [100_000, 20]

export const bench: KernelBench = {
  name: 'crossProduct',
  cases: [
    {
      title: 'Gram of 100,000 × 20, read back',
      work: { flops: rows * columns * (columns + 1) },
      peer: 'gram',
      prepare: (device, scope) => {
        const matrix = emptyMatrix(scope, rows, columns)
        return () => crossProduct(device, matrix, matrix)
      },
    },
  ],
}
