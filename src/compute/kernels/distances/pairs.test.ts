import { describe, expect, it } from 'vitest'
import { Device } from '../../device/device'
import type { Scope } from '../../device/scope'
import { Random } from '../../random/random'
import { empty, readTensor, type Tensor, tensorOf } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { topKTwin } from '../topK/twin'
import { distances } from './distances'
import type { Metric, MetricName } from '../../../shared/neighbours'
import { assign, nearest } from './nearest'
import type { Tiling } from './tiles'
import { distanceTwin } from './twin'

const device = await testDevice()

interface Case {
  n: number
  m: number
  d: number
  a: Float32Array
  b: Float32Array
}

const metrics: Record<MetricName, readonly Metric[]> = {
  euclidean: [{ name: 'euclidean' }],
  squared: [{ name: 'squared' }],
  manhattan: [{ name: 'manhattan' }],
  minkowski: [
    { name: 'minkowski', p: 3 },
    { name: 'minkowski', p: 1.5 },
  ],
  chebyshev: [{ name: 'chebyshev' }],
  cosine: [{ name: 'cosine' }],
  hamming: [{ name: 'hamming' }],
  jaccard: [{ name: 'jaccard' }],
  simpleMatching: [{ name: 'simpleMatching' }],
}
const counts = new Set<MetricName>(['hamming', 'jaccard', 'simpleMatching'])

const row = (x: Float32Array, i: number, d: number): Float32Array => x.subarray(i * d, (i + 1) * d)

/** Numbers with duplicate rows among them; whole small ones, with many zeros, for what counts. */
function random(name: MetricName) {
  return (random: Random, round: number): Case => {
    const pick = (from: readonly number[]): number => from[random.integer(from.length)]
    const [n, m, d] = [pick([1, 7, 32, 33, 64, 129]), pick([1, 4, 5, 16, 17, 130]), pick([1, 2, 5, 32])]
    const number = (): number => (counts.has(name) ? random.integer(3) : random.normal() * 10 ** (round % 5))
    const a = Float32Array.from({ length: n * d }, number)
    const b = Float32Array.from({ length: m * d }, number)
    b.set(row(a, random.integer(n), d), random.integer(m) * d)
    return { n, m, d, a, b }
  }
}

const table = (n: number, m: number, d: number, a: number[], b: number[]): Case => ({
  n,
  m,
  d,
  a: Float32Array.from(a),
  b: Float32Array.from(b),
})

const degenerate: Record<string, Case> = {
  'no rows': table(0, 2, 1, [], [1, 2]),
  'no points': table(2, 0, 1, [1, 2], []),
  'one number each': table(1, 1, 1, [3], [3]),
  'rows of zeros': table(2, 3, 2, [0, 0, 1, 2], [0, 0, 1, 0, -0, 0]),
  'rows along one line': table(3, 2, 2, [1, 1, 2, 2, -3, -3], [1, 1, 5, 5]),
  'large and small': table(2, 2, 2, [1e15, 1, 1e-12, 3e-12], [1e15, 2, 2e-12, 3e-12]),
  'offset by a million': table(2, 2, 1, [1e6, 1e6 + 1], [1e6 + 2, 1e6 + 0.5]),
}

async function matrixOf(scope: Scope, { n, m, d, a, b }: Case, metric: Metric, tiling?: Tiling): Promise<Float32Array> {
  const out = empty(scope, [n, m])
  distances(device, tensorOf(scope, [n, d], a), tensorOf(scope, [m, d], b), out, metric, tiling && { tiling })
  return readTensor(device, out)
}

const twinOf = ({ n, m, d, a, b }: Case, metric: Metric): Float64Array =>
  Float64Array.from({ length: n * m }, (_, i) => distanceTwin(row(a, Math.floor(i / m), d), row(b, i % m, d), metric))

for (const [name, all] of Object.entries(metrics))
  for (const metric of all)
    agreesWithTwin<Case>(`distances, ${name} ${metric.p ?? ''}`, {
      device,
      random: random(metric.name),
      degenerate,
      run: (scope, input) => matrixOf(scope, input, metric),
      twin: input => twinOf(input, metric),
      // Rows are scaled to length 1 in single precision: 1e-7 of that, in relation to the root of the distance.
      scale: () => (name === 'cosine' ? 1e-2 : 0),
    })

const tilings: Tiling[] = [
  { quads: 1, points: 4, lanes: 8 },
  { quads: 1, points: 8, lanes: 64 },
  { quads: 2, points: 16, lanes: 8 },
]

it.each(tilings)('agrees with the twin in tiles of %o', async tiling => {
  using scope = device.scope()
  const input = degenerate['large and small']
  for (const metric of Object.values(metrics).flat()) {
    const want = twinOf(input, metric)
    const got = await matrixOf(scope, input, metric, tiling)
    got.forEach((x, i) => expect(Math.abs(x - want[i])).toBeLessThanOrEqual(1e-5 * Math.max(want[i], 1e-2)))
  }
})

describe('nearest', () => {
  async function check(input: Case, k: number, metric: Metric, options = {}): Promise<void> {
    using scope = device.scope()
    const { n, m, d, a, b } = input
    const out = { distances: empty(scope, [n, k]), indices: empty(scope, [n, k]) }
    nearest(device, tensorOf(scope, [n, d], a), tensorOf(scope, [m, d], b), k, metric, out, options)
    const found = await readTensor(device, out.distances)
    const indices = await device.readInts(out.indices.buffer, n * k)
    // The order of the kernel's own distances: the k nearest are theirs, bit for bit.
    const all = await matrixOf(scope, input, metric)
    for (let i = 0; i < n; i++) {
      const order = Array.from({ length: m }, (_, j) => j).sort((x, y) => all[i * m + x] - all[i * m + y] || x - y)
      expect(Array.from(indices.subarray(i * k, (i + 1) * k))).toEqual(order.slice(0, k))
      expect(Array.from(found.subarray(i * k, (i + 1) * k))).toEqual(order.slice(0, k).map(j => all[i * m + j]))
    }
  }

  it.each(Object.values(metrics).flat())('finds the k nearest of 50 random tables by %o', async metric => {
    const source = new Random(8)
    for (let round = 0; round < 50; round++) {
      const input = random(metric.name)(source, round)
      await check(input, Math.min(input.m, 1 + source.integer(7)), metric)
    }
  })

  it('finds the same in parts, in every tiling, with long lists', async () => {
    const source = new Random(9)
    const d = 3
    const numbers = (n: number): Float32Array => Float32Array.from({ length: n * d }, () => source.integer(9))
    const input = { n: 70, m: 2000, d, a: numbers(70), b: numbers(2000) }
    for (const tiling of tilings)
      for (const parts of [1, 7, 40]) await check(input, parts === 40 ? 64 : 5, { name: 'squared' }, { tiling, parts })
  })

  it('goes on over batches of points and of rows, launch by launch', async () => {
    for (const [n, m, d] of [
      [8, 135_000, 64],
      [30_000, 12, 64],
    ] as const) {
      using scope = device.scope()
      const numbers = (size: number, seed: number): Float32Array =>
        Float32Array.from({ length: size }, (_, i) => (Math.imul(i + seed, 0x9e3779b1) >>> 28) - 8)
      const [a, b] = [numbers(n * d, 1), numbers(m * d, 7)]
      const out = { distances: empty(scope, [n, 2]), indices: empty(scope, [n, 2]) }
      nearest(device, tensorOf(scope, [n, d], a), tensorOf(scope, [m, d], b), 2, { name: 'squared' }, out)
      const [found, indices] = [
        await readTensor(device, out.distances),
        await device.readInts(out.indices.buffer, 2 * n),
      ]
      for (let i = 0; i < n; i += Math.ceil(n / 100)) {
        // Whole numbers: the device's sums are exact.
        const all = Float32Array.from({ length: m }, (_, j) => {
          let sum = 0
          for (let c = 0; c < d; c++) sum += (a[i * d + c] - b[j * d + c]) ** 2
          return sum
        })
        const { values, indices: places } = topKTwin(all, m, 2, true)
        expect([...found.subarray(2 * i, 2 * i + 2)]).toEqual(values)
        expect([...indices.subarray(2 * i, 2 * i + 2)]).toEqual(places)
      }
    }
  })

  it('keeps the n × m distances out of memory, and reads nothing', () => {
    using scope = device.scope()
    const [n, m, d] = [300, 5000, 4]
    const out: { distances: Tensor; indices: Tensor } = {
      distances: empty(scope, [n, 3]),
      indices: empty(scope, [n, 3]),
    }
    const [a, b] = [empty(scope, [n, d]), empty(scope, [m, d])]
    const count = device.counter.since()
    const before = device.counter.live
    nearest(device, a, b, 3, { name: 'euclidean' }, out, { parts: 2 })
    expect(count()).toMatchObject({ dispatches: 5, readbacks: 0 })
    expect(count().peakBytes - before).toBeLessThan((n * m * 4) / 10)
  })

  it('assigns rows to the nearest point, the first of equals', async () => {
    using scope = device.scope()
    const out = { distances: empty(scope, [3]), indices: empty(scope, [3]) }
    const rows = tensorOf(scope, [3, 1], Float32Array.of(0, 4, 9))
    assign(device, rows, tensorOf(scope, [4, 1], Float32Array.of(2, 6, 9, 9)), { name: 'manhattan' }, out)
    expect(Array.from(await device.readInts(out.indices.buffer, 3))).toEqual([0, 0, 2])
    expect(Array.from(await readTensor(device, out.distances))).toEqual([2, 2, 0])
  })

  it('is tuned: both kernels ask which tiling is the fastest, and few rows or points do not', async () => {
    const own = await Device.open()
    try {
      using scope = own.scope()
      const [a, b, few] = [empty(scope, [100, 5]), empty(scope, [60, 5]), empty(scope, [8, 5])]
      const out = (m: number): Tensor => empty(scope, [100, m])
      distances(own, a, few, out(8), { name: 'euclidean' })
      expect(own.tuning.unmeasured).toBe(false)
      distances(own, a, b, out(60), { name: 'euclidean' })
      nearest(own, a, b, 3, { name: 'manhattan' }, { distances: out(3), indices: out(3) })
      const live = own.counter.buffers
      expect(await own.tuning.measure(new AbortController().signal)).toBe(true)
      expect(own.counter.buffers).toBe(live)
      const { used } = own.tuning
      expect(Object.keys(used)).toEqual([
        'distances euclidean 128×64×8',
        'distances euclidean 128×8×8',
        'nearest manhattan 128×64×8',
      ])
      for (const found of ['distances euclidean 128×64×8', 'nearest manhattan 128×64×8'])
        expect(own.tuning.text()).toContain(found)
    } finally {
      own.close()
    }
  })

  it('refuses tables that do not fit', () => {
    using scope = device.scope()
    const [a, b] = [empty(scope, [2, 3]), empty(scope, [2, 4])]
    const out = { distances: a, indices: a }
    expect(() => nearest(device, a, b, 1, { name: 'cosine' }, out)).toThrow('2 × 3 have no distance to rows of 2 × 4')
    expect(() => nearest(device, a, a, 3, { name: 'cosine' }, out)).toThrow('2 points have no 3 nearest.')
    expect(() => nearest(device, a, a, 1, { name: 'cosine' }, out)).toThrow('do not fit 2 × 3.')
    expect(() => distances(device, a, a, a, { name: 'cosine' })).toThrow('do not fit 2 × 3.')
  })
})
