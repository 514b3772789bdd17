import { expect, it } from 'vitest'
import { type Cells, imageCells, numberCells, termCells, vectorCells } from './cells'
import type { Column } from './frame'
import { featureSchema } from './schema'
import { componentNames, components, type Part, widthOf } from './components'

const [height, width, channels] = [2, 2, 3]
const parts: Record<Exclude<Cells['form'], 'codes' | 'texts'>, Part> = {
  numbers: numberCells(2, Float64Array.of(7, 8)),
  vector: vectorCells(2, { width: 3 }, Float64Array.of(1, Number.NaN, 3, 4, 5, 6)),
  image: imageCells(
    2,
    { height, width, channels },
    Uint8Array.from({ length: 24 }, (_, i) => i),
  ),
  terms: termCells(2, ['a', 'x', 'c'], {
    rows: 2,
    cols: 3,
    starts: Uint32Array.of(0, 2, 3),
    columns: Uint32Array.of(0, 2, 1),
    values: Float64Array.of(1, 2, 5),
  }),
}

it('gives components column by column, some of them too', async () => {
  const of = async (part: Part, from?: number, to?: number) => (await components(part, from, to)).map(c => [...c])
  expect(await of(parts.numbers)).toEqual([[7, 8]])
  expect(await of(parts.vector)).toEqual([
    [1, 4],
    [Number.NaN, 5],
    [3, 6],
  ])
  expect(await of(parts.terms, 1, 3)).toEqual([
    [0, 5],
    [2, 0],
  ])
  expect(await of(parts.image, 10, 12)).toEqual([
    [10, 22],
    [11, 23],
  ])
})

it('names every component once, and says its column where the name is taken', () => {
  const columns = Object.entries(parts).map(([form, cells]): Column => {
    const kind = form === 'numbers' ? 'number' : form === 'image' ? 'image' : 'vector'
    return { name: form === 'numbers' ? 'x' : form, kind, role: 'feature', missing: 0, cells }
  })
  const names = componentNames(columns.map(featureSchema))
  expect(names.slice(0, 5)).toEqual(['x', 'vector[1]', 'vector[2]', 'vector[3]', 'image[1,1,1]'])
  expect(names.slice(-4)).toEqual(['image[2,2,3]', 'a', 'terms:x', 'c'])
  expect(new Set(names).size).toBe(Object.values(parts).reduce((sum, part) => sum + widthOf(part), 0))
})
