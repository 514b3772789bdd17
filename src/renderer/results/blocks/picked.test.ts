import { describe, expect, it } from 'vitest'
import type { Chart } from '../../../shared/results/blocks'
import { chartOption } from '../../../shared/results/charts/option'
import { light } from '../../../shared/results/theme'
import { rowsWithin } from './picked'

const chart: Chart = {
  type: 'scatter',
  x: { label: 'x' },
  y: { label: 'y' },
  series: [
    { name: 'a', points: [[0, 0], [1, NaN], [2, 2]], rows: [10, 11, 12] }, // prettier-ignore
    { name: 'unnamed', points: [[1, 1]] },
  ],
}

describe('picked rows', () => {
  it('are those of the points within the rectangle, whichever corners are given', () => {
    expect(rowsWithin(chart, [3, 3], [1, 1])).toEqual([12])
    expect(rowsWithin(chart, [-1, 5], [5, -1])).toEqual([10, 12])
    expect(rowsWithin(chart, [5, 5], [6, 6])).toEqual([])
  })
  it('stand out, and the others are pale; points that name no rows stay as they are', () => {
    const option = chartOption(chart, light, { picked: new Set([12]) })
    const [named, unnamed] = option.series as { data: unknown[] }[]
    expect(named.data).toEqual([
      { value: [0, 0], itemStyle: { opacity: 0.15 } },
      { value: [2, 2], itemStyle: { opacity: 1, borderColor: light.ink, borderWidth: 1.5 } },
    ])
    expect(unnamed.data).toEqual([[1, 1]])
  })
})
