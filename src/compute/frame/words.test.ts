import { expect, it } from 'vitest'
import { frameOf } from '../testing/frames'
import { sparseOf } from '../testing/sparse'
import { imageCells, termCells, vectorCells } from './cells'
import { LoadedColumns } from './loaded'

it('tells wide cells in a few words, so that a table of them can be looked at', async () => {
  const names = Array.from('abcdefgh')
  const terms = termCells(3, names, sparseOf(8, [names.map((_, c) => [c, c + 1] as const), [], [[2, 0.5]]]))
  const vectors = vectorCells(3, { width: 2 }, Float64Array.of(1, 2, 3, Number.NaN, -5, 6))
  const images = imageCells(3, { height: 8, width: 4, channels: 1 }, new Uint8Array(96))
  const plain = frameOf({ x: [1, 2, 3] })
  const wide = Object.entries({ terms, vectors, images }).map(([name, cells]) => ({ ...plain.columns[0], name, cells }))
  const columns = new LoadedColumns()
  const read = async (name: string): Promise<string[]> => {
    const column = await columns.read({ ...plain, columns: wide }, name)
    return column.form === 'codes' ? Array.from(column.codes, code => column.categories[code]) : []
  }
  expect(await read('terms')).toEqual(['h 8, g 7, f 6, e 5, d 4, c 3 …', '', 'c 0.5000'])
  expect(await read('vectors')).toEqual(['1, 2', '3, –', '−5, 6'])
  expect(await read('images')).toEqual(['8 × 4', '8 × 4', '8 × 4'])
})
