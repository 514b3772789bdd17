import { describe, expect, it } from 'vitest'
import { Random } from '../random/random'
import { bootstrapIntervals, meanInterval } from './bootstrap'
import { differences } from './differences'
import golden from './golden.json'
import { mean } from './mean'
import { regressionFigures, regressionIntervals } from './regression'

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
    expect(regressionIntervals({ truth: empty, predicted: empty }, 1)).toEqual({})
  })
})

it('an interval that holds together with others is wider', () => {
  const values = Float64Array.of(-1, 1, -1, 1)
  const reach = (many: number): number => meanInterval(values, many)![1] / Math.sqrt(4 / 3 / 4)
  expect(reach(1)).toBeCloseTo(1.959964, 6)
  // The point of the normal distribution with 2.5 % / 3 above it.
  expect(reach(3)).toBeCloseTo(2.39398, 5)
})

describe('bootstrapIntervals', () => {
  it('ends at the 2.5 % and 97.5 % points', () => {
    const n = 200
    const random = new Random(2)
    const values = Float64Array.from({ length: n }, () => random.normal())
    const [low, high] = meanInterval(values)!
    const half = (high - low) / 2
    let [lows, highs] = [0, 0]
    for (let seed = 0; seed < 20; seed++) {
      const found = bootstrapIntervals(n, times => ({ mean: mean(values, times) }), seed).mean
      lows += found[0] / 20
      highs += found[1] / 20
    }
    // Of 200 draws the end lies 4 % of the half width further in, and the mean of 20 ends strays by 2 %; the 5 % point lies 18 % in.
    expect(Math.abs(lows - low) / half).toBeLessThan(0.1)
    expect(Math.abs(highs - high) / half).toBeLessThan(0.1)
  })

  it('leaves out a figure that most resamples lack, or that never varies', () => {
    let asked = 0
    const figures = () => ({ rare: asked++ % 3 ? null : asked, often: asked % 3 ? asked % 2 : null, same: 2 })
    expect(bootstrapIntervals(5, figures, 1)).toEqual({ often: [0, 1] })
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
