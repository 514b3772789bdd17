import { describe, expect, it } from 'vitest'
import type { LineChart } from '../../../shared/results/blocks'
import { markedAt, stepOf, thresholdSentence, toldSeries } from './threshold'

const errors = (model: string, step: number, wrong: [number, number]) => ({
  model,
  positives: 40,
  negatives: 50,
  falsePositives: Array.from({ length: 101 }, (_, i) => (i === step ? wrong[0] : 0)),
  falseNegatives: Array.from({ length: 101 }, (_, i) => (i === step ? wrong[1] : 0)),
})
const chart: LineChart = {
  type: 'line',
  x: { label: 'x' },
  y: { label: 'y' },
  decision: { positive: 'male', negative: 'female', preferred: 1 },
  series: [
    { name: 'A (area 0.9)', class: 0, points: [], errors: errors('A', 50, [5, 10]) },
    { name: 'B (area 0.8)', class: 1, points: [], errors: errors('B', 30, [25, 4]) },
    { name: 'no probabilities', class: 2, points: [] },
  ],
}
const none = new Set<number>()

describe('a threshold', () => {
  it('is told of the model to prefer, else of the first that is shown', () => {
    expect(toldSeries(chart, none)?.errors.model).toBe('B')
    expect(toldSeries(chart, new Set([1]))?.errors.model).toBe('A')
    expect(toldSeries(chart, new Set([0, 1]))).toBeUndefined()
    expect(toldSeries({ ...chart, decision: { positive: 'b', negative: 'a' } }, none)?.errors.model).toBe('A')
  })

  it('puts a ring on the curve and says what is wrong there', () => {
    const b = toldSeries(chart, none)!
    expect(markedAt(chart, b, 30).marks).toEqual([{ at: [0.5, 0.9], class: 1 }])
    expect(markedAt(chart, b, 31).marks).toEqual([{ at: [0, 1], class: 1 }])
    expect(thresholdSentence(b, chart.decision!, 30)).toBe(
      'B here: 25 rows of class “female” called “male”, 4 of class “male” called “female”.',
    )
    const { model: _, ...alone } = b.errors
    expect(thresholdSentence({ ...b, errors: alone }, chart.decision!, 30)).toMatch(/^Here: 25 rows of class “female”/)
  })

  it('is read from text', () => {
    expect(['0.5', ' 1 ', '0,07', '.29', '0.574'].map(stepOf)).toEqual([50, 100, 7, 29, 57])
    expect(['', 'half', '1.01', '-0.1', 'NaN'].map(stepOf)).toEqual(Array(5).fill(undefined))
  })
})
