import { zeros } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { scan } from './scan'

function along(shape: readonly number[], axis: number): KernelCase {
  const size = shape.reduce((a, b) => a * b, 1)
  return {
    title: `running sum of ${shape.join(' × ')} along ${axis}`,
    work: { bytes: 2 * size * 4 },
    prepare(device, scope) {
      const [x, out] = [zeros(scope, shape), zeros(scope, shape)]
      return () => scan(device, 'sum', x, out, axis)
    },
  }
}

export const bench: KernelBench = {
  name: 'scan',
  cases: [along([2 ** 22], 0), along([4096, 1024], 1), along([100_000, 20], 0)],
}
