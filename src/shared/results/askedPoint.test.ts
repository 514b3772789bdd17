import { expect, it } from 'vitest'
import { askedAt, startOf } from './askedPoint'
import type { NeighbourPoint, ScatterChart } from './blocks'

const asked: NeighbourPoint = {
  // Three numbers a row; the third is not drawn.
  table: [
    [0, 0, 0],
    [1, 0, 0],
    [0, 1, 9],
    [5, 5, 0],
  ],
  told: [0, 0, 1, 1],
  classes: ['ash', 'birch'],
  metric: { name: 'euclidean' },
  k: 2,
  weights: 'uniform',
  query: [0, 1, 0],
  axes: [
    { column: 0, shift: 100, factor: 10 },
    { column: 1, shift: 0, factor: 1 },
  ],
}
const chart: ScatterChart = {
  type: 'scatter',
  x: { label: 'a' },
  y: { label: 'b' },
  series: [
    {
      name: 'ash',
      class: 0,
      points: [
        [100, 0],
        [110, 0],
      ],
    },
    {
      name: 'birch',
      class: 1,
      points: [
        [100, 1],
        [150, 5],
      ],
    },
  ],
  neighbours: asked,
}

it('the neighbours are near in all numbers, not in those that are drawn', () => {
  expect(startOf(asked)).toEqual([100, 1])
  const { chart: drawn, sentence } = askedAt(chart, asked)
  // (0, 1, 9) lies under the point and is nine away.
  expect(drawn.lines).toEqual([
    {
      points: [
        [100, 1],
        [100, 0],
      ],
    },
    {
      points: [
        [100, 1],
        [110, 0],
      ],
    },
  ])
  expect(drawn.neighbours).toBeUndefined()
  expect(sentence).toBe('Its 2 neighbours say ash 100.0 % (2).')
})

it('the point moves in the units of the axes', () => {
  const { sentence, chart: drawn } = askedAt(chart, { ...asked, weights: 'distance', k: 3 }, [150, 5])
  expect(sentence).toBe('Its 3 neighbours say birch 100.0 % (1), ash 0.0 % (2).')
  expect(drawn.series.at(-1)).toMatchObject({ points: [[150, 5]] })
})

it('neighbours of one class say all of it', () => {
  const seven = {
    ...asked,
    k: 7,
    table: Array.from({ length: 7 }, (_, i) => [i, 0, 0]),
    told: Array<number>(7).fill(0),
  }
  const series = [{ name: 'ash', class: 0, points: seven.table.map(([x]): [number, number] => [x, 0]) }]
  expect(askedAt({ ...chart, series }, seven).sentence).toBe('Its 7 neighbours say ash 100.0 % (7).')
})

it('of numbers the mean is told', () => {
  const { classes: _, ...numbers } = asked
  expect(askedAt(chart, { ...numbers, told: [2, 4, 8, 8] }).sentence).toBe('Its 2 neighbours say 3.000.')
})
