import type { KernelBench } from '../../testing/bench'
import { fill } from './fill'

const count = 2 ** 20

export const bench: KernelBench = {
  name: 'fill',
  cases: [
    {
      title: 'a column of 1,048,576 rows',
      work: { bytes: 8 * count + count / 8 },
      prepare: (device, scope) => {
        const [cells, mask, out] = [scope.buffer(count * 4), scope.buffer(count / 8), scope.buffer(count * 4)]
        return () => fill(device, cells, mask, out, count, 1)
      },
    },
  ],
}
