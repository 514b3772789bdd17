import { describe, expect, it } from 'vitest'
import { Random } from '../random/random'
import { inBlocks } from '../testing/blocks'
import { testDevice } from '../testing/device'
import { emptyMatrix, readMatrix } from '../tensor/matrix'
import { recode } from '../kernels/recode/recode'
import { imageCells, numberCells, vectorCells } from './cells'
import { Images } from './images'
import { fillColumns, matrixOf } from './matrix'
import { times } from './derived'
import { quantiles } from './quantiles'
import { quantiles as exactQuantiles } from '../statistics/quantiles'

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

  it('long columns come from their images, short ones in one write: the same codes, all rows or chosen ones', async () => {
    for (const n of [...sizes, 9000]) {
      using scope = device.scope()
      const images = new Images(device, scope)
      const cells = [numberCells(n, normals(n)), numberCells(n, normals(n))]
      const whole = await readMatrix(device, await matrixOf(images, scope, cells, undefined))
      const made = await Promise.all(cells.map(c => images.of(c)))
      for (const [j, { buffer }] of made.entries()) expect(whole[j]).toEqual(await device.readFloats(buffer, n))
      const picked = Uint32Array.from({ length: n }, (_, i) => n - 1 - i)
      const turned = await readMatrix(device, await matrixOf(images, scope, cells, picked))
      expect(turned).toEqual(whole.map(column => column.slice().reverse()))
    }
  })

  it.each([undefined, Uint32Array.from({ length: 700 }, (_, i) => i)])(
    'a table of 1,000 × 2,000 comes in one submission',
    async rows => {
      using scope = device.scope()
      const cells = Array.from({ length: 2000 }, (_, j) => numberCells(1000, new Float64Array(1000).fill(j)))
      const counts = device.counter.since()
      await matrixOf(new Images(device, scope), scope, cells, rows)
      await device.finish()
      expect(counts().submits).toBeLessThanOrEqual(1)
    },
  )

  it('vectors and images stand in it as their components would as columns', async () => {
    const n = 300
    const bytes = Uint8Array.from({ length: n * 6 }, () => random.integer(256))
    const values = Float64Array.from({ length: n * 3 }, (_, at) => (at === 4 ? Number.NaN : random.normal()))
    const columnOf = (all: ArrayLike<number>, width: number, k: number) =>
      numberCells(
        n,
        Float64Array.from({ length: n }, (_, i) => all[i * width + k]),
      )
    const x = numberCells(n, normals(n))
    const wide = [vectorCells(n, { width: 3 }, values), x, imageCells(n, { height: 2, width: 3, channels: 1 }, bytes)]
    const spread = [
      ...[0, 1, 2].map(k => columnOf(values, 3, k)),
      x,
      ...[0, 1, 2, 3, 4, 5].map(k => columnOf(bytes, 6, k)),
    ]
    for (const rows of [undefined, Uint32Array.of(5, 2, 2, 299)]) {
      using scope = device.scope()
      const images = new Images(device, scope)
      const [got, want] = [await matrixOf(images, scope, wide, rows), await matrixOf(images, scope, spread, rows)]
      expect([...got.shift, ...got.scale]).toEqual([...want.shift, ...want.scale])
      expect(await readMatrix(device, got)).toEqual(await readMatrix(device, want))
    }
  })

  it.each([100, 9000])('names the column that holds infinite numbers (%i rows)', async n => {
    using scope = device.scope()
    const cells = [normals(n), normals(n).fill(-Infinity, 5, 6)].map(values => numberCells(n, values))
    const filled = fillColumns(new Images(device, scope), scope, emptyMatrix(scope, n, 2), cells, undefined, ['a', 'b'])
    await expect(filled).rejects.toThrow('b holds infinite numbers.')
  })

  it('quantiles beside values that stretch the codes are those of double precision', async () => {
    for (const far of [1e9, 1e12, -1e15]) {
      using scope = device.scope()
      const values = normals(9000).map((v, i) => (i === 17 || i === 4000 ? far : 1e3 + v))
      const images = new Images(device, scope)
      const cells = numberCells(9000, values)
      const squares = times(cells, cells)
      for (const column of [cells, squares]) {
        const [got] = await quantiles(images, scope, [column], undefined, [0, 0.25, 0.5, 0.9, 1])
        expect([...got]).toEqual(exactQuantiles(await column.numbers(), [0, 0.25, 0.5, 0.9, 1]))
      }
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
        expect(got[i]).toBe(want)
      })
    }
  })
})
