import { describe, expect, it } from 'vitest'
import type { Chart } from '../../../../shared/results/blocks'
import { imageCells } from '../../../frame/cells'
import type { Frame } from '../../../frame/frame'
import { frameOf, testNumbers } from '../../../testing/frames'
import { testDevice } from '../../../testing/device'
import { runType } from '../../../testing/run'
import { spec } from './spec'

const device = await testDevice()

async function draw<T extends Chart['type']>(
  type: T,
  frames: Frame | readonly Frame[],
  params: Record<string, unknown>,
) {
  const run = await runType(device, 'chart', frames, params)
  expect(Object.keys(run.summary).sort()).toEqual(Object.keys(spec.attributes).sort())
  expect(run.frame).toBe(Array.isArray(frames) ? frames[0] : frames)
  const [block] = run.blocks!
  expect(block.id in spec.blocks).toBe(true)
  if (block.kind !== 'chart' || block.chart.type !== type) throw new Error(`a ${type} was wanted`)
  return { chart: block.chart as Extract<Chart, { type: T }>, caption: block.caption, summary: run.summary }
}

const small = frameOf({ x: [3, 1, null, 2], y: [30, 10, 5, 20], c: ['b', 'a', 'a', null] })

describe('scatter and line', () => {
  it('draws rows that have both, and says how many have not', async () => {
    const { chart, caption, summary } = await draw('scatter', small, {})
    expect(chart.series).toEqual([
      {
        name: 'Rows',
        points: [
          [3, 30],
          [1, 10],
          [2, 20],
        ],
      },
    ])
    expect(caption).toBe('1 row without x or y left out.')
    expect(summary).toMatchObject({
      kind: 'scatter',
      x: 'x',
      y: 'y',
      colour: null,
      rows: 4,
      shown: 3,
      correlation: null,
    })
  })

  it('gives every class a series in sorted order, and rows without one theirs', async () => {
    const { chart } = await draw('scatter', small, { colour: 'c' })
    expect(chart.series).toEqual([
      { name: 'a', class: 0, points: [[1, 10]] },
      { name: 'b', class: 1, points: [[3, 30]] },
      { name: 'c missing', class: 2, points: [[2, 20]] },
    ])
  })

  it('joins rows in order of x', async () => {
    const { chart } = await draw('line', small, { kind: 'line', x: 'x', y: 'y' })
    expect(chart.series[0].points).toEqual([
      [1, 10],
      [2, 20],
      [3, 30],
    ])
  })

  it('puts times in years, or in days where they are near', async () => {
    const at = (date: string): number => Date.parse(`${date}T00:00:00Z`)
    const kinds = { t: 'time' as const }
    const far = frameOf({ t: [at('1970-01-01'), at('2020-01-01')], y: [1, 2] }, { kinds })
    const long = await draw('line', far, { kind: 'line', x: 't', y: 'y' })
    expect(long.chart.x.label).toBe('t (year)')
    expect(long.chart.series[0].points[1][0]).toBeCloseTo(2020, 2)
    const near = frameOf({ t: [at('2020-03-01'), at('2020-03-04')], y: [1, 2] }, { kinds })
    const short = await draw('line', near, { kind: 'line', x: 't', y: 'y' })
    expect(short.chart.x.label).toBe('t (days since 2020-03-01)')
    expect(short.chart.series[0].points[1][0]).toBe(3)
  })

  it('draws a seeded sample of 5,000 points, each of them a row', async () => {
    const n = 12_000
    const x = Float64Array.from({ length: n }, (_, i) => i)
    const c = Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 'rare' : 'often'))
    const frame = frameOf({ x, y: x.map(v => 2 * v), c })
    const params = { x: 'x', y: 'y', colour: 'c' }
    const { chart, caption, summary } = await draw('scatter', frame, params)
    const points = chart.series.flatMap(s => s.points)
    expect(points).toHaveLength(5000)
    expect(new Set(points.map(p => p[0])).size).toBe(5000)
    expect(points.every(([a, b]) => b === 2 * a)).toBe(true)
    expect(chart.series.find(s => s.name === 'rare')!.points.every(([a]) => a % 4 === 0)).toBe(true)
    expect(caption).toBe('A seeded sample of 5,000 of 12,000 rows.')
    expect(summary['shown']).toBe(5000)
    expect((await draw('scatter', frame, params)).chart).toEqual(chart)
    expect((await draw('scatter', frame, { ...params, seed: 7 })).chart).not.toEqual(chart)
  })

  it('lays several tables over each other', async () => {
    const { chart } = await draw('scatter', [small, small], { colour: 'c' })
    expect(chart.series.map(s => s.name)).toEqual([
      'table 1: a',
      'table 1: b',
      'table 1: c missing',
      'table 2: a',
      'table 2: b',
      'table 2: c missing',
    ])
  })
})

describe('bar', () => {
  it('counts rows, or takes mean or sum of a column', async () => {
    const bars = async (params: Record<string, unknown>) => (await draw('bar', small, { kind: 'bar', ...params })).chart
    expect(await bars({})).toMatchObject({ categories: ['a', 'b'], series: [{ values: [2, 1] }] })
    expect(await bars({ aggregate: 'mean', y: 'y' })).toMatchObject({
      value: { label: 'Mean of y' },
      series: [{ values: [7.5, 30] }],
    })
    expect(await bars({ aggregate: 'sum', y: 'x' })).toMatchObject({ series: [{ values: [1, 3] }] })
  })

  it('leaves a bar out that no row of a series has', async () => {
    const frame = frameOf({ c: ['a', 'b'], d: ['u', 'v'], y: [1, 2] })
    const { chart } = await draw('bar', frame, { kind: 'bar', x: 'c', colour: 'd', aggregate: 'mean', y: 'y' })
    expect(chart.series).toEqual([
      { name: 'u', class: 0, values: [1, null] },
      { name: 'v', class: 1, values: [null, 2] },
    ])
  })
})

describe('histogram', () => {
  it('counts every row once, in as many bins as asked', async () => {
    const { chart, caption } = await draw('histogram', small, { kind: 'histogram', x: 'x', bins: 2 })
    expect(chart.edges).toEqual([1, 2, 3])
    expect(chart.series).toEqual([{ name: 'Rows', counts: [1, 2] }])
    expect(caption).toBe('1 row without x left out.')
  })

  it('shares its bins between classes', async () => {
    const frame = frameOf({ x: testNumbers(300, 1), c: Array.from({ length: 300 }, (_, i) => (i % 3 ? 'a' : 'b')) })
    const { chart } = await draw('histogram', frame, { kind: 'histogram', x: 'x', colour: 'c' })
    expect(chart.series.map(s => s.counts.reduce((sum, n) => sum + n, 0))).toEqual([200, 100])
    expect(chart.series.every(s => s.counts.length === chart.edges.length - 1)).toBe(true)
  })
})

/** The twin: Pearson's r in double precision over the rows that have both. */
function pearson(a: readonly (number | null)[], b: readonly (number | null)[]): number {
  const rows = a.map((x, i) => [x, b[i]]).filter((r): r is [number, number] => r[0] !== null && r[1] !== null)
  const mean = (k: 0 | 1): number => rows.reduce((sum, r) => sum + r[k] / rows.length, 0)
  const [ma, mb] = [mean(0), mean(1)]
  const sum = (f: (x: number, y: number) => number): number => rows.reduce((s, [x, y]) => s + f(x - ma, y - mb), 0)
  return sum((x, y) => x * y) / Math.sqrt(sum(x => x * x) * sum((_, y) => y * y))
}

describe('correlation', () => {
  type Found = { columns: string[]; matrix: (number | null)[][]; rows: number[][] }
  const found = async (frame: Frame, params: Record<string, unknown> = {}): Promise<Found> =>
    (await draw('heatMap', frame, { kind: 'correlation', ...params })).summary['correlation'] as Found

  it("gives Anscombe's 0.816 four times over", async () => {
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    const y1 = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    const y2 = [9.14, 8.14, 8.74, 8.77, 9.26, 8.1, 6.13, 3.1, 9.13, 7.26, 4.74]
    const { matrix } = await found(frameOf({ x, y1, y2 }))
    expect(matrix[0][1]).toBeCloseTo(0.81642051634484, 6)
    expect(matrix[0][2]).toBeCloseTo(0.816236506000243, 6)
    expect(matrix[2][2]).toBe(1)
  })

  it('agrees with its double-precision twin over pairs with gaps, offsets and huge units', async () => {
    const noise = [1, 2, 3, 4].map(seed => [...testNumbers(500, seed)])
    const columns: Record<string, (number | null)[]> = {
      plain: noise[0],
      offset: noise[0].map((v, i) => 1e6 + v + 0.3 * noise[1][i]),
      gaps: noise[2].map((v, i) => (i % 3 === 0 ? null : v - 0.5 * noise[0][i])),
      huge: noise[3].map((v, i) => (i % 5 === 1 ? null : 1e200 * (v + 0.2 * noise[2][i]))),
    }
    const { columns: names, matrix, rows } = await found(frameOf(columns))
    for (const [i, a] of names.entries())
      for (const [j, b] of names.entries()) {
        // The twin works on units of its own: 1e200 squared is no number.
        const unit = (name: string) => columns[name].map(v => (v === null || name !== 'huge' ? v : v / 1e200))
        expect(Math.abs(matrix[i][j]! - pearson(unit(a), unit(b)))).toBeLessThan(1e-6)
        expect(rows[i][j]).toBe(columns[a].filter((v, r) => v !== null && columns[b][r] !== null).length)
      }
  })

  it('has no correlation where a column does not vary', async () => {
    const { matrix } = await found(frameOf({ a: [1, 2, 3], b: [5, 5, 5], c: [null, 4, null] }))
    expect(matrix).toEqual([
      [1, null, null],
      [null, null, null],
      [null, null, null],
    ])
  })

  it('takes numeric features and a numeric target, or the columns named', async () => {
    const frame = frameOf(
      { a: [1, 2, 4], b: [3, 1, 2], y: [1, 0, 1], id: [7, 8, 9], c: ['u', 'v', 'w'] },
      { roles: { y: 'target', id: 'id' } },
    )
    expect((await found(frame)).columns).toEqual(['a', 'b', 'y'])
    expect((await found(frame, { columns: ['id', 'a'] })).columns).toEqual(['id', 'a'])
    await expect(found(frame, { columns: ['c', 'a'] })).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('c is category'),
    })
  })
})

describe('what cannot be drawn', () => {
  it('pictures are no axis, and the remedy is what makes numbers of them', async () => {
    const cells = imageCells(4, { height: 1, width: 2, channels: 1 }, new Uint8Array(8))
    const columns = [...small.columns, { ...small.columns[0], name: 'p', kind: 'image' as const, cells }]
    await expect(runType(device, 'chart', { ...small, columns }, { kind: 'scatter', x: 'p' })).rejects.toMatchObject({
      message: 'x is p, which holds images, and numbers are needed.',
      remedy: { text: expect.stringContaining('model.pca'), fix: { set: { parameter: 'x' } } },
    })
  })

  it.each([
    ['text upwards', small, { y: 'c' }, /y is c/],
    ['a column that is not there', small, { x: 'z' }, /"z"/],
    ['no category for bars', frameOf({ x: [1] }), { kind: 'bar' }, /no category/],
    [
      'a thousand colours',
      frameOf({ x: testNumbers(1000, 1), y: testNumbers(1000, 2) }),
      { colour: 'x' },
      /1000 different/,
    ],
    ['a column of gaps', frameOf({ x: [null, null] }), { kind: 'histogram' }, /no value/],
    ['one column to correlate', frameOf({ x: [1, 2] }), { kind: 'correlation' }, /two columns/],
    ['two tables to correlate', [small, small], { kind: 'correlation' }, /one table/],
  ])('%s', async (_, frames, params, sentence) => {
    const error = await runType(device, 'chart', frames, params).catch((e: unknown) => e)
    expect(error).toMatchObject({
      code: 'data',
      message: expect.stringMatching(sentence),
      remedy: { text: expect.stringMatching(/\S/) },
    })
  })
})
