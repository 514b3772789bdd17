import { zeros } from '../../tensor/tensor'
import type { KernelBench } from '../../testing/bench'
import { pooling, poolingGradient } from './pooling'

const walk = { window: [2, 2], stride: [2, 2] } as const
const numbers = 32 * 28 * 28 * 32

export const bench: KernelBench = {
  name: 'pooling',
  cases: [
    {
      title: 'max 2 × 2 of 32 × 28 × 28 × 32, forward and backward',
      work: { bytes: 4 * (2 * numbers + (4 * numbers) / 4) },
      prepare: (device, scope) => {
        const x = zeros(scope, [32, 28, 28, 32])
        const [y, places, dx] = [zeros(scope, [32, 14, 14, 32]), zeros(scope, [32, 14, 14, 32]), zeros(scope, x.shape)]
        return () => {
          pooling(device, 'max', x, y, { ...walk, places })
          poolingGradient(device, 'max', y, dx, { ...walk, places })
        }
      },
    },
  ],
}
