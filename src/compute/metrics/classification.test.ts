import { describe, expect, it } from 'vitest'
import { Random } from '../random/random'
import { classificationFigures, type ClassifiedRows, prepare } from './classification'
import { classificationIntervals } from './classificationIntervals'
import { classificationReport } from './classificationReport'
import { differences } from './differences'
import golden from './golden.json'

type Golden = (typeof golden.classification)['binary']

function rowsOf(example: Pick<Golden, 'truth' | 'predicted' | 'probabilities' | 'positive'>): ClassifiedRows {
  return {
    truth: Int32Array.from(example.truth),
    predicted: Int32Array.from(example.predicted),
    probabilities: example.probabilities.map(column => Float64Array.from(column)),
    nClasses: example.probabilities.length,
    positive: example.positive,
  }
}

describe.each(Object.entries(golden.classification))('classification as in scikit-learn: %s', (_, example) => {
  const rows = rowsOf(example)
  const names = Array.from({ length: rows.nClasses }, (_, c) => `c${c}`)
  const report = classificationReport(rows, names, { intervals: true })

  it('figures', () => {
    expect(differences(report.figures, example.figures)).toEqual([])
    expect(differences(report.weighted, { ...example.weighted, specificity: report.weighted.specificity })).toEqual([])
    expect(differences(Object.values(report.perClass), example.perClass)).toEqual([])
    expect(Object.keys(report.perClass)).toEqual(names)
    expect(report.confusion).toEqual({ classes: names, counts: example.confusion })
  })

  it('curves', () => {
    for (const [c, curves] of Object.entries(example.curves)) {
      const name = names[Number(c)]
      expect(differences(report.curves?.roc[name], curves.roc)).toEqual([])
      expect(differences(report.curves?.pr[name], curves.pr)).toEqual([])
      const { predicted, observed, count } = report.curves!.calibration[name]
      expect(differences({ predicted, observed }, curves.calibration)).toEqual([])
      expect(count.reduce((a, b) => a + b)).toBe(rows.truth.length)
      const lift = report.curves!.lift[name]
      expect([lift.fraction.at(-1), lift.gain.at(-1), lift.lift.at(-1)]).toEqual([1, 1, 1])
    }
  })

  it('intervals are ordered, within range and around the figure', () => {
    expect(report.intervals.accuracy).toBeDefined()
    for (const [name, [low, high]] of Object.entries(report.intervals)) {
      const value = report.figures[name]
      expect(low).toBeLessThanOrEqual(high)
      if (value === null || rows.truth.length < 30) continue
      expect(value).toBeGreaterThanOrEqual(low)
      expect(value).toBeLessThanOrEqual(high)
    }
  })
})

describe('classification', () => {
  const example = rowsOf(golden.classification['four classes'])

  it('counts a row as often as its weight says', () => {
    const times = Float64Array.from(example.truth, (_, row) => (row * 7) % 4)
    const repeat = <T>(values: ArrayLike<T>): T[] =>
      Array.from(values).flatMap((value, row) => new Array<T>(times[row]).fill(value))
    const repeated: ClassifiedRows = {
      ...example,
      truth: Int32Array.from(repeat(example.truth)),
      predicted: Int32Array.from(repeat(example.predicted)),
      probabilities: example.probabilities!.map(column => Float64Array.from(repeat(column))),
    }
    expect(
      differences(
        classificationFigures(prepare({ ...example, weights: times })),
        classificationFigures(prepare(repeated)),
      ),
    ).toEqual([])
  })

  it('does without probabilities', () => {
    const { probabilities: _, ...silent } = example
    const { figures, curves, intervals } = classificationReport(silent, [1, 2, 3, 4], { intervals: true })
    expect(figures).toMatchObject({ rocAuc: null, prAuc: null, logLoss: null, brier: null })
    expect(figures.accuracy).toBeCloseTo(golden.classification['four classes'].figures.accuracy, 12)
    expect(curves).toBeUndefined()
    expect(Object.keys(intervals)).not.toContain('rocAuc')
  })

  it('keeps a class called __proto__', () => {
    const report = classificationReport(example, ['__proto__', 'b', 'c', 'd'], { intervals: true })
    expect(Object.keys(report.perClass)).toEqual(['__proto__', 'b', 'c', 'd'])
    expect(Object.keys(report.curves!.roc)).toEqual(['__proto__', 'b', 'c', 'd'])
  })

  it('gives null for every figure of no rows', () => {
    const none = rowsOf({ truth: [], predicted: [], probabilities: [[], []], positive: 1 })
    const report = classificationReport(none, ['a', 'b'], { intervals: true })
    expect(Object.values(report.figures).every(value => value === null || value === 0)).toBe(true)
    expect(report.figures).toMatchObject({ accuracy: null, f1: null, rocAuc: null, logLoss: null, matthews: null })
    expect(report.intervals).toEqual({})
    expect(report.curves).toEqual({ roc: {}, pr: {}, calibration: {}, lift: {} })
  })

  it('bounds a known error rate: the interval of f1 is about as wide as theory says', () => {
    const random = new Random(11)
    const n = 2000
    const truth = Int32Array.from({ length: n }, () => random.integer(2))
    const predicted = truth.map(c => (random.uniform() < 0.8 ? c : 1 - c))
    const [low, high] = classificationIntervals(prepare({ truth, predicted, nClasses: 2 })).intervals.f1
    // Standard error of an f1 of 0.8 over 2,000 even rows is about 0.0098 (delta method).
    expect(high - low).toBeGreaterThan(0.028)
    expect(high - low).toBeLessThan(0.05)
  })

  it('takes a million rows in about a second and thins its curves without moving the area', () => {
    const random = new Random(5)
    const n = 1_000_000
    const q = Float64Array.from({ length: n }, () => Math.fround(random.uniform()))
    const truth = Int32Array.from(q, p => (random.uniform() < p ? 1 : 0))
    const predicted = Int32Array.from(q, p => (p > 0.5 ? 1 : 0))
    const started = performance.now()
    const report = classificationReport(
      { truth, predicted, nClasses: 2, probabilities: [q.map(p => 1 - p), q] },
      [false, true],
      { intervals: true },
    )
    // 0.4 s once compiled, 1 s from cold on one of two cores; the bound allows for a busy machine.
    expect(performance.now() - started).toBeLessThan(6000)
    // E[score] model: the area is 5/6.
    expect(report.figures.rocAuc).toBeCloseTo(5 / 6, 2)
    const { fpr, tpr } = report.curves!.roc.true
    expect(fpr.length).toBeLessThanOrEqual(2000)
    expect(fpr.length).toBeGreaterThan(500)
    let area = 0
    for (let i = 1; i < fpr.length; i++) area += ((fpr[i] - fpr[i - 1]) * (tpr[i] + tpr[i - 1])) / 2
    expect(Math.abs(area - report.figures.rocAuc!)).toBeLessThan(1e-5)
    const { recall, precision } = report.curves!.pr.true
    expect(recall.length).toBeLessThanOrEqual(2000)
    let average = 0
    for (let i = 1; i < recall.length; i++)
      average += ((recall[i] - recall[i - 1]) * (precision[i] + precision[i - 1])) / 2
    expect(Math.abs(average - report.figures.prAuc!)).toBeLessThan(1e-4)
    expect(report.curves!.lift.true.gain.length).toBeLessThanOrEqual(2000)
    expect(Object.keys(report.intervals).sort()).toEqual(Object.keys(report.figures).sort())
  })
})
