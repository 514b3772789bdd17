import { describe, expect, it } from 'vitest'
import { Random } from '../random/random'
import { rocInfluence } from './areaErrors'
import golden from './golden.json'
import { areaDifference, meanDifference, rightDifference } from './pairedDifference'
import { areas, rank, thresholdCounts } from './ranking'

describe('a difference of right rows', () => {
  it('has the interval of Tango as Fagerland, Lydersen and Laake (2014) print it', () => {
    const { interval, value } = rightDifference(1, 7, 21, 0.0386)
    const [low, high] = interval(0.05)!
    expect(value).toBeCloseTo(-0.286, 3)
    expect(low).toBeCloseTo(-0.517, 3)
    expect(high).toBeCloseTo(-0.026, 3)
  })

  it('never contradicts its p-value', () => {
    for (const p of [0.049, 0.051])
      for (const [a, b] of [
        [1, 7],
        [9, 3],
        [4, 0],
        [5, 5],
      ]) {
        const [low, high] = rightDifference(a, b, 30, p).interval(0.05)!
        expect(low > 0 || high < 0).toBe(p < 0.05)
      }
  })

  it('is practically nothing with the probability of its posterior', () => {
    const random = new Random(3)
    // Gamma variables of whole and half shapes by sums of exponentials and a squared normal one.
    const gamma = (whole: number): number => {
      let sum = random.normal() ** 2 / 2
      for (let i = 0; i < whole; i++) sum -= Math.log(1 - random.uniform())
      return sum
    }
    let inside = 0
    const draws = 40_000
    for (let i = 0; i < draws; i++) {
      const [a, b, rest] = [gamma(8), gamma(5), gamma(60)]
      if (Math.abs((a - b) / (a + b + rest)) < 0.03) inside++
    }
    expect(rightDifference(8, 5, 73, 0.4).equal(0.03)).toBeCloseTo(inside / draws, 2)
    // A million rows of which nearly all are right in both.
    expect(rightDifference(50, 50, 1e6, 1).equal(0.01)).toBeGreaterThan(0.999)
  })
})

describe('a difference of losses', () => {
  it('has the interval of Student', () => {
    // statsmodels 0.13: DescrStatsW([0.1, 0.4, −0.2, 0.3, 0.25]).tconfint_mean()
    const found = meanDifference(Float64Array.of(0.1, 0.4, -0.2, 0.3, 0.25))
    const [low, high] = found.interval(0.05)!
    expect(low).toBeCloseTo(-0.119869379, 8)
    expect(high).toBeCloseTo(0.459869379, 8)
    expect(found.pValue).toBeGreaterThan(0.05)
    // scipy: P(|0.17 + 0.104403 T₄| < 0.05)
    expect(found.equal(0.05)).toBeCloseTo(0.10581636, 7)
  })
})

it('a difference of areas is that of DeLong', () => {
  const { truth, first, second, value, pValue } = golden.intervals.deLong
  const codes = Int32Array.from(truth)
  const [one, other] = [first, second].map(scores => {
    const ranking = rank(Float64Array.from(scores))
    const counts = thresholdCounts(ranking, codes, 1)
    return { area: areas(counts).rocAuc!, moves: rocInfluence(ranking, counts, codes, 1) }
  })
  const found = areaDifference(
    one.area - other.area,
    one.moves.map((z, i) => z - other.moves[i]),
  )
  expect(found.value).toBeCloseTo(value, 10)
  expect(found.pValue).toBeCloseTo(pValue, 8)
})
