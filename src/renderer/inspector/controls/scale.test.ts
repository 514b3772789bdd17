import { describe, expect, it } from 'vitest'
import { checkParameter } from '../../../shared/parameterCheck'
import { integer, number, type NumberParameter, optionalInteger } from '../../../shared/params'
import { scaleOf, stepped } from './scale'

const help = ''

describe('the slider of a number', () => {
  const subjects: [string, NumberParameter][] = [
    ['a share without its bounds', number({ default: 0.25, above: 0, below: 1, help })],
    ['powers of ten', number({ default: 1, min: 1e-12, max: 1e12, logarithmic: true, help })],
    ['a tolerance above 0', number({ default: 1e-4, above: 0, max: 1, logarithmic: true, help })],
    ['a strength from 0', number({ default: 1, min: 0, max: 1e12, logarithmic: true, help })],
    ['whole numbers', integer({ default: 5, min: 2, max: 100, help })],
    ['whole powers of ten', integer({ default: 100, min: 1, max: 1_000_000, logarithmic: true, help })],
  ]
  it.each(subjects)('gives valid values only: %s', (_, p) => {
    const scale = scaleOf(p)!
    for (let i = 0; i <= scale.steps; i++) expect(checkParameter('it', p, scale.valueAt(i))).toBeUndefined()
  })

  it.each(subjects)('finds back what it gave: %s', (_, p) => {
    const scale = scaleOf(p)!
    for (let i = 0; i <= scale.steps; i++) expect(scale.positionOf(scale.valueAt(i))).toBe(i)
  })

  it('puts C = 1 in the middle', () => {
    const scale = scaleOf(subjects[1][1])!
    expect(scale.positionOf(1) / scale.steps).toBe(0.5)
  })

  it('is not made where it could not be aimed', () => {
    expect(scaleOf(integer({ default: 8, min: 1, max: 10_000, help }))).toBeUndefined()
    expect(scaleOf(number({ default: 1, min: 0, help }))).toBeUndefined()
    expect(scaleOf(optionalInteger({ min: 0, max: 9, nullMeans: 'none', help }))).toBeUndefined()
  })
})

describe('an arrow key', () => {
  const share = number({ default: 0.25, above: 0, below: 1, help })
  it('moves by a hundredth of a share', () => expect(stepped(share, 0.25, 1)).toBe(0.26))
  it('stays inside', () => {
    expect(stepped(share, 0.99, 1)).toBe(0.99)
    expect(stepped(integer({ default: 2, min: 2, help }), 2, -10)).toBe(2)
  })
  it('moves a small number in its second digit', () =>
    expect(stepped(number({ default: 1e-4, above: 0, max: 1, logarithmic: true, help }), 1e-4, 1)).toBeCloseTo(
      1.1e-4,
      12,
    ))
})
