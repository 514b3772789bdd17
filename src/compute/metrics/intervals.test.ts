import { describe, expect, it } from 'vitest'
import { averagePrecisionError, rocAreaInterval } from './areaErrors'
import { cellEstimate } from './cellErrors'
import { classificationIntervals } from './classificationIntervals'
import { prepare } from './classification'
import { confusion } from './confusion'
import golden from './golden.json'
import { linkedInterval, meanInterval, studentReach } from './intervals'
import { areas, rank, thresholdCounts } from './ranking'
import { regressionIntervals } from './regressionIntervals'

const { intervals } = golden
const near = (found: readonly number[] | undefined, wanted: readonly number[], digits = 8): void => {
  expect(found).toHaveLength(2)
  found!.forEach((end, i) => expect(end).toBeCloseTo(wanted[i], digits))
}

describe('intervals, as other programs and formulas give them', () => {
  it.each(intervals.newcombe)(
    'area $area of $positives and $negatives rows',
    ({ area, positives, negatives, interval }) => {
      near(rocAreaInterval(area, positives, negatives), interval)
    },
  )

  it('of regressions', () => {
    const { truth, predicted } = golden.regression.random
    const rows = { truth: Float64Array.from(truth), predicted: Float64Array.from(predicted) }
    const found = regressionIntervals(rows).intervals
    near(found['mae'], intervals.mae)
    near(found['mse'], intervals.mse)
    near(found['rmse'], intervals.mse.map(Math.sqrt))
    near(found['r2'], intervals.r2)
    // Between the 7th and the 18th of 24 rows the median lies in 97.73 %, between the 8th and the 17th in 93.61 % (scipy's binom).
    const line = Float64Array.from({ length: 24 }, (_, i) => i + 1)
    const [low, high] = regressionIntervals({ truth: line, predicted: new Float64Array(24) }).intervals[
      'medianAbsoluteError'
    ]
    expect(low).toBeCloseTo(7 + 0.826763, 5)
    expect(low + high).toBeCloseTo(25, 12)
  })

  it('of figures of a confusion matrix', () => {
    const { truth, predicted, probabilities } = golden.classification['four classes']
    const matrix = confusion({ truth: Int32Array.from(truth), predicted: Int32Array.from(predicted), nClasses: 4 })
    for (const figure of ['kappa', 'matthews', 'f1', 'specificity'] as const) {
      const { value, error } = cellEstimate(matrix, figure)!
      const link = figure === 'kappa' || figure === 'matthews' ? 'fisher' : 'logit'
      near(linkedInterval(link, value, error, studentReach(truth.length)), intervals[figure], 6)
    }
    expect(probabilities).toHaveLength(4)
  })

  it('of average precision', () => {
    const { truth, probabilities } = golden.classification.binary
    const codes = Int32Array.from(truth)
    const counts = thresholdCounts(rank(Float64Array.from(probabilities[1])), codes, 1)
    const { prAuc } = areas(counts)
    const error = averagePrecisionError(counts, prAuc!)
    near(linkedInterval('logit', prAuc!, error, studentReach(codes.length)), intervals.prAuc, 6)
  })
})

describe('intervals of few rows', () => {
  it('have width where every row is right', () => {
    const truth = Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1)
    const q = Float64Array.from(truth, c => (c ? 0.9 : 0.1))
    const { intervals: found } = classificationIntervals(
      prepare({ truth, predicted: truth, nClasses: 2, probabilities: [q.map(p => 1 - p), q] }),
    )
    for (const figure of ['accuracy', 'balancedAccuracy', 'precision', 'recall', 'f1', 'rocAuc', 'prAuc', 'kappa'])
      expect(found[figure][0], figure).toBeLessThan(0.9)
    // All losses are alike: they say nothing of how other rows may stray.
    expect(found['logLoss']).toBeUndefined()
  })

  it('are left out below three rows', () => {
    expect(meanInterval(Float64Array.of(1, 2))).toBeUndefined()
    expect(regressionIntervals({ truth: Float64Array.of(1, 2), predicted: Float64Array.of(1, 3) }).intervals).toEqual(
      {},
    )
  })
})
