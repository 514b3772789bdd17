import { expect, it } from 'vitest'
import { linePath, sizeText, termsOf } from './drawn'

it('a line has its smallest number at the bottom, and a gap where one is missing', () => {
  expect(linePath(Float64Array.of(0, 1, Number.NaN, 2), 30, 10)).toBe('M0 10h0L10 5M30 0h0')
  expect(linePath(Float64Array.of(3, 3), 30, 10)).toBe('M0 5h0L30 5')
  expect(linePath(Float64Array.of(Number.NaN, Number.NaN), 30, 10)).toBe('')
  expect(linePath(Float64Array.of(4), 30, 10)).toBe('M0 5h0')
})

it('a cell of terms has the three heaviest, with their weights', () => {
  const heaviest = [[], ['free', 'call', 'now', 'txt'].map((name, i) => ({ name, value: i === 0 ? 12 : 0.25 }))]
  expect(termsOf({ form: 'terms', heaviest }, 0)).toEqual([])
  expect(termsOf({ form: 'terms', heaviest }, 1).map(t => `${t.name} ${t.weight}`)).toEqual([
    'free 12',
    'call 0.2500',
    'now 0.2500',
  ])
})

it('the size of a wide column is said', () => {
  const picture = { form: 'image' as const, height: 8, width: 4, mean: new Uint8Array(), first: [] }
  expect(sizeText({ form: 'terms', components: 1, commonest: [] })).toBe('1 term')
  expect(sizeText({ form: 'vector', components: 2000, mean: new Float64Array() })).toBe('2,000 numbers')
  expect(sizeText({ ...picture, channels: 1 })).toBe('8 × 4 pixels')
  expect(sizeText({ ...picture, channels: 3 })).toBe('8 × 4 pixels, 3 channels')
})
