import { expect, it } from 'vitest'
import { regionPath } from './regions'

const grid = Array.from({ length: 21 }, (_, i) => i / 10 - 1)

/** Area of the polygons of a path, by the shoelace formula. */
function area(path: string): number {
  return path
    .split('M')
    .filter(Boolean)
    .map(part =>
      part
        .replace('Z', '')
        .split('L')
        .map(p => p.split(' ').map(Number) as [number, number]),
    )
    .map(
      points =>
        points.reduce(
          (sum, [x, y], i) => sum + x * points[(i + 1) % points.length][1] - points[(i + 1) % points.length][0] * y,
          0,
        ) / 2,
    )
    .reduce((sum, a) => sum + Math.abs(a), 0)
}

const place = (x: number, y: number): [number, number] => [1000 * x, 1000 * y]

it('finds a slanted edge exactly: the field is linear', () => {
  const path = regionPath(grid, grid, (xi, yi) => grid[xi] + grid[yi] / 2 - 0.05, place)
  expect(area(path) / 1e6).toBeCloseTo(1.9, 3)
})

it('covers a disc within one percent', () => {
  const path = regionPath(grid, grid, (xi, yi) => 0.49 - grid[xi] ** 2 - grid[yi] ** 2, place)
  expect(area(path) / 1e6).toBeCloseTo(Math.PI * 0.49, 1)
})

it('joins whole squares: one rectangle a row', () => {
  expect(regionPath(grid, grid, () => 1, place).split('M').length - 1).toBe(20)
  expect(regionPath(grid, grid, () => -1, place)).toBe('')
})
