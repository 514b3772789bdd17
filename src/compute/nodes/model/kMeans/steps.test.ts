import { describe, expect, it } from 'vitest'
import { unwatched } from '../../../engine/iterations'
import type { Context } from '../../../engine/node'
import type { Scope } from '../../../device/scope'
import { Random } from '../../../random/random'
import { Images } from '../../../frame/images'
import { readMatrix } from '../../../tensor/matrix'
import { inBlocks } from '../../../testing/blocks'
import { testDevice } from '../../../testing/device'
import { testNumbers } from '../../../testing/frames'
import golden from './golden.json'
import { layoutSize, packCenters, unpackCenters } from './layout'
import { Lloyd } from './lloyd'
import { Points } from './points'
import { lloyd, nearest, plusPlus } from './reference'
import { Start } from './start'

/** The device's kernels beside their double-precision twin, on the codes as the device holds them. */
const device = await testDevice()
const context = {
  device,
  signal: new AbortController().signal,
  iterations: unwatched(),
  progress: () => undefined,
} as unknown as Context

const columnsOf = (n: number, p: number, seed = 0): Float64Array[] =>
  Array.from({ length: p }, (_, j) => testNumbers(n, seed + j + 1))

async function pointsOf(
  scope: Scope,
  columns: Float64Array[],
  weights?: Float64Array,
): Promise<{ points: Points; codes: Float64Array[] }> {
  const matrix = await inBlocks(new Images(device, scope), scope, columns, 100)
  const codes = (await readMatrix(device, matrix)).map(c => Float64Array.from(c))
  return { points: new Points(device, scope, matrix, weights), codes }
}

describe('assign.wgsl and update.wgsl', () => {
  it('agree with their twin on 50 random shapes', async () => {
    for (let seed = 0; seed < 50; seed++) {
      using scope = device.scope()
      const [a, b, c] = testNumbers(3, seed + 31)
      const [n, p, k] = [1 + Math.floor((a + 1) * 400), 1 + Math.floor((b + 1) * 6), 1 + Math.floor((c + 1) * 7)]
      const weights = seed % 2 ? testNumbers(n, 7).map(x => 1 + x) : undefined
      const { points, codes } = await pointsOf(scope, columnsOf(n, p, 10 * seed), weights)
      const centers = Float64Array.from(testNumbers(k * p, seed + 77), Math.fround)
      const device_ = scope.upload(packCenters(centers, k, p))
      const [partials, sums] = [scope.buffer(points.lanes * 8), scope.buffer(points.sumsShape(k).bytes)]
      points.assign(device_, k, partials)
      points.sum(k, sums)
      const twin = nearest(codes, centers)
      const labels = await points.readLabels()
      expect(labels).toEqual(twin.labels)
      const distances = await device.readFloats(points.distances, n)
      distances.forEach((d, i) => expect(Math.abs(d - twin.distances[i])).toBeLessThanOrEqual(1e-5 * twin.distances[i]))
      const w = weights ?? new Float64Array(n).fill(1)
      const got = await points.readSums(k, sums)
      for (let cluster = 0; cluster < k; cluster++) {
        const rows = Array.from(labels.keys()).filter(i => labels[i] === cluster)
        const weight = rows.reduce((s, i) => s + w[i], 0)
        expect(Math.abs(got.weights[cluster] - weight)).toBeLessThanOrEqual(1e-5 * weight)
        codes.forEach((column, j) => {
          const sum = rows.reduce((s, i) => s + w[i] * column[i], 0)
          expect(Math.abs(got.sums[cluster * p + j] - sum)).toBeLessThanOrEqual(1e-5 * (weight + 1))
        })
      }
    }
  })

  it('cut rows into several launches without a seam', async () => {
    using scope = device.scope()
    const [n, p, k] = [3001, 2, 3]
    const { points, codes } = await pointsOf(scope, columnsOf(n, p))
    // As if one row were a thousand: launches of 64 quads.
    const tiles = points.tiles.bind(points)
    points.tiles = work => tiles(work * 1e6)
    expect([...points.tiles(8)].length).toBeGreaterThan(10)
    const centers = Float64Array.from(testNumbers(k * p, 5), Math.fround)
    const partials = scope.buffer(points.lanes * 8)
    points.assign(scope.upload(packCenters(centers, k, p)), k, partials)
    const twin = nearest(codes, centers)
    expect(await points.readLabels()).toEqual(twin.labels)
    const inertia = (await device.readFloats(partials, points.lanes * 2)).reduce((s, x, i) => s + (i % 2 ? 0 : x), 0)
    expect(inertia / twin.distances.reduce((s, d) => s + d, 0)).toBeCloseTo(1, 5)
  })
})

describe('first centres', () => {
  async function chosen(columns: Float64Array[], k: number, seed: number, weights?: Float64Array) {
    using scope = device.scope()
    const { points, codes } = await pointsOf(scope, columns, weights)
    const size = layoutSize(k, columns.length)
    const centers = scope.buffer(size * 4)
    const start = new Start(scope, points, k)
    await start.plusPlus(centers, new Random(seed), context.signal)
    const plus = unpackCenters(await device.readFloats(centers, size), k, columns.length)
    start.random(centers, new Random(seed))
    return { plus, even: unpackCenters(await device.readFloats(centers, size), k, columns.length), codes }
  }

  it('are those of their twin on 50 random shapes', async () => {
    for (let seed = 0; seed < 50; seed++) {
      const [a, b, c] = testNumbers(3, seed + 400)
      const [n, p, k] = [16 + Math.floor((a + 1) * 120), 1 + Math.floor((b + 1) * 3), 1 + Math.floor((c + 1) * 8)]
      const weights = seed % 2 ? testNumbers(n, seed).map(x => Math.max(0, x)) : undefined
      const { plus, codes } = await chosen(columnsOf(n, p, 30 * seed), k, seed, weights)
      const rows = plusPlus(codes, k, new Random(seed), weights)
      expect([...plus]).toEqual(rows.flatMap(row => codes.map(column => column[row])))
    }
  })

  it('are different rows when drawn evenly, none of weight 0', async () => {
    const weights = Float64Array.from({ length: 700 }, (_, i) => (i < 690 ? 0 : 1))
    const { even } = await chosen([Float64Array.from({ length: 700 }, (_, i) => i)], 10, 3, weights)
    expect([...even].sort((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, i) => 690 + i))
  })

  it('fall on any row where all rows are equal', async () => {
    const { plus } = await chosen([new Float64Array(5).fill(2)], 4, 1)
    expect([...plus]).toEqual([2, 2, 2, 2])
  })

  it('follow the squared distances among many rows', async () => {
    // Two far rows among 4,000 near ones hold nearly all of the squared distance.
    const far = Float64Array.from({ length: 4000 }, (_, i) => (i === 1234 ? 1 : i === 3210 ? -1 : 1e-4 * Math.sin(i)))
    for (let seed = 0; seed < 5; seed++) {
      const { plus } = await chosen([far], 3, seed)
      expect([...plus].filter(x => Math.abs(x) > 0.9)).toHaveLength(2)
    }
  })
})

describe("Lloyd's steps", () => {
  async function run(columns: Float64Array[], start: Float64Array, options: Parameters<typeof lloyd>[2] = {}) {
    using scope = device.scope()
    const { points, codes } = await pointsOf(scope, columns, options.weights)
    const k = start.length / columns.length
    const steps = new Lloyd(context, scope, points, k)
    steps.place(start)
    const before = device.counter.readbacks
    const { run: got } = await steps.run(options.tol ?? 0, { most: options.maxIter ?? 300 }, () => Promise.resolve())
    const readbacks = device.counter.readbacks - before
    const inertia = await steps.inertia()
    const twin = lloyd(codes, Float64Array.from(start, Math.fround), options)
    return { got, readbacks, inertia, labels: await points.readLabels(), twin }
  }

  it('take the way of their twin on 50 random shapes', async () => {
    for (let seed = 0; seed < 50; seed++) {
      const [a, b, c] = testNumbers(3, seed + 200)
      const [n, p, k] = [20 + Math.floor((a + 1) * 100), 1 + Math.floor((b + 1) * 3), 1 + Math.floor((c + 1) * 5)]
      const columns = columnsOf(n, p, 20 * seed)
      const start = Float64Array.from({ length: k * p }, (_, at) => columns[at % p][Math.floor(at / p)])
      const weights = seed % 2 ? testNumbers(n, seed).map(x => 1.5 + x) : undefined
      const { got, inertia, labels, twin } = await run(columns, start, weights ? { weights } : {})
      expect(got.iterations).toBe(twin.iterations)
      expect(labels).toEqual(twin.labels)
      expect(Math.abs(inertia / twin.inertia - 1)).toBeLessThan(1e-5)
    }
  })

  it('stop at maxIter and at tol', async () => {
    const columns = columnsOf(500, 2)
    const start = Float64Array.from(testNumbers(12, 4))
    for (const options of [{ maxIter: 3 }, { maxIter: 9 }, { tol: 1e-2 }, { tol: 1e-4 }]) {
      const { got, twin } = await run(columns, start, options)
      expect(got.iterations).toBe(twin.iterations)
    }
  })

  it.each(['steps', 'weighted', 'emptied'] as const)("are scikit-learn's: %s", async name => {
    const want = golden[name]
    const weights = name === 'weighted' ? Float64Array.from({ length: 200 }, (_, i) => 1 + (i % 4)) : undefined
    const { got, inertia, labels, twin } = await run(
      columnsOf(200, 3),
      Float64Array.from(want.start.flat()),
      weights ? { weights } : {},
    )
    expect(Array.from(labels)).toEqual(want.labels)
    expect(got.iterations).toBe(want.iterations)
    expect(twin.iterations).toBe(want.iterations)
    expect(Math.abs(inertia / want.inertia - 1)).toBeLessThan(1e-6)
    got.path.at(-1)!.forEach((x, i) => expect(Math.abs(x - want.centers.flat()[i])).toBeLessThan(1e-6))
  })

  it('queue several steps for one readback', async () => {
    const { got, readbacks } = await run(columnsOf(2000, 4), Float64Array.from(testNumbers(40, 9)))
    expect(got.iterations).toBeGreaterThan(8)
    // A portion ends sooner where steps are slow.
    expect(readbacks).toBeGreaterThanOrEqual(Math.ceil(got.iterations / 8))
    expect(readbacks).toBeLessThan(got.iterations)
  })
})
