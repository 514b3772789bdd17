import { Random } from '../../random/random'
import type { Scope } from '../../device/scope'
import { empty, type Tensor, tensorOf } from '../../tensor/tensor'
import type { KernelBench } from '../../testing/bench'
import { distances } from './distances'
import type { MetricName } from '../../../shared/neighbours'
import { assign, nearest } from './nearest'

function tableOf(scope: Scope, n: number, d: number, seed: number): Tensor {
  const random = new Random(seed)
  return tensorOf(
    scope,
    [n, d],
    Float32Array.from({ length: n * d }, () => random.normal()),
  )
}

const knn = (name: MetricName, peer?: string): KernelBench['cases'][number] => ({
  title: `5 nearest of 20,000 for 2,000, d = 32, ${name}`,
  work: { flops: 2000 * 20_000 * 32 * 3 },
  prepare(device, scope) {
    const [queries, points] = [tableOf(scope, 2000, 32, 1), tableOf(scope, 20_000, 32, 2)]
    const out = { distances: empty(scope, [2000, 5]), indices: empty(scope, [2000, 5]) }
    return () => nearest(device, queries, points, 5, { name }, out)
  },
  peer,
})

export const bench: KernelBench = {
  name: 'distances',
  cases: [
    knn('euclidean', 'knn'),
    knn('manhattan'),
    knn('cosine'),
    {
      title: '2000 × 10,000, d = 32, euclidean, all distances',
      work: { flops: 2000 * 10_000 * 32 * 3 },
      prepare(device, scope) {
        const [a, b, out] = [tableOf(scope, 2000, 32, 1), tableOf(scope, 10_000, 32, 2), empty(scope, [2000, 10_000])]
        return () => distances(device, a, b, out, { name: 'euclidean' })
      },
    },
    {
      title: '100,000 rows to the nearest of 8, d = 20',
      work: { flops: 100_000 * 8 * 20 * 3 },
      prepare(device, scope) {
        const [rows, points] = [tableOf(scope, 100_000, 20, 1), tableOf(scope, 8, 20, 2)]
        const out = { distances: empty(scope, [100_000]), indices: empty(scope, [100_000]) }
        return () => assign(device, rows, points, { name: 'squared' }, out)
      },
    },
  ],
}
