import { describe, expect, it } from 'vitest'
import { type Cells, codeCells, imageCells, numberCells, termCells, textCells, vectorCells } from '../frame/cells'
import type { Column } from '../frame/frame'
import { Images } from '../frame/images'
import { readMatrix } from '../tensor/matrix'
import { testDevice } from '../testing/device'
import { type Rows, rowsFor } from './design'

const device = await testDevice()

const column = (name: string, kind: Column['kind'], cells: Cells, missing = 0): Column => ({
  name,
  kind,
  role: 'feature',
  missing,
  cells,
})

const gap = Number.NaN
const x = column('x', 'number', numberCells(4, Float64Array.of(1, gap, 3, 0)), 1)
const pair = column('pair', 'vector', vectorCells(4, { width: 2 }, Float64Array.of(1, 2, 3, 4, 0, 6, 7, gap)), 1)
const pixels = column(
  'pixels',
  'image',
  imageCells(4, { height: 1, width: 2, channels: 1 }, Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7)),
)
const terms = column(
  'terms',
  'vector',
  termCells(4, ['x', 'free'], {
    rows: 4,
    cols: 2,
    starts: Uint32Array.of(0, 1, 1, 3, 3),
    columns: Uint32Array.of(1, 0, 1),
    values: Float64Array.of(2, 5, 7),
  }),
)
const dense = [
  [1, gap, 3, 0],
  [1, 3, 0, 7],
  [2, 4, 6, gap],
  [0, 2, 4, 6],
  [1, 3, 5, 7],
  [0, 0, 5, 0],
  [2, 0, 7, 0],
]

async function seen<T>(
  columns: readonly Column[],
  look: (rows: Rows) => Promise<T>,
  index?: Uint32Array,
  categories?: ReadonlyMap<string, readonly string[]>,
): Promise<T> {
  using scope = device.scope()
  return await look(rowsFor(new Images(device, scope), scope, columns, index, 4, categories && { categories }))
}

describe('the design matrix', () => {
  const all = [x, pair, pixels, terms]

  it.each([undefined, Uint32Array.of(3, 1, 1)])(
    'spreads vectors, images and terms: the same on every way to it',
    async index => {
      const want = dense.map(values => (index ? Array.from(index, i => values[i]) : values))
      await seen(
        all,
        async rows => {
          expect(rows.names).toEqual(['x', 'pair[1]', 'pair[2]', 'pixels[1,1]', 'pixels[1,2]', 'terms:x', 'free'])
          expect(rows.isSparse).toBe(true)
          const numbers = await Promise.all(rows.names.map((_, j) => rows.numbers(j)))
          expect(numbers.map(values => [...values])).toEqual(want)
          const matrix = await rows.matrix()
          const codes = await readMatrix(device, matrix)
          const filled = codes.map((own, j) => Array.from(own, u => matrix.shift[j] + matrix.scale[j] * u))
          for (const [j, values] of want.entries())
            for (const [i, value] of values.entries())
              if (!Number.isNaN(value)) expect(filled[j][i]).toBeCloseTo(value, 5)
          const { starts, columns, values } = await rows.csr()
          const spread = want.map(() => Array.from({ length: rows.n }, () => 0))
          for (let i = 0; i < rows.n; i++)
            for (let at = starts[i]; at < starts[i + 1]; at++) spread[columns[at]][i] = values[at]
          expect(spread).toEqual(want)
          expect((await rows.sparse()).nonZeros).toBe(values.length)
        },
        index,
      )
    },
  )

  it('marks its gaps, in the blocks of the matrix', async () => {
    const masks = await seen([x, pair, pixels], async rows => {
      const matrix = await rows.matrix()
      const [mask] = (await rows.missing(matrix))!
      const words = Math.ceil(matrix.blocks[0].stride / 32)
      return [...(await device.readInts(mask, words * rows.names.length))]
    })
    expect(masks).toEqual([2, 0, 8, 0, 0])
    expect(await seen([pixels], async rows => rows.missing(await rows.matrix()))).toBeUndefined()
  })

  it('refuses to make wide terms dense, and says what would fit', async () => {
    const names = Array.from({ length: 4096 }, (_, i) => `t${i}`)
    const empty = {
      rows: 4,
      cols: names.length,
      starts: new Uint32Array(5),
      columns: new Uint32Array(0),
      values: new Float64Array(0),
    }
    const wide = column('text', 'vector', termCells(4, names, empty))
    await expect(seen([wide], rows => rows.matrix(), new Uint32Array(5000))).rejects.toMatchObject({
      code: 'data',
      message: 'text is sparse (5,000 rows × 4,096 components), and this node would need it dense, which is too much.',
      remedy: { text: expect.stringContaining('prep.text (maxFeatures)') as string },
    })
    expect((await seen([wide], rows => rows.csr())).values).toHaveLength(0)
  })

  it('names a column with infinite cells before anything is launched', async () => {
    const bad = column('bad', 'number', numberCells(4, Float64Array.of(1, Infinity, 2, 3)))
    const before = device.counter.dispatches
    await expect(seen([x, bad], rows => rows.matrix())).rejects.toThrow('bad holds infinite numbers.')
    await expect(seen([x, bad], rows => rows.numbers(1))).rejects.toThrow('bad holds infinite numbers.')
    expect(device.counter.dispatches).toBe(before)
  })
})

describe('categories', () => {
  const known = new Map([['colour', ['blue', 'red']]])
  const coded = column(
    'colour',
    'category',
    codeCells(4, { codes: Int32Array.of(2, 0, -1, 1), categories: ['blue', 'green', 'red'] }),
    1,
  )
  const written = column('colour', 'text', textCells(4, ['red', 'blue', null, 'green']), 1)

  it.each([coded, written])('are codes into what was learned; what was not met is −1', async colour => {
    await seen(
      [x, colour],
      async rows => {
        expect(await rows.codes(1)).toEqual({ codes: Int32Array.of(1, 0, -1, -1), categories: ['blue', 'red'] })
        expect([...(await rows.numbers(1))]).toEqual([1, 0, -1, -1])
        expect((await rows.at(Uint32Array.of(3, 0)).codes(1)).codes).toEqual(Int32Array.of(-1, 1))
        const [mask] = (await rows.missing(await rows.matrix()))!
        expect([...(await device.readInts(mask, 2))]).toEqual([2, 4])
      },
      undefined,
      known,
    )
  })
})

describe('rows of one kind', () => {
  it('pictures come as bytes', async () => {
    const index = Uint32Array.of(2, 0)
    const { bytes, ...size } = await seen([pixels], rows => rows.images(), index)
    expect(size).toEqual({ height: 1, width: 2, channels: 1 })
    expect([...bytes]).toEqual([4, 5, 0, 1])
    await expect(seen([pixels, x], rows => rows.images())).rejects.toThrow('pixels (image) and x (number)')
  })

  it('windows stand side by side, step by step', async () => {
    const window = (name: string, features: number, from: number): Column =>
      column(
        name,
        'vector',
        vectorCells(
          4,
          { width: 2 * features, shape: [2, features] },
          Float64Array.from({ length: 8 * features }, (_, i) => from + i),
        ),
      )
    const got = await seen([window('a', 1, 0), window('b', 2, 100)], rows => rows.sequences(), Uint32Array.of(1))
    expect(got).toEqual({ steps: 2, features: 3, values: Float64Array.of(2, 104, 105, 3, 106, 107) })
    await expect(seen([pair], rows => rows.sequences())).rejects.toThrow('pair (vector)')
  })
})
