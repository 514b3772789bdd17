import { emptyMatrix } from '../../tensor/matrix'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { zerosLike, linear } from './linear'

const [rows, columns] = [100_000, 20]

const to = (outputs: number): KernelCase => ({
  title: `100,000 × 20 to ${outputs} ${outputs === 1 ? 'output' : 'outputs'}`,
  work: { flops: 2 * rows * columns * outputs },
  prepare: (device, scope) => {
    const matrix = emptyMatrix(scope, rows, columns)
    const out = zerosLike(scope, matrix, outputs)
    const [weights, bias] = [scope.buffer(columns * outputs * 4), scope.buffer(outputs * 4)]
    return () => linear(device, matrix, weights, bias, out)
  },
})

export const bench: KernelBench = { name: 'linear', cases: [to(1), to(10)] }
