import { describe, expect, it } from 'vitest'
import { numberCells } from '../frame/cells'
import { Random } from '../random/random'
import { Images } from '../tensor/images'
import { matrixOf, plainMatrix, readMatrix, recode } from '../tensor/matrix'
import { quantiles } from '../tensor/quantiles'
import { inBlocks } from '../testing/blocks'
import { testDevice } from '../testing/device'
import { fill, missingFlags } from './fill/fill'
import { lookup } from './lookup/lookup'
import { orderStatistics } from './orderStatistics/orderStatistics'
import { product } from './product/product'
import { rowNormalize } from './rowNormalize/rowNormalize'

/** The kernels that work on single columns and rows, each beside its double-precision twin on 50 random inputs. */
const device = await testDevice()
const random = new Random(11)
const normals = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.normal())
const sizes = Array.from({ length: 50 }, (_, i) => (i < 6 ? i + 1 : 1 + random.integer(2500)))

describe('twins', () => {
  it('fill and missingFlags', async () => {
    for (const n of sizes) {
      using scope = device.scope()
      const missing = Array.from({ length: n }, () => random.uniform() < 0.3)
      const bits = new Uint32Array(Math.ceil(n / 32))
      missing.forEach((m, i) => m && (bits[i >>> 5]! |= 1 << (i & 31)))
      const cells = Float32Array.from(normals(n))
      const [mask, filled, flags] = [scope.upload(bits), scope.buffer(n * 4), scope.buffer(n * 4)]
      fill(device, scope.upload(cells), mask, filled, n, 0.25)
      missingFlags(device, mask, flags, n)
      expect([...(await device.readFloats(filled, n))]).toEqual([...cells].map((x, i) => (missing[i] ? 0.25 : x)))
      expect([...(await device.readFloats(flags, n))]).toEqual(missing.map(Number))
    }
  })

  it('lookup', async () => {
    for (const n of sizes) {
      using scope = device.scope()
      const table = Float32Array.from(normals(1 + random.integer(9)))
      const codes = Int32Array.from({ length: n }, () => random.integer(table.length + 1) - 1)
      const out = scope.buffer(n * 4)
      lookup(device, scope.upload(codes), scope.upload(table), out, { count: n, other: -5 })
      expect([...(await device.readFloats(out, n))]).toEqual([...codes].map(c => (c < 0 ? -5 : table[c]!)))
    }
  })

  it('product, also far from zero', async () => {
    for (const [round, n] of sizes.entries()) {
      using scope = device.scope()
      const images = new Images(device, scope)
      const far = round % 2 ? 1e4 : 0
      const [x, y] = [normals(n).map(v => far + v), normals(n)]
      const [a, b] = [images.encode(x), images.encode(y)]
      const made = product(device, a, b, scope.buffer(n * 4), n)
      const codes = await device.readFloats(made.buffer, n)
      const reach = x.reduce((m, v, i) => Math.max(m, Math.abs(v * y[i]! - a.shift * b.shift)), 1e-12)
      codes.forEach((u, i) =>
        expect(Math.abs(made.shift + made.scale * u - x[i]! * y[i]!)).toBeLessThan(
          3e-6 * Math.max(reach, made.scale * 0.1),
        ),
      )
    }
  })

  it('recode, in blocks, with padding left 0', async () => {
    for (const n of sizes) {
      using scope = device.scope()
      const columns = [normals(n), normals(n).map(v => 40 + 3 * v), normals(n)]
      const matrix = await inBlocks(new Images(device, scope), scope, columns, 601)
      recode(device, scope, matrix, { shift: Float64Array.of(0.5, 40), scale: Float64Array.of(2, 3) })
      expect([...matrix.shift, ...matrix.scale]).toEqual([0.5, 40, 0, 2, 3, 1])
      const got = await readMatrix(device, matrix)
      for (const [j, codes] of got.entries()) {
        const want = columns[j]!.map(x => (x - matrix.shift[j]!) / matrix.scale[j]!)
        expect(codes.reduce((most, u, i) => Math.max(most, Math.abs(u - want[i]!)), 0)).toBeLessThan(1e-5)
      }
      const { buffer, rows, stride } = matrix.blocks.at(-1)!
      const last = await device.readFloats(buffer, stride * 3)
      for (let j = 0; j < 3; j++) expect(last.slice(j * stride + rows, (j + 1) * stride).every(u => u === 0)).toBe(true)
    }
  })

  it('whole columns come by a copy, chosen rows by a gather: the same codes', async () => {
    for (const n of sizes) {
      using scope = device.scope()
      const images = new Images(device, scope)
      const cells = [numberCells(n, normals(n)), numberCells(n, normals(n))]
      const before = device.counter.dispatches
      const whole = await readMatrix(device, await matrixOf(images, scope, cells, undefined))
      expect(device.counter.dispatches).toBe(before)
      const all = Uint32Array.from({ length: n }, (_, i) => i)
      expect(await readMatrix(device, await matrixOf(images, scope, cells, all))).toEqual(whole)
    }
  })

  it('rowNormalize', async () => {
    for (const [round, n] of sizes.slice(0, 20).entries()) {
      using scope = device.scope()
      const p = 1 + random.integer(6)
      const columns = Array.from({ length: p }, () => normals(n).map(v => v * 10 ** (random.integer(6) - 3)))
      const norm = (['l2', 'l1', 'max'] as const)[round % 3]!
      const matrix = await plainMatrix(
        scope,
        columns.map(v => numberCells(n, v)),
      )
      rowNormalize(device, scope, matrix, norm)
      const got = await readMatrix(device, matrix)
      for (let i = 0; i < n; i++) {
        const row = columns.map(c => c[i]!)
        const length =
          norm === 'l2'
            ? Math.hypot(...row)
            : norm === 'l1'
              ? row.reduce((s, v) => s + Math.abs(v), 0)
              : Math.max(...row.map(Math.abs))
        row.forEach((v, j) => expect(Math.abs(got[j]![i]! - v / length)).toBeLessThan(1e-5))
      }
    }
  })

  it('orderStatistics, ties and both signs of zero included', async () => {
    for (const [round, n] of sizes.entries()) {
      using scope = device.scope()
      const images = new Images(device, scope)
      const values = normals(n).map(v => (round % 3 === 0 ? Math.round(v * 2) / 2 : v))
      const column = await matrixOf(images, scope, [numberCells(n, values)], undefined)
      const ranks = [0, Math.floor(n / 3), Math.floor(n / 2), n - 1]
      const [got] = await orderStatistics(device, [{ column, ranks }])
      const codes = Float32Array.from(values, x => (x - column.shift[0]!) / column.scale[0]!).sort()
      ranks.forEach((rank, k) => expect(got![k]! + 0).toBe(codes[rank]! + 0))
    }
  })

  it('quantiles are values of the data, as numpy gives them', async () => {
    for (const n of sizes) {
      using scope = device.scope()
      const values = normals(n).map(v => 1e6 + v)
      const sorted = [...values].sort((a, b) => a - b)
      const [got] = await quantiles(
        new Images(device, scope),
        scope,
        [numberCells(n, values)],
        undefined,
        [0, 0.25, 0.5, 1],
      )
      ;[0, 0.25, 0.5, 1].forEach((q, i) => {
        const h = (n - 1) * q
        const want = sorted[Math.floor(h)]! + (sorted[Math.ceil(h)]! - sorted[Math.floor(h)]!) * (h - Math.floor(h))
        expect(Math.abs(got![i]! - want)).toBeLessThan(1e-6)
      })
    }
  })
})
