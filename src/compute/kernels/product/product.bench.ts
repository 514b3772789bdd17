import type { KernelBench } from '../../testing/bench'
import { product } from './product'

const count = 2 ** 20

export const bench: KernelBench = {
  name: 'product',
  cases: [
    {
      title: 'two columns of 1,048,576 rows',
      work: { bytes: 12 * count },
      prepare: (device, scope) => {
        const image = () => ({ buffer: scope.buffer(count * 4), shift: 1, scale: 2 })
        const [a, b, out] = [image(), image(), scope.buffer(count * 4)]
        return () => void product(device, a, b, out, count)
      },
    },
  ],
}
