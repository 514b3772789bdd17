import { describe, expect, it } from 'vitest'
import { fromScores, placesOf, sharesOf } from './classes'
import { placesAmong, sampleNote, sampleOf } from './sample'

describe('the rows that charts draw', () => {
  const all = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i)

  it('are all of few, and rising, different ones of many', () => {
    expect(sampleOf({ seed: 1 }, 20)).toEqual(all(20))
    const rows = sampleOf({ seed: 1 }, 100_000)
    expect(rows).toHaveLength(5000)
    expect(new Set(rows).size).toBe(5000)
    expect(rows).toEqual(rows.slice().sort())
    expect(sampleOf({ seed: 2 }, 100_000)).not.toEqual(rows)
  })

  it('are those of every other chart: a smaller sample and one of fewer rows are parts of it', () => {
    const rows = new Set(sampleOf({ seed: 3 }, 50_000))
    expect([...sampleOf({ seed: 3 }, 50_000, undefined, 800)].every(row => rows.has(row))).toBe(true)
    const able = all(50_000).filter(row => row % 3 !== 0)
    const some = sampleOf({ seed: 3 }, 50_000, able)
    expect(some).toHaveLength(5000)
    expect(some.every(row => row % 3 !== 0)).toBe(true)
    expect([...rows].filter(row => row % 3 !== 0).every(row => some.includes(row))).toBe(true)
  })

  it('are found of a few rows among many', () => {
    const able = all(1_000_000).filter(row => row % 190 === 7)
    expect(sampleOf({ seed: 1 }, 1_000_000, able)).toHaveLength(5000)
  })

  it('have their places among the training rows, and a word where others were left out', () => {
    expect(placesAmong(Uint32Array.of(2, 4, 9, 11), Uint32Array.of(4, 11))).toEqual(Uint32Array.of(1, 3))
    expect(placesAmong(undefined, Uint32Array.of(4, 11))).toEqual(Uint32Array.of(4, 11))
    expect(sampleNote(5000, 20_000)).toBe(' 5,000 of 20,000 rows, drawn with the seed.')
    expect(sampleNote(3, 3)).toBe('')
  })
})

describe('probabilities from scores', () => {
  it('keep the digits of the smaller of two, and take any size', () => {
    const { probabilities } = fromScores([Float64Array.of(0, 40, -800)])
    expect(probabilities[1][0]).toBe(0.5)
    expect(probabilities[0][1] / Math.exp(-40)).toBeCloseTo(1, 12)
    expect([...probabilities].map(p => p[2])).toEqual([1, 0])
  })

  it('are shares of exponentials that sum to 1, infinite scores included', () => {
    const shares = sharesOf([1, 2, 3])
    expect(shares.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 15)
    expect(shares[2] / shares[0]).toBeCloseTo(Math.exp(2), 12)
    expect(sharesOf([-Infinity, 5, Infinity])).toEqual([0, 0, 1])
    expect(sharesOf([1e300, 1e300])).toEqual([0.5, 0.5])
  })

  it('come from rows that are found by their class', () => {
    const places = placesOf(Int32Array.of(1, 0, 1, 2), 3)
    expect(places.map(p => [...p])).toEqual([[1], [0, 2], [3]])
  })
})
