import { describe, expect, it } from 'vitest'
import { frameOf } from '../testing/frames'
import { imageCells, vectorCells } from './cells'
import { columnCells } from './export'
import { flat } from './flat'
import type { Column } from './frame'
import { gathered } from './gathered'
import { featureSchema } from './schema'

const plain = frameOf({ a: [7, 8], b: ['x', 'y'] }).columns
const wide = (cells: Column['cells'], missing = 0): Column => ({
  name: 'w',
  kind: cells.form === 'image' ? 'image' : 'vector',
  role: 'feature',
  missing,
  cells,
})
const image = wide(imageCells(2, { height: 1, width: 3, channels: 1 }, Uint8Array.of(0, 1, 2, 253, 254, 255)))
const many = (width: number): Float64Array => Float64Array.from({ length: 2 * width }, (_, at) => at / 8)

describe('what was written as columns or texts', () => {
  it.each([
    ['an image', image],
    ['a vector with a gap', wide(vectorCells(2, { width: 2 }, Float64Array.of(1, NaN, 3, 4)), 1)],
    ['a vector with names', wide(vectorCells(2, { width: 2, names: ['p', 'q'] }, Float64Array.of(1, 2, 3, 4)))],
    ['a window', wide(vectorCells(2, { width: 4, shape: [2, 2] }, many(4)))],
    ['a vector of 300', wide(vectorCells(2, { width: 300 }, many(300).fill(NaN, 3, 4).fill(Infinity, 4, 5)), 1)],
    ['an image of 300', wide(imageCells(2, { height: 10, width: 30, channels: 1 }, new Uint8Array(600).fill(9)))],
  ])('is whole again: %s', async (_, column) => {
    const written = await flat([plain[0], column, plain[1]])
    const made = await gathered(written, [featureSchema(column), { name: 'a', kind: 'number' }])
    expect(made.map(c => c.name)).toEqual(['a', 'w', 'b'])
    expect(featureSchema(made[1])).toEqual(featureSchema(column))
    expect(made[1].missing).toBe(column.missing)
    expect(await columnCells(made)).toEqual(await columnCells([plain[0], column, plain[1]]))
  })

  it('is left alone where it is whole, or not there', async () => {
    const whole = [plain[0], image]
    expect(await gathered(whole, [featureSchema(image)])).toBe(whole)
    expect(await gathered(plain, [featureSchema(image)])).toBe(plain)
  })
})

describe('what cannot be put together', () => {
  const learned = [featureSchema(image)]
  const bytes = async (columns: Parameters<typeof frameOf>[0]): Promise<unknown> => {
    const [{ cells }] = await gathered(frameOf(columns).columns, learned)
    return cells.form === 'image' ? cells.bytes() : cells.form
  }

  it('names the component that is lacking, or no number', async () => {
    await expect(bytes({ 'w[1,1]': [1], 'w[1,3]': [2] })).rejects.toMatchObject({
      code: 'data',
      message: 'w (1 × 3 image) is made of 3 columns of numbers from w[1,1] to w[1,3], and w[1,2] is not there.',
    })
    await expect(bytes({ 'w[1,1]': [1], 'w[1,2]': ['x'], 'w[1,3]': [2] })).rejects.toMatchObject({
      message: expect.stringContaining('and w[1,2] is category.'),
      remedy: { fix: { set: { node: 'table.columns', parameter: 'types' } } },
    })
  })

  it.each([
    [256, '256'],
    [-1, '-1'],
    [0.5, '0.5'],
    [null, 'a gap'],
  ])('names the row of a pixel that is %s', async (pixel, words) => {
    const columns = { 'w[1,1]': [1, 1], 'w[1,2]': [1, pixel], 'w[1,3]': [2, 2] }
    await expect(bytes(columns)).rejects.toThrow(
      `In row 2 w is no 1 × 3 image: it holds ${words}, and pixels are whole numbers from 0 to 255.`,
    )
  })

  it.each(['[1,2]', '{"a":1}', '[1,2,"x"]', 'a picture', '[1,2,3'])(
    'names the row of a text that is %s',
    async text => {
      await expect(bytes({ w: ['[1,2,3]', text] })).rejects.toThrow(`In row 2 w is no 1 × 3 image: it holds ${text}.`)
    },
  )
})
