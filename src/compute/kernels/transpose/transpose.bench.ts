import { empty, zeros } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { transpose } from './transpose'

function shaped(shape: number[], order: number[]): KernelCase {
  return {
    title: `${shape.join(' × ')} to ${order.map(axis => shape[axis]).join(' × ')}`,
    work: { bytes: 8 * shape.reduce((a, b) => a * b, 1) },
    prepare(device, scope) {
      const a = zeros(scope, shape)
      const out = empty(
        scope,
        order.map(axis => shape[axis]),
      )
      return () => transpose(device, a, out, order)
    },
  }
}

export const bench: KernelBench = {
  name: 'transpose',
  cases: [
    shaped([2048, 2048], [1, 0]),
    shaped([100_000, 20], [1, 0]),
    shaped([999, 1001], [1, 0]),
    shaped([32, 28, 28, 32], [0, 3, 1, 2]),
  ],
}
