import type { Scope } from '../../device/scope'
import { Random } from '../../random/random'
import { empty, type Tensor, tensorOf } from '../../tensor/tensor'
import type { KernelBench } from '../../testing/bench'
import { histogram } from './histogram'

const [rows, features, bins] = [1_000_000, 20, 256]

function codesOf(scope: Scope): Tensor {
  const random = new Random(1)
  const words = (features * rows) / 4
  return tensorOf(
    scope,
    [features, rows / 4],
    Uint32Array.from({ length: words }, () => random.word()),
  )
}

function pairsOf(scope: Scope): Tensor {
  const random = new Random(2)
  return tensorOf(
    scope,
    [rows, 2],
    Float32Array.from({ length: 2 * rows }, () => random.uniform() - 0.5),
  )
}

/** Rows dealt to nodes in turn: each node's are in order, and far apart. */
function nodesOf(scope: Scope, count: number): { order: Tensor; ranges: Tensor } {
  const each = rows / count
  const order = Uint32Array.from({ length: rows }, (_, i) => (i % each) * count + Math.floor(i / each))
  const ranges = Uint32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? (i / 2) * each : each))
  return { order: tensorOf(scope, [rows], order), ranges: tensorOf(scope, [count, 2], ranges) }
}

export const bench: KernelBench = {
  name: 'histogram',
  cases: [
    {
      title: '1,000,000 rows × 20 features, 256 bins',
      work: { items: rows * features },
      prepare(device, scope) {
        const [codes, out] = [codesOf(scope), empty(scope, [features, bins])]
        return () => histogram(device, codes, out, { rows, bins })
      },
      peer: 'histogram',
    },
    {
      title: '1,000,000 rows × 20 features, 256 bins, pairs',
      work: { items: 2 * rows * features },
      prepare(device, scope) {
        const [codes, pairs, out] = [codesOf(scope), pairsOf(scope), empty(scope, [features, bins, 2])]
        return () => histogram(device, codes, out, { rows, bins, pairs })
      },
    },
    {
      title: '1,000,000 rows in 32 nodes × 20 features, 256 bins, pairs',
      work: { items: 2 * rows * features },
      prepare(device, scope) {
        const [codes, pairs, nodes] = [codesOf(scope), pairsOf(scope), nodesOf(scope, 32)]
        const out = empty(scope, [32, features, bins, 2])
        return () => histogram(device, codes, out, { rows, bins, pairs, nodes })
      },
    },
  ],
}
