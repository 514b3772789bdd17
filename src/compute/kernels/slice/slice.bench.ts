import { zeros } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { slice } from './slice'

function columns(rows: number, of: number, taken: number): KernelCase {
  return {
    title: `${taken} of ${rows} × ${of} columns`,
    work: { bytes: 2 * rows * taken * 4 },
    prepare(device, scope) {
      const [x, out] = [zeros(scope, [rows, of]), zeros(scope, [rows, taken])]
      return () => slice(device, x, out, 1, of - taken)
    },
  }
}

export const bench: KernelBench = { name: 'slice', cases: [columns(100_000, 20, 16), columns(100_000, 20, 5)] }
