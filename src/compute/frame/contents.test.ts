import { expect, it } from 'vitest'
import { codeCells, textCells, vectorCells } from './cells'
import { codesOf, numbersOf, textsOf } from './contents'
import type { Column } from './frame'

const column = (cells: Column['cells']): Column => ({ name: 'x', kind: 'text', role: 'feature', missing: 0, cells })

it('reads texts as codes and back', async () => {
  const texts = ['b', null, 'a', 'b', '__proto__']
  const coded = await codesOf(column(textCells(5, texts)))
  expect([...coded.codes]).toEqual([0, -1, 1, 0, 2])
  expect(coded.categories).toEqual(['b', 'a', '__proto__'])
  expect(await textsOf(column(codeCells(5, coded)))).toEqual(texts)
})

it('says what a column holds where something else is needed', async () => {
  const vectors = column(vectorCells(1, { width: 2 }, Float64Array.of(1, 2)))
  await expect(numbersOf(vectors)).rejects.toThrow('x holds vectors, and numbers are needed.')
  await expect(codesOf(vectors)).rejects.toThrow('x holds vectors, and categories are needed.')
})
