import { describe, expect, it } from 'vitest'
import {
  columnFormat,
  formatBytes,
  formatCell,
  formatCount,
  formatDuration,
  formatMoment,
  formatNumber,
  formatShort,
  formatTick,
} from './format'

describe('formatNumber', () => {
  it.each([
    [0.9884, 'figure', '0.988'],
    [0.99996, 'figure', '0.999'],
    [-0.99996, 'figure', '−0.999'],
    [1, 'figure', '1.000'],
    [0, 'figure', '0.000'],
    [0.00002, 'figure', '2e−5'],
    [53.237, 'figure', '53.24'],
    [532.37, 'figure', '532.4'],
    [53237.4, 'figure', '53,237'],
    [-2.5, 'figure', '−2.500'],
    [0.25, 'percent', '25.0 %'],
    [0.9999, 'percent', '99.9 %'],
    [1, 'percent', '100.0 %'],
    [0.0004, 'p', '< 0.001'],
    [0.0314, 'p', '0.031'],
    [0.9998, 'p', '0.999'],
    [0, 'p', '0.000'],
    [1797, 'integer', '1,797'],
    [999, 'integer', '999'],
    [1000000, 'integer', '1,000,000'],
    [-0.2, 'integer', '0'],
    [0.12345, 'significant', '0.1235'],
    [0.99999, 'significant', '0.9999'],
    [123456.7, 'significant', '123,457'],
    [1.5e-7, 'significant', '1.5e−7'],
    [-6.02e23, 'significant', '−6.02e23'],
  ] as const)('%d as %s is %s', (x, format, text) => expect(formatNumber(x, format)).toBe(text))

  it('shows what does not exist as a dash', () => {
    expect([null, undefined, NaN].map(x => formatNumber(x))).toEqual(['–', '–', '–'])
    expect([Infinity, -Infinity].map(x => formatNumber(x))).toEqual(['∞', '−∞'])
  })

  it('never shows a magnitude below 1 as 1', () => {
    for (const format of ['figure', 'significant', 'p'] as const)
      for (let k = 1; k < 16; k++) expect(Number(formatNumber(1 - 10 ** -k, format))).toBeLessThan(1)
  })
})

it('leaves years and identifiers in cells alone', () => {
  expect([2007, -3, 1234567, 0.5, 'x', true, null, undefined].map(c => formatCell(c))).toEqual([
    '2007',
    '−3',
    '1234567',
    '0.5000',
    'x',
    'true',
    '–',
    '–',
  ])
})

it('writes a column in one way', () => {
  expect([
    columnFormat([1, 2, 'x', null], undefined),
    columnFormat([1, 2.5], undefined),
    columnFormat([1, 2.5], 'p'),
  ]).toEqual([undefined, 'significant', 'p'])
})

it('writes marks of axes short', () => {
  expect([0, -2, 0.1 + 0.2, 2007, 25000, 1e-7, 2.5e12, -0].map(x => formatTick(x))).toEqual([
    '0',
    '−2',
    '0.3',
    '2,007',
    '25,000',
    '1e−7',
    '2.5e12',
    '0',
  ])
})

it('writes sizes, times and counts', () => {
  expect([0, 982, 999.6, 1500, 65536, 24e6, 3.2e9].map(formatBytes)).toEqual([
    '0 B',
    '982 B',
    '1.0 kB',
    '1.5 kB',
    '66 kB',
    '24 MB',
    '3.2 GB',
  ])
  expect([4.1, 41.2, 210, 1500, 17000, 125000, 4320000].map(formatDuration)).toEqual([
    '4.1 ms',
    '41 ms',
    '0.21 s',
    '1.5 s',
    '17 s',
    '2 min 5 s',
    '1 h 12 min',
  ])
  expect([formatCount(1, 'row'), formatCount(12000, 'row'), formatCount(2, 'class', 'classes')]).toEqual([
    '1 row',
    '12,000 rows',
    '2 classes',
  ])
})

it('does not group years, codes and other numerals', () => {
  expect(['year', 'birth_year', 'modelYear', 'zip', 'PassengerId'].map(of => formatTick(2007, of))).toEqual(
    new Array(5).fill('2007'),
  )
  expect(['body_mass_g', 'valid', 'piano', ''].map(of => formatTick(2007, of))).toEqual(new Array(4).fill('2,007'))
})

it('writes moments as days, with the time where there is one, and none that does not exist', () => {
  expect([0, 3_600_000, -1, 9e15].map(formatMoment)).toEqual([
    '1970-01-01',
    '1970-01-01 01:00:00',
    '1969-12-31 23:59:59.999',
    '–',
  ])
})

it('writes a figure short without losing what stands before the point', () => {
  expect([2, 0.5, -0.01312, 999.4, 12_345.6, 0, Number.NaN, Infinity].map(formatShort)).toEqual([
    '2',
    '0.5',
    '−0.0131',
    '999',
    '12,346',
    '0',
    '–',
    '∞',
  ])
})
