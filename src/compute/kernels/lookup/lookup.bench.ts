import type { KernelBench } from '../../testing/bench'
import { lookup } from './lookup'

const count = 2 ** 20

export const bench: KernelBench = {
  name: 'lookup',
  cases: [
    {
      title: '1,048,576 codes in a table of 16',
      work: { bytes: 8 * count },
      prepare: (device, scope) => {
        const codes = scope.upload(Int32Array.from({ length: count }, (_, i) => i % 16))
        const [table, out] = [scope.buffer(64), scope.buffer(count * 4)]
        return () => lookup(device, codes, table, out, { count, other: 0 })
      },
    },
  ],
}
