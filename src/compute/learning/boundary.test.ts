import { describe, expect, it } from 'vitest'
import type { BoundaryChart } from '../../shared/results/blocks'
import type { Context } from '../engine/node'
import { trainingOf } from '../engine/training'
import type { Frame } from '../frame/frame'
import { Images } from '../frame/images'
import { nodeSpecs, nodeTypes } from '../nodes/registry'
import { testDevice } from '../testing/device'
import { frameOf, testNumbers } from '../testing/frames'
import { runType } from '../testing/run'
import { boundaryBlocks } from './boundary'
import { pointsOf } from './points'

const device = await testDevice()

/** Grams and millimetres far from 0, a colour that says nothing, and a class by the distance from the middle or by the sum. */
function rowsOf(n: number, round: boolean): Frame {
  const [a, b] = [testNumbers(n, 1), testNumbers(n, 2)]
  return frameOf(
    {
      grams: a.map(v => 4000 + 500 * v),
      millimetres: b.map(v => 0.2 + 0.01 * v),
      colour: Array.from({ length: n }, (_, i) => ['red', 'green', 'blue'][i % 3]),
      kind: Array.from({ length: n }, (_, i) =>
        (round ? a[i] ** 2 + b[i] ** 2 < 0.5 : a[i] + b[i] > 0) ? 'yes' : 'no',
      ),
    },
    { roles: { kind: 'target' } },
  )
}

async function boundaryAfter(frame: Frame, steps: readonly [type: string, params?: Record<string, unknown>][]) {
  let made = frame
  for (const [type, params] of steps) made = (await runType(device, type, made, params)).frame!
  const { blocks } = await runType(device, 'model.logisticRegression', made, { c: 1000 })
  const block = blocks!.find(b => b.id === 'boundary')
  if (block?.kind !== 'chart' || block.chart.type !== 'boundary') throw new Error('There is no boundary.')
  return { chart: block.chart, caption: block.caption!, frame: made }
}

/** Share of rows that lie in a cell of their own class. */
function shareRight({ xs, ys, cell, points }: BoundaryChart): number {
  const nearest = (centres: number[], v: number): number =>
    centres.reduce((best, c, i) => (Math.abs(c - v) < Math.abs(centres[best] - v) ? i : best), 0)
  const all = points.flatMap(s => s.points.map(([x, y]) => cell[nearest(ys, y)][nearest(xs, x)].class === s.class))
  return all.filter(Boolean).length / all.length
}

describe('the boundary lies in the units of the data', () => {
  const raw = rowsOf(600, false)

  it.each([
    ['as they are', []],
    ['standardised', [['prep.scale']]],
    ['from 0 to 1', [['prep.scale', { method: 'minMax' }]]],
    ['standardised twice', [['prep.scale', { method: 'robust' }], ['prep.scale']]],
  ] as [string, [string, Record<string, unknown>?][]][])('%s', async (_, scaling) => {
    const { chart, caption } = await boundaryAfter(raw, [
      ['prep.impute'],
      ['prep.encode', { drop: 'first' }],
      ...scaling,
    ])
    expect([chart.x.label, chart.y.label]).toEqual(['grams', 'millimetres'])
    const places = chart.points.flatMap(s => s.points)
    expect(places.every(([x, y]) => x >= 3499 && x <= 4501 && y >= 0.189 && y <= 0.211)).toBe(true)
    expect(chart.xs[0]).toBeLessThan(3510)
    expect(chart.xs.at(-1)).toBeGreaterThan(4490)
    // The penalty weighs on columns of small numbers: unscaled, the model itself is right in 93 % of the rows.
    expect(shareRight(chart)).toBeGreaterThan(scaling.length > 0 ? 0.97 : 0.9)
    expect(caption).toContain('the other 2 are held at their mean')
  })

  it('points are the rows themselves', async () => {
    const { chart } = await boundaryAfter(raw, [['prep.encode'], ['prep.scale']])
    const grams = raw.columns[0].cells
    const values = grams.form === 'numbers' ? await grams.numbers() : []
    for (const { points, rows } of chart.points) points.forEach(([x], i) => expect(x).toBeCloseTo(values[rows![i]], 8))
  })

  it('is bent by products of features, which are computed at every place', async () => {
    const { chart } = await boundaryAfter(rowsOf(600, true), [
      ['prep.encode', { drop: 'first' }],
      ['prep.scale'],
      ['prep.polynomial', { columns: ['grams', 'millimetres'] }],
    ])
    expect([chart.x.label, chart.y.label]).toEqual(['grams', 'millimetres'])
    expect(shareRight(chart)).toBeGreaterThan(0.95)
    // The middle is within, all four corners are without.
    const at = (row: number, column: number): string => chart.classes[chart.cell.at(row)!.at(column)!.class]
    expect([at(30, 30), at(0, 0), at(0, -1), at(-1, 0), at(-1, -1)]).toEqual(['yes', 'no', 'no', 'no', 'no'])
  })

  it('says so where the way back is not known', async () => {
    const { chart } = await boundaryAfter(raw, [
      ['prep.encode', { drop: 'first' }],
      ['prep.scale', { method: 'normalize' }],
    ])
    expect(chart.x.label).toContain(', as prepared')
    expect(chart.cell.flat().every(c => Number.isFinite(c.sure))).toBe(true)
  })
})

it('centres of clusters lie in the units of the data, among their rows', async () => {
  const { columns, ...rest } = rowsOf(300, false)
  const frame = { ...rest, columns: columns.slice(0, 2) }
  const scaled = (await runType(device, 'prep.scale', frame)).frame!
  const { blocks } = await runType(device, 'model.kMeans', scaled, { nClusters: 2 })
  const block = blocks!.find(b => b.id === 'clusters')
  const series = block?.kind === 'chart' && block.chart.type === 'scatter' ? block.chart.series : []
  const centres = series.at(-1)!
  expect(centres.name).toBe('centres')
  centres.points.forEach(([x], c) => {
    const members = series[c].points.map(p => p[0])
    expect(x).toBeCloseTo(members.reduce((s, v) => s + v, 0) / members.length, 2)
    expect(x).toBeGreaterThan(3499)
  })
})

describe('features that are categories or have gaps', () => {
  const n = 60
  const [a, b] = [testNumbers(n, 1), testNumbers(n, 2)]
  const frame = frameOf(
    {
      a: Array.from(a, (x, i) => (i % 10 === 3 ? null : x)),
      b: [...b],
      colour: Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 'red' : 'blue')),
      kind: Array.from({ length: n }, (_, i) => (a[i] > 0 ? 'yes' : 'no')),
    },
    { roles: { kind: 'target' } },
  )

  async function drawn(work?: number) {
    using scope = device.scope()
    const images = new Images(device, scope)
    const context = { seed: 1, device, scope, images, types: nodeTypes, warn: () => undefined } as unknown as Context
    const spec = {
      ...nodeSpecs.get('model.logisticRegression')!,
      needs: { features: 'any', missing: 'allow', target: 'classification' } as const,
    }
    const data = await trainingOf(context, frame, spec, {})
    const asked: { colours: Set<number>; gaps: number }[] = []
    const [block] = await boundaryBlocks(context, data, await pointsOf(context, data, frame), {
      ...(work !== undefined && { work }),
      decide: async rows => {
        const [x, colours] = [await rows.numbers(0), (await rows.codes(2)).codes]
        asked.push({ colours: new Set(colours), gaps: x.filter(Number.isNaN).length })
        return { kind: 'classes', probabilities: [x.map(v => (v > 0 ? 0 : 1)), x.map(v => (v > 0 ? 1 : 0))] }
      },
    })
    if (block.kind !== 'chart' || block.chart.type !== 'boundary') throw new Error('There is no boundary.')
    return { chart: block.chart, caption: block.caption!, asked }
  }

  it('stand at the most frequent category; rows with a gap are left out, and the caption says both', async () => {
    const { chart, caption, asked } = await drawn()
    expect([chart.x.label, chart.y.label, chart.xs.length]).toEqual(['a', 'b', 60])
    expect(asked).toEqual([{ colours: new Set([0]), gaps: 0 }])
    expect(caption).toContain('the other is held at its most frequent category')
    expect(caption).toContain('6 rows with a missing cell in them are not drawn')
    expect(chart.points.flatMap(s => s.points)).toHaveLength(54)
    expect(shareRight(chart)).toBeGreaterThan(0.95)
  })

  it('are asked about on fewer places where a prediction is dear', async () => {
    const { chart } = await drawn(2e6)
    expect([chart.xs.length, chart.ys.length]).toEqual([20, 20])
  })
})
