import { describe, expect, it } from 'vitest'
import type { SurfaceDiagram } from '../../blocks'
import { light } from '../../theme'
import { valleys } from '../diagrams.fixture'
import { gridOf, heightAt } from './grid'
import { projectionOf, turned, usualTurn } from './projection'
import { surfaceScene } from './scene'
import { pointWords, surfaceSentence, surfaceTable } from './words'

const field = { x: 0, y: 0, width: 400, height: 300 }
const slope = (n: number, of: (x: number, y: number) => number | null): SurfaceDiagram => {
  const xs = Array.from({ length: n }, (_, i) => i / (n - 1))
  return {
    type: 'surface',
    x: { label: 'x' },
    y: { label: 'y' },
    z: { label: 'z' },
    xs,
    ys: xs,
    values: xs.map(y => xs.map(x => of(x, y))),
  }
}

describe('the projection', () => {
  it('keeps the box in its field, however it is turned', () => {
    for (let around = 0; around < 360; around += 15)
      for (let above = 5; above <= 90; above += 17) {
        const { at } = projectionOf({ around, above }, field)
        for (const x of [0, 1])
          for (const y of [0, 1])
            for (const z of [0, 1]) {
              const [u, v] = at(x, y, z)
              expect(u).toBeGreaterThanOrEqual(-0.01)
              expect(u).toBeLessThanOrEqual(400.01)
              expect(v).toBeGreaterThanOrEqual(-0.01)
              expect(v).toBeLessThanOrEqual(300.01)
            }
      }
  })

  it('is parallel: the way to the eye is a point', () => {
    const eye = projectionOf({ around: 50, above: 40 }, field)
    const [x, y, z] = [0.3, 0.4, 0.2]
    const far = 0.25
    const there = eye.at(x + far * eye.towards.x, y + far * eye.towards.y, z + far * eye.towards.z)
    const here = eye.at(x, y, z)
    expect(there[0]).toBeCloseTo(here[0], 9)
    expect(there[1]).toBeCloseTo(here[1], 9)
    expect(eye.depth(x + far * eye.towards.x, y + far * eye.towards.y)).toBeCloseTo(eye.depth(x, y) - far, 9)
  })

  it('turns all the way round, and never below the side', () => {
    expect(turned(usualTurn, { around: -40, above: 80 })).toEqual({ around: 355, above: 90 })
    expect(turned(usualTurn, { around: 330, above: -80 })).toEqual({ around: 5, above: 5 })
  })
})

describe('the grid', () => {
  it('is thinned out to 40 cells a side, with its ends', () => {
    const grid = gridOf(slope(301, (x, y) => x + y))!
    expect(grid.x.of).toHaveLength(41)
    expect([grid.x.of[0], grid.x.of[40]]).toEqual([0, 1])
    expect([grid.low, grid.high]).toEqual([0, 2])
  })

  it('gives the height between its points', () => {
    const grid = gridOf(slope(11, (x, y) => 3 * x - y + 1))!
    // A plane from 0 to 4 as a place from 0 to 1.
    for (const [x, y] of [
      [0, 0],
      [1, 1],
      [0.234, 0.77],
      [0.999, 0.001],
    ])
      expect(heightAt(grid, x, y)).toBeCloseTo((3 * x - y + 1) / 4, 9)
    expect(heightAt(grid, 1.01, 0)).toBeNull()
    expect(heightAt(grid, Number.NaN, 0)).toBeNull()
  })

  it('counts by powers where its axis does, and leaves holes where there is nothing', () => {
    const powers = gridOf({ ...slope(3, x => 10 ** (4 * x)), z: { label: 'z', scale: 'log' } })!
    expect(powers.z[0]).toEqual([0, 0.5, 1])
    const holes = gridOf({ ...slope(3, x => x - 0.5), z: { label: 'z', scale: 'log' } })!
    expect(holes.z[0]).toEqual([null, null, 0.5])
    expect(gridOf(slope(3, () => null))).toBeUndefined()
  })
})

describe('the drawing', () => {
  const cellsOf = (surface: SurfaceDiagram) =>
    surfaceScene(surface, light, { width: 600, height: 400 }).items[0].shapes.filter(
      s => s.kind === 'path' && s.width === 0.5,
    )

  it('has a cell for each four neighbours that are there', () => {
    expect(cellsOf(valleys)).toHaveLength(1600)
    expect(cellsOf(slope(5, (x, y) => (x === 0.5 && y === 0.5 ? null : x)))).toHaveLength(12)
  })

  it('paints the farthest first', () => {
    const starts = cellsOf(slope(4, () => 1)).map(s =>
      s.kind === 'path' ? Number(/M[\d.]+ ([\d.]+)/.exec(s.d)![1]) : 0,
    )
    // A level surface seen from above: farther is higher on the page.
    expect(starts[0]).toBeLessThan(starts.at(-1)!)
  })

  it('draws a way where it is seen, and dotted where the surface hides it', () => {
    // A ridge across the middle; one way on the near side, one behind it.
    const ridge = slope(41, (_, y) => Math.exp(-(((y - 0.5) / 0.08) ** 2)))
    const way = (y: number): SurfaceDiagram => ({
      ...ridge,
      turn: { around: 0, above: 20 },
      paths: [
        {
          name: 'w',
          class: 0,
          points: [
            [0.2, y],
            [0.8, y],
          ],
        },
      ],
    })
    const drawn = (surface: SurfaceDiagram): [seen: boolean, hidden: boolean] => {
      const strokes = surfaceScene(surface, light, { width: 600, height: 400 }).items[0].shapes.flatMap(s =>
        s.kind === 'path' && s.stroke === light.series[0] && s.d !== '' ? [s] : [],
      )
      return [strokes.some(s => s.width === 2 && !s.fill), strokes.some(s => s.dash?.[0] === 1)]
    }
    expect(drawn(way(0.2))).toEqual([true, false])
    expect(drawn(way(0.65))).toEqual([false, true])
  })

  it('leaves out steps beyond the grid', () => {
    const far: SurfaceDiagram = {
      ...valleys,
      paths: [
        {
          name: 'w',
          points: [
            [0, 0],
            [99, 0],
            [Number.NaN, 1],
          ],
        },
      ],
    }
    expect(surfaceScene(far, light, { width: 600, height: 400 }).points.filter(p => p.way === 'w')).toHaveLength(1)
  })
})

it('is told in words and in a table', () => {
  expect(surfaceSentence(valleys)).toMatch(
    /^log\(1 \+ f\) over x from −5 to 5 and y from −5 to 5. Lowest 0 at 3, 2, highest 6.79 at 5, 5. Over it Rate 0.01 in 30 steps, /,
  )
  expect(pointWords(valleys, { at: [0, 0], of: [1, -2, 3.14159], way: 'Adam' })).toBe(
    'Adam, x 1, y −2: log(1 + f) 3.14',
  )
  expect(surfaceTable(valleys).rows).toHaveLength(41 * 41 + 60)
})
