import { describe, expect, it } from 'vitest'
import { progressOf, readRates, withRate } from './progress'

describe('how far a work is', () => {
  it('is what it tells itself, and the rest goes on at the same pace', () => {
    expect(progressOf(3000, 0.25, 99)).toEqual({ elapsed: 3000, fraction: 0.25, left: 9000 })
    expect(progressOf(100, 0.01, undefined)).toEqual({ elapsed: 100, fraction: 0.01, left: null })
  })

  it('is else what such work took before, and never done before its end', () => {
    expect(progressOf(1000, undefined, 4000)).toEqual({ elapsed: 1000, fraction: 0.25, left: 3000 })
    expect(progressOf(9000, 0, 4000)).toEqual({ elapsed: 9000, fraction: 0.97, left: null })
    expect(progressOf(9000, undefined, undefined)).toEqual({ elapsed: 9000, fraction: null, left: null })
  })

  it('learns from work that was done', () => {
    expect(withRate({}, 'sort', 2)).toEqual({ sort: 2 })
    expect(withRate({ sort: 2, save: 1 }, 'sort', 4)).toEqual({ sort: 3, save: 1 })
    expect(withRate({ sort: 2 }, 'sort', Number.NaN)).toEqual({ sort: 2 })
  })

  it('reads what was kept, and nothing else', () => {
    expect(readRates('{"sort":2,"a":"x","b":-1}')).toEqual({ sort: 2 })
    for (const text of [null, '', '[', 'null', '3']) expect(readRates(text)).toEqual({})
  })
})
