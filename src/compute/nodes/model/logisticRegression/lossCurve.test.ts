import { expect, it } from 'vitest'
import type { Context } from '../../../engine/node'
import { LossCurve } from './lossCurve'

it('keeps the first iterations of a long run, and no more points than a chart holds', () => {
  const context = { progress: () => undefined, show: () => undefined } as unknown as Context
  const curve = new LossCurve(context, 50_000, true)
  for (let i = 0; i <= 50_000; i++) curve.add(i, 1 / (i + 1))
  const block = curve.block()
  const points = block.kind === 'chart' && block.chart.type === 'line' ? block.chart.series[0].points : []
  expect(points.slice(0, 101).map(p => p[0])).toEqual(Array.from({ length: 101 }, (_, i) => i))
  expect(points.length).toBeLessThanOrEqual(1000)
  expect(points.at(-1)![0]).toBeGreaterThan(49_800)
})
