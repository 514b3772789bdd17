import { expect, it } from 'vitest'
import type { Item } from '../../shared/results/diagrams/scene'
import { fitted, showing, zoomed } from './panning'
import { stepFrom } from './walking'

const item = (key: string, x: number, y: number, to?: Item['to']): Item => ({
  key,
  box: { x, y, width: 10, height: 10 },
  shapes: [],
  ...(to && { to }),
})
const scene = (...items: Item[]) => ({ width: 100, height: 100, items })

it('goes to the nearest in the direction of the arrow, and stays where there is none', () => {
  const grid = scene(item('a', 0, 0), item('b', 20, 0), item('c', 40, 2), item('d', 0, 20), item('e', 22, 22), {
    shapes: [],
  })
  expect(stepFrom(grid, 'a', 'right')).toBe('b')
  expect(stepFrom(grid, 'b', 'right')).toBe('c')
  expect(stepFrom(grid, 'a', 'down')).toBe('d')
  expect(stepFrom(grid, 'e', 'up')).toBe('b')
  expect(stepFrom(grid, 'a', 'left')).toBeUndefined()
  expect(stepFrom(grid, 'gone', 'left')).toBe('a')
})

it('goes where the scene says first', () => {
  const tree = scene(item('a', 0, 0, { down: 'c' }), item('b', 0, 20), item('c', 40, 20))
  expect(stepFrom(tree, 'a', 'down')).toBe('c')
  expect(stepFrom(tree, 'a', 'right')).toBeUndefined()
})

it('shows the whole scene where that can be read, else its top middle', () => {
  expect(fitted({ width: 200, height: 100 }, { width: 400, height: 300 })).toEqual({ scale: 1, x: 100, y: 100 })
  expect(fitted({ width: 500, height: 100 }, { width: 400, height: 300 }).scale).toBe(0.8)
  const large = fitted({ width: 4000, height: 2000 }, { width: 400, height: 300 })
  expect(large).toEqual({ scale: 0.65, x: -1100, y: 0 })
})

it('zooms around a point, which stays where it is', () => {
  const from = { scale: 1, x: 10, y: 20 }
  const to = zoomed(from, 2, [110, 220])
  for (const [axis, p] of [
    ['x', 110],
    ['y', 220],
  ] as const)
    // prettier-ignore
    expect((p - to[axis]) / to.scale).toBeCloseTo((p - from[axis]) / from.scale, 9)
  expect(zoomed(from, 100, [0, 0]).scale).toBe(4)
})

it('moves no farther than brings a box into the field', () => {
  const place = { scale: 1, x: 0, y: 0 }
  const field = { width: 100, height: 100 }
  expect(showing(place, { x: 40, y: 40, width: 10, height: 10 }, field)).toEqual(place)
  expect(showing(place, { x: 200, y: -50, width: 10, height: 10 }, field)).toEqual({ scale: 1, x: -122, y: 62 })
})
