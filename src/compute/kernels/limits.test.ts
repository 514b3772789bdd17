import { describe, expect, it, vi } from 'vitest'
import type { Scope } from '../device/scope'
import { Random } from '../random/random'
import { SparseMatrix } from '../tensor/sparse'
import { empty, reshape, sizeOf, type Tensor, tensorOf, zeros } from '../tensor/tensor'
import { testDevice } from '../testing/device'
import { randomSparse } from '../testing/sparse'
import { crossEntropy } from './crossEntropy/crossEntropy'
import { distances } from './distances/distances'
import { nearest } from './distances/nearest'
import { elementwise } from './elementwise/elementwise'
import { histogram } from './histogram/histogram'
import { matmul } from './matmul/matmul'
import { oneHot } from './oneHot/oneHot'
import { optimizerStep } from './optimizerStep/optimizerStep'
import { pointLoss } from './pointLoss/pointLoss'
import { randomPermutation } from './random/random'
import { reduce } from './reduce/reduce'
import { scan } from './scan/scan'
import { scatterAdd } from './scatter/scatter'
import { segmentedReduce } from './segmentedReduce/segmentedReduce'
import { slice } from './slice/slice'
import { softmax, softmaxGradient } from './softmax/softmax'
import { sort } from './sort/sort'
import { sparseProduct } from './sparse/sparse'
import { take } from './take/take'
import { topK } from './topK/topK'
import { transpose } from './transpose/transpose'

/** Every kernel over arrays that no binding holds: what each launch binds stays within the limit, and the answers are the same. */
const device = await testDevice({ plain: true })
/** Bytes that stand for the 128 MiB of default limits. */
const limit = 131_072

let random = new Random(8)
const normals = (scope: Scope, ...shape: number[]): Tensor =>
  tensorOf(
    scope,
    shape,
    Float32Array.from({ length: sizeOf(shape) }, () => random.normal()),
  )
const labels = (scope: Scope, n: number, classes: number): Tensor =>
  tensorOf(
    scope,
    [n],
    Uint32Array.from({ length: n }, () => random.integer(classes)),
  )

/** Launches a kernel on arrays of its own; its answers. */
const cases: Record<string, (scope: Scope) => Tensor[]> = {
  elementwise(scope) {
    const out = empty(scope, [7000, 13])
    elementwise(device, 'multiplyAdd', [normals(scope, 7000, 13), normals(scope, 7000, 1), normals(scope, 13)], out)
    return [out]
  },
  'sparse, and transposed'(scope) {
    const a = new SparseMatrix(scope, randomSparse(random, 1500, 1100, 60))
    const [even, odd] = [empty(scope, [1500, 20]), empty(scope, [1100, 3])]
    sparseProduct(device, a, normals(scope, 1100, 20), even)
    sparseProduct(device, a.transposed(), normals(scope, 1500, 3), odd)
    return [even, odd]
  },
  'elementwise with a row that repeats and is beyond it'(scope) {
    const [even, odd] = [empty(scope, [3, 50_048]), empty(scope, [3, 50_001])]
    elementwise(device, 'add', [normals(scope, 3, 50_048), normals(scope, 50_048)], even)
    elementwise(device, 'multiply', [normals(scope, 1, 50_001), normals(scope, 3, 50_001)], odd)
    elementwise(device, 'add', [odd, normals(scope, 50_001)], odd)
    return [even, odd]
  },
  'reduce rows'(scope) {
    const out = empty(scope, [9000])
    reduce(device, 'variance', normals(scope, 9000, 11), out, [1])
    return [out]
  },
  'reduce columns'(scope) {
    const [out, places] = [empty(scope, [11]), empty(scope, [11])]
    const x = normals(scope, 9000, 11)
    reduce(device, 'mean', x, out, [0])
    reduce(device, 'argmax', x, places, [0])
    return [out, places]
  },
  'reduce rows of which it holds few'(scope) {
    const [out, places] = [empty(scope, [2, 1001]), empty(scope, [2, 1001])]
    const x = normals(scope, 2, 40, 1001)
    reduce(device, 'variance', x, out, [1])
    reduce(device, 'argmin', x, places, [1])
    return [out, places]
  },
  'reduce rows that are beyond it'(scope) {
    const [out, places] = [empty(scope, [2, 40_001]), empty(scope, [2, 40_001])]
    const x = normals(scope, 2, 3, 40_001)
    reduce(device, 'max', x, out, [1])
    reduce(device, 'argmin', x, places, [1])
    return [out, places]
  },
  scan(scope) {
    const out = empty(scope, [9000, 11])
    scan(device, 'max', normals(scope, 9000, 11), out, 0)
    return [out]
  },
  'scan of one long row'(scope) {
    const out = empty(scope, [150_001])
    scan(device, 'sum', normals(scope, 150_001), out, 0, { exclusive: true })
    return [out]
  },
  'scan of rows that are beyond it'(scope) {
    const out = empty(scope, [3, 70_001])
    scan(device, 'sum', normals(scope, 3, 70_001), out, 1, { reverse: true })
    return [out]
  },
  'scan down rows that are beyond it'(scope) {
    const out = empty(scope, [2, 5, 40_001])
    scan(device, 'sum', normals(scope, 2, 5, 40_001), out, 1)
    return [out]
  },
  softmax(scope) {
    const [x, y, dx] = [normals(scope, 9000, 11), empty(scope, [9000, 11]), empty(scope, [9000, 11])]
    softmax(device, x, y)
    softmaxGradient(device, y, x, dx)
    return [y, dx]
  },
  crossEntropy(scope) {
    const [loss, gradient] = [empty(scope, [12_000]), empty(scope, [12_000, 7])]
    crossEntropy(device, normals(scope, 12_000, 7), labels(scope, 12_000, 7), loss, gradient)
    return [loss, gradient]
  },
  pointLoss(scope) {
    const out = { loss: empty(scope, [90_001]), gradient: empty(scope, [90_001]) }
    pointLoss(device, 'huber', normals(scope, 90_001), normals(scope, 90_001), out)
    return [out.loss, out.gradient]
  },
  'take of a long table'(scope) {
    const out = empty(scope, [50_000, 6])
    take(device, normals(scope, 30_000, 6), labels(scope, 50_000, 30_000), out)
    return [out]
  },
  'take along the last axis'(scope) {
    const out = empty(scope, [9000, 7])
    take(device, normals(scope, 9000, 20), labels(scope, 7, 20), out, 1)
    return [out]
  },
  scatterAdd(scope) {
    const out = zeros(scope, [30_000, 6])
    scatterAdd(device, normals(scope, 50_000, 6), labels(scope, 50_000, 30_000), out)
    return [out]
  },
  slice(scope) {
    const out = empty(scope, [9000, 9])
    slice(device, normals(scope, 9000, 17), out, 1, 5)
    return [out]
  },
  transpose(scope) {
    const out = empty(scope, [80, 60, 40])
    transpose(device, normals(scope, 40, 60, 80), out)
    return [out]
  },
  matmul(scope) {
    const out = empty(scope, [300, 260])
    matmul(device, normals(scope, 300, 250), normals(scope, 260, 250), out, { transposeB: true })
    return [out]
  },
  'matmul in batches'(scope) {
    const out = empty(scope, [300, 20, 20])
    matmul(device, normals(scope, 300, 20, 15), normals(scope, 300, 15, 20), out)
    return [out]
  },
  'matmul of long sums'(scope) {
    const out = empty(scope, [5, 60])
    matmul(device, normals(scope, 5000, 5), normals(scope, 5000, 60), out, { transposeA: true })
    return [out]
  },
  'sort of rows'(scope) {
    const out = empty(scope, [5000, 30])
    sort(device, normals(scope, 5000, 30), out)
    return [out]
  },
  'sort of a row that is beyond it'(scope) {
    const [out, to] = [empty(scope, [140_001]), empty(scope, [140_001])]
    sort(device, normals(scope, 140_001), out, { descending: true, values: { to } })
    return [out, to]
  },
  'sort of rows that are beyond it'(scope) {
    const [keys, from] = [labels(scope, 2 * 70_001, 900), labels(scope, 2 * 70_001, 2 ** 20)]
    const [out, to] = [empty(scope, [2, 70_001]), empty(scope, [2, 70_001])]
    const rows = (tensor: Tensor): Tensor => reshape(tensor, [2, 70_001])
    sort(device, rows(keys), out, { type: 'u32', most: 800, values: { from: rows(from), to } })
    return [out, to]
  },
  'sort of numbers alone'(scope) {
    const out = empty(scope, [100_000])
    sort(device, normals(scope, 100_000), out)
    return [out]
  },
  randomPermutation(scope) {
    const out = empty(scope, [100_000])
    randomPermutation(device, out, { seed: 3 })
    return [out]
  },
  'topK in lists'(scope) {
    const [values, places] = [empty(scope, [2900, 20]), empty(scope, [2900, 20])]
    topK(device, normals(scope, 2900, 100), 20, values, places)
    return [values, places]
  },
  'topK by sorting'(scope) {
    const [values, places] = [empty(scope, [900, 80]), empty(scope, [900, 80])]
    topK(device, normals(scope, 900, 100), 80, values, places)
    return [values, places]
  },
  'topK of rows that are beyond it'(scope) {
    const [values, places] = [empty(scope, [2, 7]), empty(scope, [2, 7])]
    topK(device, normals(scope, 2, 70_001), 7, values, places, { smallest: true })
    return [values, places]
  },
  segmentedReduce(scope) {
    const out = empty(scope, [500, 9])
    segmentedReduce(device, 'max', normals(scope, 20_000, 9), labels(scope, 20_000, 500), out)
    return [out]
  },
  'segmentedReduce into segments that are beyond it'(scope) {
    const out = empty(scope, [50_000, 3])
    segmentedReduce(device, 'sum', normals(scope, 60_000, 3), labels(scope, 60_000, 50_001), out)
    return [out]
  },
  'segmentedReduce of labels that are beyond it'(scope) {
    const [sums, counts] = [empty(scope, [7, 1]), empty(scope, [7, 1])]
    const [x, of] = [normals(scope, 90_000, 1), labels(scope, 90_000, 7)]
    segmentedReduce(device, 'sum', x, of, sums)
    segmentedReduce(device, 'count', x, of, counts)
    return [sums, counts]
  },
  histogram(scope) {
    const out = empty(scope, [80, 64])
    const codes = Uint32Array.from({ length: 80 * 1000 }, () => random.word() & 0x3f3f3f3f)
    histogram(device, tensorOf(scope, [80, 1000], codes), out, { rows: 4000, bins: 64 })
    return [out]
  },
  'histogram of rows that are beyond it'(scope) {
    const [rows, bins, nodes] = [150_000, 16, 30]
    const random = new Random(5)
    const codes = Uint32Array.from({ length: (3 * rows) / 4 }, () => random.word() & 0x0f0f0f0f)
    const pairs = normals(scope, rows, 2)
    const order = tensorOf(scope, [rows], Uint32Array.from(random.permutation(rows)))
    const ranges = tensorOf(
      scope,
      [nodes, 2],
      Uint32Array.from({ length: 2 * nodes }, (_, i) => (i % 2 ? 5000 : i * 2500)),
    )
    const all = { rows, bins }
    const [counts, sums] = [empty(scope, [3, bins]), empty(scope, [nodes, 3, bins, 2])]
    histogram(device, tensorOf(scope, [3, rows / 4], codes), counts, all)
    histogram(device, tensorOf(scope, [3, rows / 4], codes), sums, { ...all, pairs, nodes: { order, ranges } })
    return [counts, sums]
  },
  'histograms that are beyond it'(scope) {
    const [rows, nodes, features] = [2000, 9, 20]
    const codes = Uint32Array.from({ length: (features * rows) / 4 }, () => random.word())
    const order = tensorOf(
      scope,
      [rows],
      Uint32Array.from({ length: rows }, (_, i) => i),
    )
    const ranges = tensorOf(
      scope,
      [nodes, 2],
      Uint32Array.from({ length: 2 * nodes }, (_, i) => (i % 2 ? 200 : i * 100)),
    )
    const out = empty(scope, [nodes, features, 256])
    histogram(device, tensorOf(scope, [features, rows / 4], codes), out, { rows, bins: 256, nodes: { order, ranges } })
    return [out]
  },
  distances(scope) {
    const out = empty(scope, [600, 200])
    distances(device, normals(scope, 600, 5), normals(scope, 200, 5), out, { name: 'chebyshev' })
    return [out]
  },
  nearest(scope) {
    const out = { distances: empty(scope, [2000, 50]), indices: empty(scope, [2000, 50]) }
    nearest(device, normals(scope, 2000, 9), normals(scope, 600, 9), 50, { name: 'chebyshev' }, out)
    return [out.distances, out.indices]
  },
  oneHot(scope) {
    const out = empty(scope, [9000, 10])
    oneHot(device, labels(scope, 9000, 10), out)
    return [out]
  },
  optimizerStep(scope) {
    const n = 90_000
    const state = {
      values: normals(scope, n),
      gradients: normals(scope, n),
      first: zeros(scope, [n]),
      second: zeros(scope, [n]),
      norm: zeros(scope, [1]),
    }
    const settings = { learningRate: 0.1, step: 0, decay: 0.1, decayed: 4000, momentum: 0.9, squares: 0.99 }
    optimizerStep(device, state, { method: 'adam', ...settings, epsilon: 1e-8, clip: 0 })
    return [state.values, state.first, state.second]
  },
}

describe.each(Object.keys(cases))('%s', name => {
  it.each([true, false])('keeps to the limits of a binding and of a launch (software: %s)', async software => {
    const launch = async (): Promise<Float32Array[]> => {
      using scope = device.scope()
      random = new Random(8)
      const answers = cases[name](scope)
      return Promise.all(answers.map(a => device.readFloats(a.buffer, sizeOf(a.shape))))
    }
    const whole = await launch()
    const run = device.run.bind(device)
    const largest = { binding: 0, groups: 0 }
    const info = device.info as { software: boolean }
    const before = info.software
    const mocks = [
      vi.spyOn(device, 'bindingLimit', 'get').mockReturnValue(limit),
      vi.spyOn(device, 'run').mockImplementation((kernel, plan) => {
        for (const bound of Object.values<GPUBuffer | GPUBufferBinding>(plan.bindings))
          largest.binding = Math.max(largest.binding, bound.size ?? 0)
        largest.groups = Math.max(largest.groups, ...plan.groups.map(n => n ?? 1))
        run(kernel, plan)
      }),
    ]
    info.software = software
    try {
      const cut = await launch()
      expect(largest.binding).toBeLessThanOrEqual(limit)
      expect(largest.groups).toBeLessThanOrEqual(65_535)
      expectNear(cut, whole)
    } finally {
      info.software = before
      for (const mock of mocks) mock.mockRestore()
    }
  })
})

/** Sums may be cut elsewhere; what moves or counts is the same (u32, as single-precision numbers nothing to speak of, by bits). */
function expectNear(got: readonly Float32Array[], want: readonly Float32Array[]): void {
  for (const [i, numbers] of want.entries()) {
    const scale = numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
    const counts = scale < 1e-30
    const [a, b] = counts ? [bitsOf(got[i]), bitsOf(numbers)] : [got[i], numbers]
    const apart = a.findIndex((x, j) => !(Math.abs(x - b[j]) <= (counts ? 0 : 1e-5 * scale)))
    expect(apart, `answer ${i}: ${a[apart]} where it is ${b[apart]} in one piece, number`).toBe(-1)
  }
}

const bitsOf = ({ buffer }: Float32Array): Uint32Array => new Uint32Array(buffer)
