import { zeros } from '../../tensor/tensor'
import type { KernelBench } from '../../testing/bench'
import { pointLoss, pointLosses } from './pointLoss'

const n = 1_000_000

export const bench: KernelBench = {
  name: 'pointLoss',
  cases: pointLosses.map(kind => ({
    title: `${kind}, loss and gradient of ${n}`,
    work: { bytes: 16 * n },
    prepare(device, scope) {
      const [x, t, loss, gradient] = [zeros(scope, [n]), zeros(scope, [n]), zeros(scope, [n]), zeros(scope, [n])]
      return () => pointLoss(device, kind, x, t, { loss, gradient })
    },
  })),
}
