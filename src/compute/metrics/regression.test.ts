import { describe, expect, it } from 'vitest'
import { Random } from '../random/random'
import { differences } from './differences'
import golden from './golden/regression.json'
import { regressionFigures, regressionIntervals } from './regression'

describe('regression as in scikit-learn', () => {
  it.each(Object.entries(golden.cases))('%s', (_, example) => {
    const truth = Float64Array.from(example.truth)
    const predicted = Float64Array.from(example.predicted)
    expect(differences(regressionFigures({ truth, predicted, nFeatures: 3 }), example.figures)).toEqual([])
  })

  it('has no adjusted R² without the number of features, and nothing without rows', () => {
    const { truth, predicted } = golden.cases.random
    expect(
      regressionFigures({ truth: Float64Array.from(truth), predicted: Float64Array.from(predicted) }).adjustedR2,
    ).toBeNull()
    const empty = new Float64Array(0)
    expect(Object.values(regressionFigures({ truth: empty, predicted: empty })).every(value => value === null)).toBe(
      true,
    )
    expect(regressionIntervals({ truth: empty, predicted: empty }, 1)).toEqual({})
  })
})

describe('regression intervals', () => {
  const draw = (n: number) => {
    const random = new Random(8)
    const truth = Float64Array.from({ length: n }, () => random.normal())
    return { truth, predicted: truth.map(y => y + random.normal() / 2), nFeatures: 2 }
  }

  it('hold the figures and repeat with the seed', () => {
    const rows = draw(400)
    const figures = regressionFigures(rows)
    const intervals = regressionIntervals(rows, 1)
    expect(Object.keys(intervals).sort()).toEqual(Object.keys(figures).sort())
    for (const [name, [low, high]] of Object.entries(intervals)) {
      expect(figures[name]).toBeGreaterThan(low)
      expect(figures[name]).toBeLessThan(high)
    }
    expect(regressionIntervals(rows, 1)).toEqual(intervals)
  })

  it('agree between bootstrap and normal where the method changes', () => {
    const resampled = regressionIntervals(draw(20_000), 1)
    const normal = regressionIntervals(draw(20_001), 1)
    expect(Object.keys(normal)).toEqual(['mae', 'mse', 'rmse', 'mape'])
    for (const name of ['mae', 'mse', 'rmse']) {
      const width = normal[name][1] - normal[name][0]
      expect(Math.abs(resampled[name][0] - normal[name][0])).toBeLessThan(0.3 * width)
      expect(Math.abs(resampled[name][1] - normal[name][1])).toBeLessThan(0.3 * width)
    }
  })
})
