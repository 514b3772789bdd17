import { describe, expect, it } from 'vitest'
import type { Block } from '../../../shared/results/blocks'
import { blocksAt, figuresOf, momentLabel, playInterval, steady, ticksOf } from './timeline'

const loss = (n: number): Block => ({
  kind: 'chart',
  id: 'loss',
  title: 'Loss',
  chart: {
    type: 'line',
    x: { label: 'Iteration' },
    y: { label: 'Loss' },
    series: [{ name: 'train', partition: 'train', points: Array.from({ length: n }, (_, i) => [i * 10, 1 / (i + 1)]) }],
  },
})
const note = (text: string): Block => ({ kind: 'text', id: 'note', title: 'Note', text })

describe('a moment of a training', () => {
  const frames = [loss(1), note('a'), loss(2), note('b'), loss(3)]
  it('shows the newest of each block by then', () => {
    expect(blocksAt(frames, 0)).toEqual([loss(1)])
    expect(blocksAt(frames, 2)).toEqual([loss(2), note('a')])
    expect(blocksAt(frames, 9)).toEqual([loss(3), note('b')])
  })
  it('is named by the iteration its curve reached, else by its number', () => {
    expect(momentLabel(frames, 4)).toEqual({ name: 'iteration', value: '20' })
    expect(momentLabel([note('a'), note('b')], 0)).toEqual({ name: 'frame', value: '1 of 2' })
  })
  it('gives the last figures of its curves', () => {
    expect(figuresOf([loss(2), note('x')])).toEqual([
      { label: 'Iteration', value: '10' },
      { label: 'Loss, train', value: 0.5, format: 'significant' },
    ])
  })
})

describe('scrubbing', () => {
  it('keeps the axes of the last moment', () => {
    const shown = steady(loss(2), loss(11))
    if (shown.kind !== 'chart' || shown.chart.type !== 'line') throw new Error('another block')
    expect(shown.chart.x.max).toBeGreaterThanOrEqual(100)
    expect(shown.chart.x.min).toBeLessThanOrEqual(0)
    expect(shown.chart.y.max).toBeGreaterThanOrEqual(1)
    expect(shown.chart.series[0].points).toHaveLength(2)
  })
  it('never begins an axis on the far side of zero', () => {
    const grown = (n: number): Block => {
      const made = loss(n)
      if (made.kind === 'chart' && made.chart.type === 'line')
        made.chart.series[0].points = Array.from({ length: n }, (_, i) => [i * 1000, 0.09 + 1 / (i + 1)])
      return made
    }
    const shown = steady(grown(2), grown(60))
    if (shown.kind !== 'chart' || shown.chart.type !== 'line') throw new Error('another block')
    expect(shown.chart.x.min).toBe(0)
    expect(shown.chart.y.min).toBeGreaterThanOrEqual(0)
    expect(shown.chart.x.max).toBeGreaterThanOrEqual(59_000)
  })
  it('counts as the last moment does', () => {
    const powers = loss(40)
    if (powers.kind === 'chart' && powers.chart.type === 'line')
      powers.chart.x = { label: 'Iteration', scale: 'log', min: 1, max: 500 }
    const shown = steady(loss(2), powers)
    expect(shown.kind === 'chart' && shown.chart.type === 'line' && shown.chart.x).toEqual({
      label: 'Iteration',
      scale: 'log',
      min: 1,
      max: 500,
    })
  })
  it('leaves a block alone that has no later one', () => {
    const now = loss(2)
    expect(steady(now, undefined)).toBe(now)
    expect(steady(now, note('x'))).toBe(now)
  })
  it('plays in about 12 seconds, between 40 and 250 ms a frame', () => {
    expect([2, 100, 500].map(playInterval)).toEqual([250, 120, 40])
  })
  it('has at most 25 ticks within the track', () => {
    for (const n of [3, 30, 500]) {
      const ticks = ticksOf(n)
      expect(ticks.length).toBeLessThanOrEqual(25)
      expect(ticks.every(t => t > 0 && t < 100)).toBe(true)
    }
    expect(ticksOf(2)).toEqual([])
  })
})
