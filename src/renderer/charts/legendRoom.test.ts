import { expect, it } from 'vitest'
import type { Chart } from '../../shared/results/blocks'
import { needsOwnLine } from './legendRoom'

const curves = (names: readonly string[]): Chart => ({
  type: 'line',
  x: { label: '' },
  y: { label: '' },
  series: names.map(name => ({ name, points: [] })),
})

it('long names of a few series get lines of their own; short ones, and many, stand beside the title', () => {
  expect(needsOwnLine(curves(['Logistic regression (area 0.985)', 'K nearest neighbours (area 0.973)']))).toBe(true)
  expect(needsOwnLine(curves(['train', 'test']))).toBe(false)
  expect(needsOwnLine(curves(['Logistic regression, alone and with a long name (area 0.985)']))).toBe(false)
  expect(needsOwnLine(curves(Array.from({ length: 9 }, (_, i) => `class number ${i}`)))).toBe(false)
})
