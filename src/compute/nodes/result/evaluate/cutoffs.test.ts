import { describe, expect, it } from 'vitest'
import { testNumbers } from '../../../testing/frames'
import { thresholdErrors } from './cutoffs'

describe('errors by threshold', () => {
  const rows = (truth: number[], scores: number[], positive: number | undefined = 1) => ({
    nClasses: 2,
    truth: Int32Array.from(truth),
    predicted: Int32Array.from(scores, p => (p >= 0.5 ? 1 : 0)),
    probabilities: [Float64Array.from(scores, p => 1 - p), Float64Array.from(scores)],
    ...(positive !== undefined && { positive }),
  })

  it('are those that counting row by row finds, at thresholds that a probability meets too', () => {
    const scores = [...testNumbers(300, 7).map(v => Math.abs(v) % 1), 0, 1, 0.07, 0.29, 0.57, 0.58, 0.5, 0.1 + 0.2]
    const truth = scores.map((p, i) => (p + (i % 3) / 3 > 0.7 ? 1 : 0))
    const { positives, negatives, falsePositives, falseNegatives } = thresholdErrors(rows(truth, scores))!
    expect(positives + negatives).toBe(scores.length)
    for (let step = 0; step <= 100; step++) {
      const called = scores.map(p => p >= step / 100)
      expect([step, falsePositives[step]]).toEqual([step, called.filter((yes, i) => yes && truth[i] === 0).length])
      expect([step, falseNegatives[step]]).toEqual([step, called.filter((yes, i) => !yes && truth[i] === 1).length])
    }
  })

  it('are of the other class where that is the positive one', () => {
    const found = thresholdErrors(rows([0, 0, 1], [0.2, 0.6, 0.9], 0))!
    expect(found).toMatchObject({ positives: 2, negatives: 1 })
    // At one half the second row, of class 0, is called 1.
    expect([found.falsePositives[50], found.falseNegatives[50]]).toEqual([0, 1])
  })

  it('do not exist with one class only, more than two, or without probabilities', () => {
    const { positive: _, ...none } = rows([0, 1], [0.1, 0.9])
    expect(thresholdErrors(none)).toBeUndefined()
    expect(thresholdErrors(rows([1, 1], [0.1, 0.9]))).toBeUndefined()
    const { probabilities: __, ...silent } = rows([0, 1], [0.1, 0.9])
    expect(thresholdErrors(silent)).toBeUndefined()
  })
})
