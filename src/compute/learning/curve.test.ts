import { describe, expect, it } from 'vitest'
import type { LineChart } from '../../shared/results/blocks'
import { Curve, type CurveOptions } from './curve'

const curve = (options: Partial<CurveOptions> = {}): Curve =>
  new Curve({
    id: 'loss',
    title: 'Loss',
    caption: 'Mean loss.',
    label: 'Mean loss',
    series: [
      { name: 'train', partition: 'train' },
      { name: 'validation', partition: 'validation' },
    ],
    ...options,
  })
const chartOf = (made: Curve): LineChart => made.block().chart as LineChart

describe('a curve', () => {
  it('keeps the first steps of a long run, and no more points than a chart holds', () => {
    const made = curve()
    for (let i = 0; i <= 50_000; i++) made.add(i, 1 / (i + 1), 2)
    const { points } = chartOf(made).series[0]
    expect(points.slice(0, 101).map(p => p[0])).toEqual(Array.from({ length: 101 }, (_, i) => i))
    expect(points.length).toBeLessThanOrEqual(1000)
    expect(points.at(-1)![0]).toBeGreaterThan(49_800)
    expect(points.at(-1)![1]).toBe(1 / (points.at(-1)![0] + 1))
  })

  it('leaves out a series without figures, and shows what is no number as a gap', () => {
    const made = curve()
    made.add(1, 3, null)
    made.add(2, Infinity, null)
    expect(chartOf(made).series).toEqual([
      {
        name: 'train',
        partition: 'train',
        points: [
          [1, 3],
          [2, null],
        ],
      },
    ])
    made.add(3, 1, 2)
    expect(chartOf(made).series[1].points).toEqual([
      [1, null],
      [2, null],
      [3, 2],
    ])
  })

  it('counts in powers where a loss falls far, unless its axes are even', () => {
    const axes = (even: CurveOptions['even']) => {
      const made = curve({ step: 'Epoch', ...(even && { even }) })
      for (let i = 1; i <= 200; i++) made.add(i, 100 / i)
      const { x, y } = chartOf(made)
      return [x.label, x.scale, y.scale]
    }
    expect(axes(undefined)).toEqual(['Epoch', 'log', 'log'])
    expect(axes({ steps: true })).toEqual(['Epoch', undefined, 'log'])
    expect(axes({ steps: true, figures: true })).toEqual(['Epoch', undefined, undefined])
  })

  it('marks places', () => {
    const made = curve()
    made.add(1, 1, 2)
    expect(made.block([{ at: [1, 2] }]).chart).toMatchObject({ marks: [{ at: [1, 2] }] })
  })
})
