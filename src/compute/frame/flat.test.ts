import { expect, it } from 'vitest'
import { codesOf, numbersOf } from './contents'
import { frameOf } from '../testing/frames'
import { sparseOf } from '../testing/sparse'
import { type Cells, imageCells, termCells, vectorCells } from './cells'
import { columnCells } from './export'
import { flat, mostSpread } from './flat'
import type { Column } from './frame'

const plain = frameOf({ 'v[1]': [7, 8] }).columns
const wide = (name: string, cells: Cells, missing = 0): Column => ({
  ...plain[0],
  name,
  kind: 'vector',
  missing,
  cells,
})

it('spreads narrow cells over a column for each component, with names of their own', async () => {
  const columns = await flat([
    ...plain,
    wide('v', vectorCells(2, { width: 2 }, Float64Array.of(1, 2, Number.NaN, 4)), 1),
    wide('p', imageCells(2, { height: 1, width: 2, channels: 1 }, Uint8Array.of(1, 2, 3, 4))),
    wide('t', termCells(2, ['free', 'call'], sparseOf(2, [[[0, 2]], [[1, 0.5]]]))),
  ])
  const read = await Promise.all(columns.map(async c => [c.name, c.kind, c.missing, ...(await numbersOf(c))]))
  expect(read).toEqual([
    ['v[1]', 'number', 0, 7, 8],
    ['v:v[1]', 'number', 1, 1, Number.NaN],
    ['v[2]', 'number', 0, 2, 4],
    ['p[1,1]', 'integer', 0, 1, 3],
    ['p[1,2]', 'integer', 0, 2, 4],
    ['free', 'number', 0, 2, 0],
    ['call', 'number', 0, 0, 0.5],
  ])
})

it('writes wider cells as JSON, which files take', async () => {
  const width = mostSpread + 1
  const values = new Float64Array(2 * width).fill(0.25)
  values.set([Number.NaN, Number.POSITIVE_INFINITY])
  const names = Array.from({ length: width }, (_, i) => (i === 1 ? 'say "so"' : `w${i}`))
  const columns = [
    wide('v', vectorCells(2, { width }, values), 1),
    wide(
      't',
      termCells(
        2,
        names,
        sparseOf(width, [
          [
            [0, 2],
            [1, 0.5],
          ],
          [],
        ]),
      ),
    ),
    wide('p', imageCells(2, { height: 1, width, channels: 1 }, new Uint8Array(2 * width).fill(9))),
  ]
  const [vectors, terms, images] = await Promise.all(
    (await flat(columns)).map(async c => (await codesOf(c)).categories),
  )
  expect(vectors[0].startsWith('[null,"Infinity",0.25,')).toBe(true)
  expect(JSON.parse(vectors[1])).toEqual(new Array(width).fill(0.25))
  expect(terms.map(text => JSON.parse(text) as unknown)).toEqual([{ w0: 2, 'say "so"': 0.5 }, {}])
  expect(JSON.parse(images[1])).toEqual(new Array(width).fill(9))
  expect((await columnCells(columns)).map(c => [c.name, c.kind])).toEqual([
    ['v', 'text'],
    ['t', 'text'],
    ['p', 'text'],
  ])
})
