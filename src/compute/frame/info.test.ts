import { expect, it } from 'vitest'
import { frameOf } from '../testing/frames'
import { sparseOf } from '../testing/sparse'
import { imageCells, termCells } from './cells'
import { infoOf } from './info'

it('tells of wide columns what they hold, and of how many components', () => {
  const [x] = frameOf({ x: [1] }).columns
  const image = { ...x, name: 'p', cells: imageCells(1, { height: 2, width: 3, channels: 3 }, new Uint8Array(18)) }
  const terms = { ...x, name: 't', cells: termCells(1, ['a', 'b'], sparseOf(2, [[]])) }
  const { columns } = infoOf({ rows: 1, steps: [], columns: [x, image, terms] })
  expect(columns.map(c => c.wide)).toEqual([
    undefined,
    { form: 'image', components: 18 },
    { form: 'terms', components: 2 },
  ])
})
