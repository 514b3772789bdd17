import { expect, it } from 'vitest'
import { admitted } from './useGradual'

const ids = ['a', 'b', 'c', 'd', 'e']

it.each([
  [[], 2, ['a', 'b']],
  [['a', 'b'], 2, ['a', 'b', 'c', 'd']],
  [['e'], 2, ['a', 'b', 'e']],
  [['a', 'gone'], 9, ids],
  [ids, 0, ids],
])('with %j there and %i more come %j', (there, most, come) => {
  expect([...admitted(ids, new Set(there), most)]).toEqual(come)
})
