import { sparseRows } from '../../tensor/csr'
import { Random } from '../../random/random'
import { SparseMatrix } from '../../tensor/sparse'
import { zeros } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { randomSparse } from '../../testing/sparse'
import { sparseProduct } from './sparse'

const terms = (k: number, turned: boolean): KernelCase => ({
  title: `10,000 × 20,000 terms${turned ? ', transposed,' : ''} by ${k}`,
  work: { flops: 2 * 500_000 * k },
  prepare(device, scope) {
    const few = randomSparse(new Random(1), 500, 20_000, 80)
    const rows = Uint32Array.from({ length: 10_000 }, (_, i) => i % few.rows)
    const a = new SparseMatrix(scope, sparseRows(few, rows))
    const matrix = turned ? a.transposed() : a
    const [b, out] = [zeros(scope, [matrix.cols, k]), zeros(scope, [matrix.rows, k])]
    return () => sparseProduct(device, matrix, b, out)
  },
})

export const bench: KernelBench = {
  name: 'sparse',
  cases: [1, 4, 16].flatMap(k => [terms(k, false), terms(k, true)]),
}
