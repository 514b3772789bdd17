import { describe, expect, it } from 'vitest'
import type { Frame } from '../../../frame/frame'
import { testNumbers } from '../../../testing/frames'
import { judge, tableIn, verdictIn } from './judging.fixture'
import { classifiedFrame, predictedFrame } from './predicted.fixture'

describe('several models', () => {
  const rows = 200
  const target = Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? 'a' : 'b'))
  const model = (node: string, wrong: (row: number) => boolean): Frame => {
    const p = target.map((t, i) => ((t === 'a') !== wrong(i) ? 0.9 : 0.1))
    return classifiedFrame(target, { a: p, b: p.map(v => 1 - v) }, { node })
  }

  it('names no winner where chance may explain the difference', async () => {
    const { summary, blocks, chief } = await judge([
      model('first', i => i < 20),
      model('second', i => i >= 30 && i < 48),
    ])
    expect(summary['tests']).toMatchObject([
      { models: ['first', 'second'], metric: 'accuracy', method: 'mcNemar', better: null },
      { metric: 'logLoss', method: 'pairedT', better: null },
      { metric: 'rocAuc', method: 'deLong', better: null },
    ])
    expect(verdictIn(blocks)).toMatchObject({
      title: 'No clear winner in accuracy: the two models cannot be told apart on 200 rows.',
      text: expect.stringContaining(
        'Second is right most often, but its lead over First rests on 38 rows where only one of the two is right (20 to 18,',
      ),
      settled: false,
    })
    expect(verdictIn(blocks).text).toContain('practically equal, within 0.01, is 24.4 %.')
    expect(tableIn(blocks, 'tests').rows[0]).toEqual([
      'First',
      'Second',
      'Accuracy',
      '18 against 20',
      '−0.010',
      '−0.072 to 0.052',
      expect.any(Number),
      expect.any(Number),
      'not told apart',
    ])
    expect(chief).toEqual(['verdict', 'comparison', 'roc', 'calibration', 'differences', 'tests', 'precisionRecall'])
  })

  it('names the better one where the test does, adjusted for the number of pairs', async () => {
    const { summary, blocks } = await judge([
      model('bad', i => i < 60),
      model('good', i => i < 5),
      model('bad', i => i >= 100 && i < 160),
    ])
    type Test = { metric: string; models: string[]; pValue: number; adjusted: number; better: string | null }
    const tests = (summary['tests'] as Test[]).filter(t => t.metric === 'accuracy')
    expect(tests.map(t => [t.models, t.better])).toEqual([
      [['bad', 'good'], 'good'],
      [['bad', 'bad_2'], null],
      [['good', 'bad_2'], 'good'],
    ])
    expect(tests.every(t => t.adjusted >= t.pValue)).toBe(true)
    expect(verdictIn(blocks)).toMatchObject({
      title: 'Good does best in accuracy, by more than chance.',
      settled: true,
    })
    expect(verdictIn(blocks).text).toContain('p < 0.001')
    expect(tableIn(blocks, 'comparison').lines).toMatchObject([{}, { chosen: true }, {}])
    expect(
      tableIn(blocks, 'tests')
        .rows.slice(0, 3)
        .map(r => r.at(-1)),
    ).toEqual(['Good', 'not told apart', 'Good'])
  })

  it('gives the curves a threshold with the wrong rows of each model, beginning with the one to prefer', async () => {
    const few = model('few', i => i < 20)
    const lean = { ...few, prediction: { ...few.prediction!, nFeatures: 1 } }
    const { blocks } = await judge([model('many', i => i >= 30 && i < 48), lean])
    const roc = blocks?.find(b => b.id === 'roc')
    const chart = roc?.kind === 'chart' && roc.chart.type === 'line' ? roc.chart : undefined
    expect(chart?.decision).toEqual({ positive: 'b', negative: 'a', preferred: 1 })
    expect(
      chart!.series.map(s => [s.errors!.model, s.errors!.falsePositives[50], s.errors!.falseNegatives[50]]),
    ).toEqual([
      ['Many', 9, 9],
      ['Few', 10, 10],
    ])
    const alone = blocks!.find(b => b.id === 'roc:few')
    expect(alone).toMatchObject({ chart: { decision: { positive: 'b', negative: 'a' } } })
  })

  it('does not test models that judged different rows', async () => {
    const other = classifiedFrame(
      target.slice(0, 50),
      { a: new Array<number>(50).fill(0.6), b: new Array<number>(50).fill(0.4) },
      { node: 'other' },
    )
    const { summary, blocks } = await judge([model('first', () => false), other])
    expect(summary['tests']).toMatchObject([{ pValue: null, better: null }])
    expect(verdictIn(blocks)).toMatchObject({ title: 'These models were judged on different rows.', settled: false })
  })

  it('compares regressors by their absolute errors', async () => {
    const y = testNumbers(100, 1)
    const noise = testNumbers(100, 2)
    const near = predictedFrame(
      y,
      y.map((v, i) => v + 0.01 * noise[i]),
      { node: 'near' },
    )
    const far = predictedFrame(
      y,
      y.map((v, i) => v - 0.5 * noise[i]),
      { node: 'far' },
    )
    const { summary, blocks, chief } = await judge([far, near])
    expect(summary['tests']).toMatchObject([
      { metric: 'mae', method: 'pairedT', better: 'near' },
      { metric: 'mse', method: 'pairedT', better: 'near' },
    ])
    expect(verdictIn(blocks)).toMatchObject({
      title: 'Near does best in mean absolute error, by more than chance.',
      settled: true,
    })
    expect(chief).toEqual([
      'verdict',
      'comparison',
      'predicted',
      'residuals',
      'differences',
      'tests',
      'residualHistogram',
    ])
  })

  it('shows by how much the leader is ahead, with an interval that takes in 0 where the test finds nothing', async () => {
    const { blocks } = await judge([
      model('even', i => i >= 30 && i < 50),
      model('lead', i => i < 18),
      model('bad', i => i < 90),
    ])
    const block = blocks?.find(b => b.id === 'differences')
    const chart = block?.kind === 'chart' && block.chart.type === 'interval' ? block.chart : undefined
    expect(chart?.categories).toEqual(['Even', 'Bad'])
    const [even, bad] = chart!.series[0].points
    expect(even.value).toBeCloseTo(2 / 200, 12)
    expect(even.low!).toBeLessThan(0)
    expect(bad.value).toBeCloseTo(72 / 200, 12)
    expect(bad.low!).toBeGreaterThan(0)
    expect(bad.high!).toBeGreaterThan(bad.value)
    expect(chart!.tests).toEqual({
      of: [
        { rows: '20 against 18 rows', p: expect.any(Number), verdict: 'not told apart', told: false },
        { rows: '72 against 0 rows', p: expect.any(Number), verdict: 'Lead is better', told: true },
      ],
      said: 'The others are no larger than chance would give. p is adjusted for 3 pairs.',
    })
    expect(verdictIn(blocks).title).toBe('Lead and Even lead in accuracy, and cannot be told apart on 200 rows.')
    expect(verdictIn(blocks).text).toContain('Bad falls behind by more than chance.')
  })

  it('widens the intervals as it adjusts p, so that they do not tell apart what the test does not', async () => {
    // 13 against 4 rows: one pair alone would be told apart (mid-p 0.031), one of three is not (0.094).
    const [a, b] = [model('a', i => i < 13), model('b', i => i >= 50 && i < 54)]
    const differences = async (all: Frame[]): Promise<{ caption: string; low: number; told: boolean }> => {
      const block = (await judge(all)).blocks?.find(found => found.id === 'differences')
      if (block?.kind !== 'chart' || block.chart.type !== 'interval') throw new Error('no chart of differences')
      const at = block.chart.categories.indexOf('A')
      const low = block.chart.series[0].points[at].low!
      return { caption: block.caption!, low, told: block.chart.tests!.of[at].told }
    }
    const two = await differences([a, b])
    expect(two).toMatchObject({
      caption: 'What B is ahead by, with 95 % intervals; hollow: not told apart.',
      told: true,
    })
    expect(two.low).toBeGreaterThan(0)
    const three = await differences([a, b, model('c', i => i >= 100 && i < 107)])
    expect(three.caption).toContain('95 % intervals, each at the level of its adjusted p')
    expect(three.told).toBe(false)
    expect(three.low).toBeLessThan(0)
  })

  it('prefers fewer features among models that cannot be told apart', async () => {
    const few = model('few', i => i < 20)
    const many = model('many', i => i >= 30 && i < 48)
    const { blocks } = await judge([many, { ...few, prediction: { ...few.prediction!, nFeatures: 1 } }])
    expect(verdictIn(blocks).text).toContain('Prefer Few: as good, with 1 feature.')
    expect(tableIn(blocks, 'comparison').lines!.map(l => l.chosen ?? false)).toEqual([false, true])
  })

  it('tells models apart by their probabilities where their right rows do not', async () => {
    const sure = model('sure', i => i < 20)
    const q = target.map((t, i) => ((t === 'a') !== i < 20 ? 0.6 : 0.4))
    const unsure = classifiedFrame(target, { a: q, b: q.map(v => 1 - v) }, { node: 'unsure' })
    const { blocks, summary } = await judge([unsure, sure])
    expect(summary['tests']).toMatchObject([
      { metric: 'accuracy', better: null, difference: 0, equal: { within: 0.01, probability: expect.any(Number) } },
      { metric: 'logLoss', better: 'sure' },
      { metric: 'rocAuc', better: null },
    ])
    expect(verdictIn(blocks)).toMatchObject({
      title: 'In accuracy the two models cannot be told apart on 200 rows; Sure is better in log loss.',
      settled: false,
    })
    expect(verdictIn(blocks).text).toContain('In log loss Sure is better than Unsure: 0.325 against 0.551 (p < 0.001).')
    expect(tableIn(blocks, 'comparison').lines!.map(l => l.chosen ?? false)).toEqual([false, true])
  })

  it('shows each model by itself behind a switch', async () => {
    const { blocks } = await judge([model('first', i => i < 20), model('second', i => i < 9)])
    const confusions = blocks!.filter(b => b.id.startsWith('confusion'))
    expect(confusions.map(b => [b.id, b.model, b.aside])).toEqual([
      ['confusion:first', 'First', true],
      ['confusion:second', 'Second', true],
    ])
  })
})
