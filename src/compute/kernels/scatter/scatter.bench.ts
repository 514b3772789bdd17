import { tensorOf, zeros } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { scatterAdd } from './scatter'

function rows(m: number, inner: number, count: number): KernelCase {
  return {
    title: `${count} × ${inner} added into ${m} rows`,
    work: { bytes: count * inner * 4 },
    prepare(device, scope) {
      const indices = tensorOf(
        scope,
        [count],
        Uint32Array.from({ length: count }, (_, i) => (i * 7919) % m),
      )
      const [updates, out] = [zeros(scope, [count, inner]), zeros(scope, [m, inner])]
      return () => scatterAdd(device, updates, indices, out)
    },
  }
}

export const bench: KernelBench = { name: 'scatter', cases: [rows(10_000, 64, 16_384), rows(100, 16, 4096)] }
