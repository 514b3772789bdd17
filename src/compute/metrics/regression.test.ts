import { describe, expect, it } from 'vitest'
import { Random } from '../random/random'
import { differences } from './differences'
import golden from './golden.json'
import { regressionFigures } from './regression'
import { regressionIntervals } from './regressionIntervals'

describe('regression as in scikit-learn', () => {
  it.each(Object.entries(golden.regression))('%s', (_, example) => {
    const truth = Float64Array.from(example.truth)
    const predicted = Float64Array.from(example.predicted)
    expect(differences(regressionFigures({ truth, predicted, nFeatures: 3 }), example.figures)).toEqual([])
  })

  it('has no adjusted R² without the number of features, and nothing without rows', () => {
    const { truth, predicted } = golden.regression.random
    expect(
      regressionFigures({ truth: Float64Array.from(truth), predicted: Float64Array.from(predicted) }).adjustedR2,
    ).toBeNull()
    const empty = new Float64Array(0)
    expect(Object.values(regressionFigures({ truth: empty, predicted: empty })).every(value => value === null)).toBe(
      true,
    )
    expect(regressionIntervals({ truth: empty, predicted: empty }).intervals).toEqual({})
  })
})

describe('regression intervals', () => {
  const draw = (n: number) => {
    const random = new Random(8)
    const truth = Float64Array.from({ length: n }, () => random.normal())
    return { truth, predicted: truth.map(y => y + random.normal() / 2), nFeatures: 2 }
  }

  it('hold the figures', () => {
    const rows = draw(400)
    const figures = regressionFigures(rows)
    const { intervals } = regressionIntervals(rows)
    expect(Object.keys(intervals).sort()).toEqual(Object.keys(figures).sort())
    for (const [name, [low, high]] of Object.entries(intervals)) {
      expect(figures[name]).toBeGreaterThan(low)
      expect(figures[name]).toBeLessThan(high)
    }
  })
})
