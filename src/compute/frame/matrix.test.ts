import { describe, expect, it } from 'vitest'
import { Random } from '../random/random'
import { inBlocks } from '../testing/blocks'
import { testDevice } from '../testing/device'
import { readMatrix } from '../tensor/matrix'
import { recode } from '../kernels/recode/recode'
import { numberCells } from './cells'
import { Images } from './images'
import { matrixOf } from './matrix'
import { quantiles } from './quantiles'

const device = await testDevice()
const random = new Random(11)
const normals = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.normal())
const sizes = Array.from({ length: 50 }, (_, i) => (i < 6 ? i + 1 : 1 + random.integer(2500)))

describe('a matrix', () => {
  it('recode, in blocks, with padding left 0', async () => {
    for (const n of sizes) {
      using scope = device.scope()
      const columns = [normals(n), normals(n).map(v => 40 + 3 * v), normals(n)]
      const matrix = await inBlocks(new Images(device, scope), scope, columns, 601)
      recode(device, scope, matrix, { shift: Float64Array.of(0.5, 40), scale: Float64Array.of(2, 3) })
      expect([...matrix.shift, ...matrix.scale]).toEqual([0.5, 40, 0, 2, 3, 1])
      const got = await readMatrix(device, matrix)
      for (const [j, codes] of got.entries()) {
        const want = columns[j].map(x => (x - matrix.shift[j]) / matrix.scale[j])
        expect(codes.reduce((most, u, i) => Math.max(most, Math.abs(u - want[i])), 0)).toBeLessThan(1e-5)
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
        const want = sorted[Math.floor(h)] + (sorted[Math.ceil(h)] - sorted[Math.floor(h)]) * (h - Math.floor(h))
        expect(Math.abs(got[i] - want)).toBeLessThan(1e-6)
      })
    }
  })
})
