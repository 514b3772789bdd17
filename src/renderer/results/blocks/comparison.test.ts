import { expect, it } from 'vitest'
import { withoutSeries } from './hidden'
import { bestOf, placeOf, spanOf, stacked } from './comparison'

const table = {
  columns: [
    { name: 'Model' },
    { name: 'Accuracy', better: 'high' as const },
    { name: 'Loss', better: 'low' as const },
    { name: 'Rows' },
  ],
  rows: [
    ['a', 0.9, 0.2, 10],
    ['b', 0.8, 0.2, 10],
    ['c', null, 0.2, 10],
  ],
  intervals: [
    [null, [0.85, 0.95] as [number, number], null, null],
    [null, [0.7, 0.9] as [number, number], null, null],
    [null, null, null, null],
  ],
}

it('finds the best of a column that has a good end, and none among equals', () => {
  expect([0, 1, 2, 3].map(i => bestOf(table, i))).toEqual([null, 0.9, null, null])
})

it('lays figures on the scale that their column shares', () => {
  const span = spanOf(table, 1)!
  expect(span[0]).toBeCloseTo(0.675)
  expect(span[1]).toBeCloseTo(0.975)
  expect(placeOf(0.825, span)).toBeCloseTo(0.5)
  expect(placeOf(7, span)).toBe(1)
  expect([spanOf(table, 2), spanOf(table, 0)]).toEqual([undefined, undefined])
})

it('takes series out of a chart by their place and leaves the others their own', () => {
  const chart = {
    type: 'line' as const,
    x: { label: '' },
    y: { label: '' },
    series: [0, 1].map(k => ({ name: String(k), class: k, points: [] })),
  }
  expect(withoutSeries(chart, new Set([0]))).toMatchObject({ series: [{ class: 1 }] })
  expect(withoutSeries(chart, new Set())).toBe(chart)
  expect(withoutSeries(chart, new Set([5]))).toBe(chart)
})

it('sets the measure of a figure below it', () => {
  expect(stacked('29 of 333')).toEqual(['29', 'of 333'])
  expect(stacked('0.09 s, 10 folds')).toEqual(['0.09 s', '10 folds'])
  expect(stacked('2.0 s')).toEqual(['2.0 s'])
  expect(stacked('1,204 of 53,940')).toEqual(['1,204', 'of 53,940'])
})
