import type { KernelBench } from '../../testing/bench'
import { gather } from './gather'

const count = 2 ** 20

export const bench: KernelBench = {
  name: 'gather',
  cases: [
    {
      title: '1,048,576 rows in scattered order',
      work: { bytes: 12 * count },
      prepare: (device, scope) => {
        const [cells, out] = [scope.buffer(count * 4), scope.buffer(count * 4)]
        const rows = scope.upload(
          Uint32Array.from({ length: count }, (_, i) => (Math.imul(i, 2_654_435) % count) >>> 0),
        )
        return () => gather(device, cells, out, { rows, start: 0, count, offset: 0, alpha: 1, beta: 0 })
      },
    },
  ],
}
