import { describe, expect, it } from 'vitest'
import { histogramCounts, histogramEdges } from '../statistics/histogram'
import { quantiles } from '../statistics/quantiles'
import { frameOf, testNumbers } from '../testing/frames'
import type { Frame } from './frame'
import { LoadedColumns } from './loaded'
import { pauses } from './pause'
import { profileOf } from './profile'

const profile = (frame: Frame, column: string, detail = true) =>
  profileOf(frame, column, { detail, bins: 60 }, new LoadedColumns().read, pauses())

describe('the profile of numbers', () => {
  it('is that of the definitions, by hand', async () => {
    const { numbers, missing, distinct } = await profile(frameOf({ x: [1, 2, null, 4, 100, 2] }), 'x')
    expect([missing, distinct]).toEqual([1, 4])
    expect(numbers).toMatchObject({ min: 1, q1: 2, median: 2, q3: 4, max: 100, mean: 21.8, outliers: 1 })
    expect(numbers!.deviation).toBeCloseTo(43.7287, 4)
    // √(n(n − 1))/(n − 2) · m₃/m₂^1.5, by hand
    expect(numbers!.skewness).toBeCloseTo(2.2326, 4)
  })

  it('agrees with the statistics on 50,000 cells', async () => {
    const values = testNumbers(50_000, 4).map(v => (v > 0.9 ? Number.NaN : 1e9 + v ** 3))
    const { numbers } = await profile(frameOf({ x: values }), 'x')
    const edges = histogramEdges(values)
    expect(numbers!.edges).toEqual(edges)
    expect(numbers!.counts).toEqual(histogramCounts(values, edges))
    expect([numbers!.q1, numbers!.median, numbers!.q3]).toEqual(quantiles(values, [0.25, 0.5, 0.75]))
    const present = values.filter(v => !Number.isNaN(v))
    const mean = 1e9 + present.reduce((s, v) => s + (v - 1e9), 0) / present.length
    expect(Math.abs(numbers!.mean - mean)).toBeLessThan(1e-6)
  })

  it('of nothing, of one cell and of equal cells has no figures that do not exist', async () => {
    expect((await profile(frameOf({ x: [null, null] as (number | null)[] }), 'x')).numbers).toBeNull()
    const one = await profile(frameOf({ x: [5] }), 'x')
    expect(one.numbers).toMatchObject({ mean: 5, deviation: Number.NaN, skewness: Number.NaN, counts: [1] })
    const same = await profile(frameOf({ x: [5, 5, 5] }), 'x')
    expect(same.numbers).toMatchObject({ deviation: 0, skewness: Number.NaN, counts: [3], outliers: 0 })
  })

  it('counts infinities among the outliers and not in the bars', async () => {
    const { numbers } = await profile(frameOf({ x: [1, 2, 3, Infinity] }), 'x')
    expect(numbers!.counts.reduce((s, c) => s + c, 0)).toBe(3)
    expect([numbers!.max, numbers!.outliers]).toEqual([Infinity, 0])
  })
})

describe('groups', () => {
  const roles = { y: 'target' } as const
  const frame = frameOf(
    { x: [1, 2, 3, 10, 11, null], c: ['p', 'p', 'q', 'q', null, 'p'], y: ['b', 'b', 'b', 'a', 'a', 'a'] },
    { roles, parts: [0, 0, 0, 0, 2, 2] },
  )

  it('are the classes of the target, sorted', async () => {
    const { groups } = await profile(frame, 'x')
    expect(groups).toMatchObject({ by: 'y', names: ['a', 'b'], rows: [2, 3], medians: [10.5, 2] })
    // Between: 2·(10.5 − 5.4)² + 3·(2 − 5.4)² = 86.7; total: 89.2.
    expect(groups!.explained).toBeCloseTo(86.7 / 89.2, 12)
    const counts = groups!.counts.map(row => row.reduce((s, c) => s + c, 0))
    expect(counts).toEqual([2, 3])
  })

  it('of texts count every frequent text', async () => {
    const { top, groups } = await profile(frame, 'c')
    expect(top).toEqual([
      { text: 'p', count: 3 },
      { text: 'q', count: 2 },
    ])
    expect(groups!.counts).toEqual([
      [1, 1],
      [2, 1],
    ])
  })

  it('are the partitions for the target itself and where there is none', async () => {
    expect((await profile(frame, 'y')).groups).toMatchObject({ by: null, names: ['train', 'test'], rows: [4, 2] })
    expect((await profile(frame, 'x', false)).groups).toBeNull()
  })

  it('of a boolean or integer target are its values', async () => {
    const f = frameOf({ x: [1, 2, 3], y: [1, 0, 1] }, { roles, kinds: { y: 'boolean' } })
    expect((await profile(f, 'x')).groups).toMatchObject({ names: ['false', 'true'], rows: [1, 2] })
    expect((await profile(f, 'y')).top).toEqual([
      { text: 'true', count: 2 },
      { text: 'false', count: 1 },
    ])
  })
})

describe('correlations', () => {
  it('use the rows where both are there, the strongest first', async () => {
    const x = testNumbers(1000, 1)
    const f = frameOf({
      x,
      same: x.map((v, i) => (i % 5 === 0 ? Number.NaN : 1e8 + 2 * v)),
      against: x.map((v, i) => -v + (i % 2)),
      flat: x.map(() => 3),
    })
    const { together } = await profile(f, 'x')
    expect(together!.with.map(t => t.name)).toEqual(['same', 'against'])
    expect(together!.with[0].r).toBeCloseTo(1, 9)
    expect(together!.with[1].r).toBeLessThan(-0.5)
    expect([together!.among, together!.candidates]).toEqual([3, 3])
  })

  it('tell for categories the share of the variance that lies between them, and nothing of texts that never repeat', async () => {
    const f = frameOf({
      group: Array.from({ length: 40 }, (_, i) => (i % 7 === 3 ? null : 'ab'[i % 2])),
      unique: Array.from({ length: 40 }, (_, i) => `row ${i}`),
      same: Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : 5)),
      half: Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : 5) + (i % 4 < 2 ? 2 : -2)),
    })
    const { together } = await profile(f, 'group')
    expect(together!.by).toBe('share')
    expect(together!.with.map(t => t.name)).toEqual(['same', 'half'])
    expect(together!.with[0].r).toBeCloseTo(1, 12)
    expect(together!.with[1].r).toBeCloseTo(0.5, 1)
    expect((await profile(f, 'unique')).together).toBeNull()
  })
})
