import { tensorOf, zeros } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { elementwise } from './elementwise'
import type { OperationName } from './operations'

const many = 2 ** 24

function whole(op: OperationName, inputs: number, peer?: string): KernelCase {
  return {
    title: `${op} of 64 MiB`,
    work: { bytes: (inputs + 1) * many * 4 },
    ...(peer && { peer }),
    prepare(device, scope) {
      const numbers = Float32Array.from({ length: many }, (_, i) => (i % 1000) / 1000)
      const x = Array.from({ length: inputs }, () => tensorOf(scope, [many], numbers))
      const out = zeros(scope, [many])
      return () => elementwise(device, op, x, out)
    },
  }
}

function rows(n: number, p: number): KernelCase {
  return {
    title: `${n} × ${p} less a row`,
    work: { bytes: 2 * n * p * 4 },
    prepare(device, scope) {
      const [x, row, out] = [zeros(scope, [n, p]), zeros(scope, [p]), zeros(scope, [n, p])]
      return () => elementwise(device, 'subtract', [x, row], out)
    },
  }
}

export const bench: KernelBench = {
  name: 'elementwise',
  cases: [
    whole('add', 2, 'add 64 MiB'),
    whole('exp', 1, 'exp 64 MiB'),
    whole('tanh', 1),
    whole('gelu', 1),
    rows(100_000, 20),
    rows(100_000, 21),
    rows(256, 128),
  ],
}
