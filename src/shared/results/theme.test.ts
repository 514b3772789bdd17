import { expect, it } from 'vitest'
import { contrast } from '../contrast.fixture'
import { classMark, markerPath, seriesMarks } from './charts/marks'
import { dark, inkOn, light, markers, rampColor } from './theme'

it.each([light, dark])('$name: marks reach 3:1 and text 4.5:1 on the surface (WCAG 2.2)', theme => {
  for (const color of [...theme.series, theme.wire, theme.accent])
    expect(contrast(color, theme.surface)).toBeGreaterThanOrEqual(3)
  for (const ink of [theme.ink, theme.ink2, theme.ink3])
    expect(contrast(ink, theme.surface)).toBeGreaterThanOrEqual(4.5)
  expect(contrast(theme.bad, theme.badSoft)).toBeGreaterThanOrEqual(4.5)
})

it.each([light, dark])('$name: a number can be read on every step of the ramps', theme => {
  for (const ramp of [theme.sequential, theme.diverging])
    for (let t = 0; t <= 1; t += 0.01)
      expect(contrast(inkOn(rampColor(ramp, t)), rampColor(ramp, t)), `${t}`).toBeGreaterThanOrEqual(4)
})

it('mixes ramps within their ends', () => {
  expect(rampColor(light.sequential, -1)).toBe(light.sequential[0].toLowerCase())
  expect(rampColor(light.sequential, 2)).toBe(light.sequential.at(-1)!.toLowerCase())
  expect(rampColor(light.sequential, NaN)).toBe(light.sequential[0].toLowerCase())
})

it('gives the first 64 classes a colour and marker of their own', () => {
  const seen = new Set(
    Array.from({ length: 64 }, (_, i) => `${classMark(i, light).color} ${classMark(i, light).marker}`),
  )
  expect(seen.size).toBe(64)
})

it('draws partitions in ink and keeps models apart from classes', () => {
  const [train, test] = seriesMarks([{ partition: 'train' }, { partition: 'test' }], light)
  expect([train.color, train.dash, test.color, test.hollow]).toEqual([light.ink, 'solid', light.ink3, true])
  const [, model] = seriesMarks([{ class: 0 }, {}], light)
  expect(model.color).toBe(light.series[3])
})

it.each(markers)('%s is a closed outline about as large as asked', marker => {
  const path = markerPath(marker, 10)
  expect(path).toMatch(/^M[-\d. ]+[LA].*Z$/)
  const numbers = path.match(/-?\d+(\.\d+)?/g)!.map(Number)
  expect(Math.max(...numbers.map(Math.abs))).toBeLessThanOrEqual(13)
})
