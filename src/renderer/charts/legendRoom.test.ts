import { expect, it } from 'vitest'
import { chartLegend } from '../../shared/results/charts/legend'
import type { Legend } from '../../shared/results/charts/legendEntry'
import { light } from '../../shared/results/theme'
import { namesTold } from './legendRoom'

const legend = (names: readonly string[]): Legend =>
  chartLegend(
    { type: 'line', x: { label: '' }, y: { label: '' }, series: names.map(name => ({ name, points: [] })) },
    light,
  )

it('up to ten names are told however narrow the card is; of more as many as have room beside the title', () => {
  const many = legend(Array.from({ length: 11 }, (_, i) => `class number ${i}`))
  expect(namesTold(legend(['Logistic regression (area 0.985)', 'K nearest neighbours (area 0.973)']), 40)).toBe(2)
  expect(namesTold(legend(Array.from({ length: 10 }, (_, i) => `class number ${i}`)), 100)).toBe(10)
  expect(namesTold(many, 2000)).toBe(11)
  const some = namesTold(many, 400)
  expect(some).toBeGreaterThan(0)
  expect(some).toBeLessThan(8)
  expect(namesTold(many, 60)).toBe(0)
})
