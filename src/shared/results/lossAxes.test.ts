import { expect, it } from 'vitest'
import { lossAxes } from './lossAxes'

it('counts few iterations and a shallow fall evenly', () => {
  expect(
    lossAxes(
      [
        [0, 1.1],
        [10, 0.6],
      ],
      'Loss',
    ),
  ).toEqual({ x: { label: 'Iteration' }, y: { label: 'Loss' } })
})

it('counts many iterations and a deep fall in powers, between round ends that hold every point', () => {
  const { x, y } = lossAxes(
    [
      [0, 1.1],
      [1, 0.9],
      [1860, 0.062],
    ],
    'Loss',
  )
  expect(x).toEqual({ label: 'Iteration', scale: 'log', min: 1, max: 2000 })
  expect(y).toEqual({ label: 'Loss', scale: 'log', min: 0.05, max: 2 })
  expect(
    lossAxes(
      [
        [0, 50],
        [5000, 5],
      ],
      'Loss',
    ),
  ).toMatchObject({ x: { max: 5000 }, y: { min: 5, max: 50 } })
})

it('never takes the logarithm of what has none', () => {
  expect(
    lossAxes(
      [
        [0, 1],
        [500, 0],
      ],
      'Loss',
    ).y.scale,
  ).toBeUndefined()
  expect(
    lossAxes(
      [
        [0, 1],
        [500, -2],
      ],
      'Loss',
    ).y.scale,
  ).toBeUndefined()
  expect(lossAxes([[0, null]], 'Loss')).toEqual({ x: { label: 'Iteration' }, y: { label: 'Loss' } })
  expect(lossAxes([], 'Loss').y).toEqual({ label: 'Loss' })
})
