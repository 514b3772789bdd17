import { describe, expect, it } from 'vitest'
import { Images } from '../../frame/images'
import { type Matrix, readMatrix } from '../../tensor/matrix'
import { inBlocks } from '../../testing/blocks'
import { testDevice } from '../../testing/device'
import { testNumbers } from '../../testing/frames'
import type { Scope } from '../../device/scope'
import { zerosLike } from '../linear/linear'
import { clusterDistances } from './clusterDistances'
import { squaredDistances } from './squaredDistances'

const device = await testDevice()

/** n × p codes of columns in a coding common to all of them. */
async function codesOf(scope: Scope, columns: Float64Array[]): Promise<{ matrix: Matrix; codes: Float64Array[] }> {
  const scale = Math.max(...columns.map(c => c.reduce((max, x) => Math.max(max, Math.abs(x)), 0))) || 1
  const scaled = columns.map(c => c.map(x => x / scale))
  const matrix = await inBlocks(new Images(device, scope), scope, scaled, 16)
  return { matrix, codes: (await readMatrix(device, matrix)).map(c => Float64Array.from(c)) }
}

const columnsOf = (n: number, p: number, seed: number): Float64Array[] =>
  Array.from({ length: p }, (_, j) => testNumbers(n, 1000 * seed + j))

/** The twin: Σ (u − v)² in double precision. */
const squared = (a: Float64Array[], i: number, b: Float64Array[], m: number): number =>
  a.reduce((sum, column, j) => sum + (column[i] - b[j][m]) ** 2, 0)

const shapes = Array.from({ length: 50 }, (_, seed): [number, number, number, number] => {
  const [a, b, c] = testNumbers(3, seed + 7)
  return [1 + Math.floor((a + 1) * 20), 1 + Math.floor((b + 1) * 12), 1 + Math.floor((c + 1) * 5), seed]
})

describe('squaredDistances', () => {
  async function check(left: Float64Array[], right: Float64Array[]): Promise<void> {
    using scope = device.scope()
    const a = await codesOf(scope, left)
    const b = await codesOf(scope, right)
    const out = zerosLike(scope, a.matrix, b.matrix.rows)
    squaredDistances(device, a.matrix, b.matrix, out)
    const got = await readMatrix(device, out)
    got.forEach((column, m) =>
      column.forEach((value, i) => {
        const want = squared(a.codes, i, b.codes, m)
        expect(Math.abs(value - want)).toBeLessThanOrEqual(1e-5 * want)
      }),
    )
  }

  it('agrees with its double-precision twin on 50 random shapes', async () => {
    for (const [n, m, p, seed] of shapes) await check(columnsOf(n, p, seed), columnsOf(m, p, seed + 500))
  })

  it('is exactly zero between equal rows and keeps the digits of near ones', async () => {
    await check([new Float64Array(9)], [new Float64Array(5)])
    await check([Float64Array.of(1e30, 1e-30, -1e30)], [Float64Array.of(1e30, 0)])
    await check([Float64Array.of(1, 1 + 1e-5, 1 + 2e-5)], [Float64Array.of(1, 1)])
  })
})

describe('clusterDistances', () => {
  async function check(columns: Float64Array[], labels: Int32Array, k: number): Promise<void> {
    using scope = device.scope()
    const { matrix, codes } = await codesOf(scope, columns)
    const sums = await clusterDistances(device, scope, matrix, labels, k)
    const n = labels.length
    expect(sums).toHaveLength(n * k)
    const want = new Float64Array(n * k)
    for (let i = 0; i < n; i++)
      for (let m = 0; m < n; m++) if (labels[m] >= 0) want[i * k + labels[m]] += Math.sqrt(squared(codes, i, codes, m))
    sums.forEach((value, at) => expect(Math.abs(value - want[at])).toBeLessThanOrEqual(1e-5 * want[at]))
  }

  it('agrees with its double-precision twin on 50 random shapes, noise rows included', async () => {
    for (const [n, k, p, seed] of shapes) {
      const labels = Int32Array.from(testNumbers(n, seed + 900), x => Math.floor(((x + 1) / 2) * (k + 1)) - 1)
      await check(columnsOf(n, p, seed), labels, k)
    }
  })

  it('takes clusters of many chunks, of one row, of none, and equal rows', async () => {
    const labels = Int32Array.from({ length: 1501 }, (_, i) => (i === 700 ? 3 : i % 5 === 0 ? 1 : 0))
    await check(columnsOf(1501, 2, 1), labels, 5)
    await check([new Float64Array(6).fill(3)], Int32Array.of(0, 1, 0, 1, 0, 1), 2)
    await check([Float64Array.of(5)], Int32Array.of(0), 1)
    await check([Float64Array.of(5, 6)], Int32Array.of(-1, -1), 1)
  })

  it('stops when cancelled', async () => {
    using scope = device.scope()
    const { matrix } = await codesOf(scope, columnsOf(10, 2, 3))
    const cancel = AbortSignal.abort()
    await expect(clusterDistances(device, scope, matrix, new Int32Array(10), 1, cancel)).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})
