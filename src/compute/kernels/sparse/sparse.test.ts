import { expect, it } from 'vitest'
import { type Sparse, sparseRows } from '../../tensor/csr'
import { Random } from '../../random/random'
import { SparseMatrix, transposed } from '../../tensor/sparse'
import { empty, readTensor, tensorOf } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { randomSparse, sparseOf } from '../../testing/sparse'
import { sparseProduct } from './sparse'
import { sparseTwin } from './twin'

const device = await testDevice()

interface Case {
  a: Sparse
  k: number
}

const dense = ({ a, k }: Case, rows: number): Float32Array =>
  Float32Array.from({ length: rows * k }, (_, i) => Math.sin(i + a.cols))

const random = (random: Random, round: number): Case => {
  const [rows, cols] = [[0, 1, 63, 64, 65, 700][round % 6], [1, 5, 300, 4000][round % 4]]
  // A column that every row has is a long row of the transposed matrix.
  return { a: randomSparse(random, rows, cols, random.integer(40)), k: [1, 2, 3, 4, 8, 10, 16, 17, 20, 48][round % 10] }
}

const degenerate: Record<string, Case> = {
  'no rows': { a: sparseOf(3, []), k: 2 },
  'no columns': { a: sparseOf(0, [[], []]), k: 2 },
  'no entries': { a: sparseOf(3, [[], [], []]), k: 4 },
  'one column': { a: sparseOf(1, [[[0, 2]], [], [[0, -3]]]), k: 1 },
  'empty rows around a long one': {
    a: sparseOf(2000, [[], Array.from({ length: 2000 }, (_, c) => [c, c % 7] as const), []]),
    k: 3,
  },
  'no answer': { a: sparseOf(3, [[[0, 2]]]), k: 0 },
}

const sizes = ({ a }: Case): number =>
  Math.max(1, ...Array.from(a.starts.subarray(1), (end, i) => end - a.starts[i])) ** 0.5

agreesWithTwin<Case>('sparse', {
  device,
  random,
  degenerate,
  run(scope, input) {
    const { a, k } = input
    const out = empty(scope, [a.rows, k])
    sparseProduct(device, new SparseMatrix(scope, a), tensorOf(scope, [a.cols, k], dense(input, a.cols)), out)
    return readTensor(device, out)
  },
  twin: input => sparseTwin(input.a, dense(input, input.a.cols), input.k),
  scale: sizes,
})

agreesWithTwin<Case>('sparse, transposed', {
  device,
  random,
  degenerate,
  run(scope, input) {
    const { a, k } = input
    const out = empty(scope, [a.cols, k])
    const matrix = new SparseMatrix(scope, a).transposed()
    sparseProduct(device, matrix, tensorOf(scope, [a.rows, k], dense(input, a.rows)), out)
    return readTensor(device, out)
  },
  twin: input => sparseTwin(transposed(input.a), dense(input, input.a.rows), input.k),
  scale: input => sizes({ ...input, a: transposed(input.a) }),
})

it('adds up 100,000 entries of a column without losing digits', async () => {
  using scope = device.scope()
  const n = 100_000
  const a = new SparseMatrix(scope, sparseOf(1, new Array<[number, number][]>(n).fill([[0, 0.1]])))
  const out = empty(scope, [1, 1])
  sparseProduct(device, a.transposed(), tensorOf(scope, [n, 1], new Float32Array(n).fill(1)), out)
  const [sum] = await readTensor(device, out)
  expect(Math.abs(sum / (n * Math.fround(0.1)) - 1)).toBeLessThan(1e-6)
})

it('holds 10,000 × 20,000 terms and their transposed in 16 MB on the device, products included', async () => {
  using scope = device.scope()
  const few = randomSparse(new Random(1), 200, 20_000, 80)
  const host = sparseRows(
    few,
    Uint32Array.from({ length: 10_000 }, (_, i) => i % few.rows),
  )
  const count = device.counter.since()
  const a = new SparseMatrix(scope, host)
  const [scores, gradient] = [empty(scope, [10_000, 2]), empty(scope, [20_000, 2])]
  sparseProduct(device, a, gradient, scores)
  sparseProduct(device, a.transposed(), scores, gradient)
  await readTensor(device, gradient)
  expect(host.columns.length).toBeGreaterThan(400_000)
  expect(count().peakBytes).toBeLessThan(16e6)
})

it('refuses shapes that do not fit', () => {
  using scope = device.scope()
  const a = new SparseMatrix(scope, sparseOf(3, [[]]))
  const x = empty(scope, [2, 2])
  expect(() => sparseProduct(device, a, x, x)).toThrow('1 × 3 times 2 × 2 is not 2 × 2.')
})
