import { expect, it } from 'vitest'
import type { Block } from '../../../shared/results/blocks'
import { baseId, modelsOf, partLabel, partsOf, chosenBlocks } from './choice'

const block = (id: string, rest: Partial<Block> = {}): Block =>
  ({ kind: 'text', id, title: id, text: '', ...rest }) as Block
const [test, train] = [
  { name: 'test', rows: 86 },
  { name: 'train', rows: 10_258 },
]
const one = [block('roc', { part: test }), block('roc:train', { part: train, aside: true }), block('folds')]
const several = [
  block('comparison'),
  block('roc:a', { model: 'A', part: test, aside: true }),
  block('roc:train:a', { model: 'A', part: train, aside: true }),
  block('roc:b', { model: 'B', aside: true }),
]
const ids = (blocks: readonly Block[]): string[] => blocks.map(b => b.id)

it('shows one part of the rows and what is of none, the chief part first', () => {
  expect(partsOf(one).map(partLabel)).toEqual(['Test · 86', 'Train · 10,258'])
  expect(ids(chosenBlocks(one, {}))).toEqual(['roc', 'folds'])
  expect(ids(chosenBlocks(one, { part: 'train' }))).toEqual(['roc:train', 'folds'])
  expect(ids(chosenBlocks(one, { part: 'fold 3' }))).toEqual(['roc', 'folds'])
})

it('shows what compares models, or one of them', () => {
  expect(modelsOf(several)).toEqual(['A', 'B'])
  expect(ids(chosenBlocks(several, {}))).toEqual(['comparison'])
  expect(partsOf(several)).toEqual([])
  expect(ids(chosenBlocks(several, { model: 'A' }))).toEqual(['roc:a'])
  expect(ids(chosenBlocks(several, { model: 'A', part: 'train' }))).toEqual(['roc:train:a'])
  expect(ids(chosenBlocks(several, { model: 'B', part: 'train' }))).toEqual(['roc:b'])
  expect(ids(chosenBlocks(several, { model: 'gone' }))).toEqual(['comparison'])
  expect(baseId(several[2])).toBe('roc')
})
