import { describe, expect, it } from 'vitest'
import type { Filter } from '../../../compute'
import { draftOf, filtersOf, sentenceOf } from './filterDraft'

const number = { name: 'x', kind: 'number' } as const
const empty = draftOf([], 'number')

describe('the form of a filter', () => {
  it('gives back what it was made of', () => {
    const filters: Filter[] = [
      { is: 'present', column: 'x' },
      { is: 'range', column: 'x', min: -1.5, max: null },
      { is: 'contains', column: 'x', text: '5' },
      { is: 'in', column: 'x', values: ['1', '2'] },
    ]
    expect(filtersOf(draftOf(filters, 'number'), number)).toEqual(filters)
    const times: Filter[] = [{ is: 'range', column: 'x', min: Date.UTC(2024, 4, 1), max: Date.UTC(2024, 4, 2, 3) }]
    expect(filtersOf(draftOf(times, 'time'), { name: 'x', kind: 'time' })).toEqual(times)
  })

  it('means nothing when empty, and waits while a bound is no number', () => {
    expect(filtersOf(empty, number)).toEqual([])
    expect(filtersOf({ ...empty, min: '1e' }, number)).toBeUndefined()
    expect(filtersOf({ ...empty, max: 'soon' }, { name: 't', kind: 'time' })).toBeUndefined()
    expect(filtersOf({ ...empty, min: ' −2 ' }, number)).toEqual([{ is: 'range', column: 'x', min: -2, max: null }])
  })

  it('is said in words', () => {
    expect(sentenceOf({ is: 'range', column: 'x', min: null, max: 3 })).toBe('x ≤ 3')
    expect(sentenceOf({ is: 'in', column: null, values: ['test'] })).toBe('partition is test')
    expect(sentenceOf({ is: 'range', column: 't', min: Date.UTC(2024, 4, 1), max: null }, 'time')).toBe(
      't ≥ 2024-05-01',
    )
    expect(sentenceOf({ is: 'above', column: 'x', than: 3 })).toBe('x > 3')
    expect(sentenceOf({ is: 'not', column: 'x', values: ['a', 'b'] })).toBe('x is not a or b')
    expect(sentenceOf({ is: 'missing', column: 'sex' })).toBe('sex is missing')
  })
})
