import { describe, expect, it } from 'vitest'
import { vectorCells } from '../../../frame/cells'
import type { Column, Frame } from '../../../frame/frame'
import { frameOf, testNumbers } from '../../../testing/frames'
import { runType } from '../../../testing/run'
import golden from './golden.json'
import { binary, device, expectClose, judge } from './judging.fixture'
import { classifiedFrame, clusteredFrame, folded, predictedFrame } from './predicted.fixture'

describe('classification', () => {
  it('judges every partition by itself', async () => {
    const { models, summary, frame, chief } = await judge(binary({ parts: [0, 0, 0, 0, 2, 2] }))
    expect(Object.keys(models['train'])).toEqual(['train', 'test'])
    expect(models['train']['test']).toMatchObject({ rows: 2, accuracy: 1 })
    expect(models['train']['train']).toMatchObject({
      rows: 4,
      accuracy: 0.75,
      rocAuc: 0.75,
      confusion: {
        classes: ['no', 'yes'],
        counts: [
          [2, 0],
          [1, 1],
        ],
      },
      perClass: { yes: { precision: 1, recall: 0.5, support: 2 } },
    })
    expect(summary).toMatchObject({
      task: 'classification',
      positiveClass: 'yes',
      headline: { model: 'train', partition: 'test', metric: 'accuracy', value: 1 },
    })
    expect(frame?.prediction?.node).toBe('train')
    expect(chief).toEqual([
      'headline',
      'confusion',
      'perClass',
      'roc',
      'precisionRecall',
      'calibration',
      'lift',
      'thresholds',
      'partitions',
    ])
  })

  it('says the figures of scikit-learn', async () => {
    const { truth, probabilities, all, confusion } = golden.classification
    const { models } = await judge(classifiedFrame(truth, probabilities))
    // scikit-learn 1.2 clips to the precision of its input, the catalogue to 2⁻⁵²: no difference here.
    expectClose(models['train']['all'], all)
    expect(models['train']['all']['confusion']).toEqual({ classes: ['ash', 'birch', 'cedar'], counts: confusion })
  })

  it('gives mean and sample deviation over folds, and the matrix summed', async () => {
    const { truth, probabilities, fold, mean, deviation, confusion } = golden.classification
    const { models, ids } = await judge(folded(classifiedFrame(truth, probabilities), fold))
    const { test, folds } = models['train']
    expectClose(test, mean)
    expectClose(folds['deviation'] as Record<string, unknown>, deviation)
    expect(folds['count']).toBe(3)
    expect(folds['test']).toHaveLength(3)
    expect(test['confusion']).toMatchObject({ counts: confusion })
    expect(ids).toContain('folds')
  })

  it('lets the positive class be chosen', async () => {
    const { models, summary } = await judge(binary(), { positiveClass: 'no' })
    expect(summary['positiveClass']).toBe('no')
    expect(models['train']['all']).toMatchObject({ recall: 1, precision: 0.75 })
    await expect(judge(binary(), { positiveClass: 'maybe' })).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('"no" and "yes"'),
    })
  })

  it('is about the rarer class where there is one, and says so', async () => {
    const truth = Array.from({ length: 20 }, (_, i) => (i < 4 ? 'fraud' : 'ok'))
    const ok = truth.map(() => 0.9)
    const frame = classifiedFrame(truth, { fraud: ok.map(p => 1 - p), ok })
    const { models, summary, blocks } = await judge(frame)
    expect(summary['positiveClass']).toBe('fraud')
    expect(models['train']['all']).toMatchObject({ recall: 0, specificity: 1, f1: 0, accuracy: 0.8 })
    const caption = blocks!.find(b => b.id === 'headline')!.caption
    expect(caption).toContain('Precision, recall, F1 and areas are of fraud, the rarer class (4 of 20 rows).')
    // 8 of 20 rows are two thirds of the other 12: still the rarer class; 9 of 20 are not.
    const of = async (n: number): Promise<unknown> => {
      const names = truth.map((_, i) => (i < n ? 'a' : 'b'))
      return (await judge(classifiedFrame(names, { a: ok, b: ok.map(p => 1 - p) }))).summary['positiveClass']
    }
    expect([await of(8), await of(9), await of(12)]).toEqual(['a', 'b', 'b'])
  })

  it('counts a class that the model never learned as wrong', async () => {
    const frame = classifiedFrame(['no', 'yes', 'never', null], { no: [0.9, 0.2, 0.6, 0.5], yes: [0.1, 0.8, 0.4, 0.5] })
    const { models, warnings } = await judge(frame)
    const all = models['train']['all']
    expect(all['accuracy']).toBeCloseTo(2 / 3, 15)
    expect(all['confusion']).toMatchObject({
      classes: ['never', 'no', 'yes'],
      counts: [
        [0, 1, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    })
    expect(all['logLoss']).toBeCloseTo((52 * Math.LN2 - Math.log(0.9) - Math.log(0.8)) / 3, 12)
    expect(warnings).toEqual([
      '1 row has no value of y and was left out.',
      '1 row is of a class that Train did not learn (never): it counts as wrong.',
    ])
  })

  it('maps the target by value, not by the codes of its column', async () => {
    const seen = classifiedFrame(['yes', 'no', 'yes', 'no'], { no: [0, 1, 0, 1], yes: [1, 0, 1, 0] })
    const others = frameOf({ y: ['yes', 'yes', 'zebra', 'aardvark'] }, { roles: { y: 'target' } }).columns[0]
    const frame = { ...seen, columns: seen.columns.map(c => (c.name === 'y' ? others : c)) }
    const { models } = await judge(frame)
    expect(models['train']['all']).toMatchObject({ accuracy: 0.25 })
  })

  it('judges a lone row and a lone class without inventing figures', async () => {
    const { models } = await judge(classifiedFrame(['yes'], { no: [0.2], yes: [0.8] }))
    expect(models['train']['all']).toMatchObject({ rows: 1, accuracy: 1, rocAuc: null, kappa: null, matthews: null })
    expect(models['train']['all']['reasons']).toMatchObject({ rocAuc: 'The only row is of class yes.' })
  })

  it('does without probabilities', async () => {
    const frame = binary()
    const { probabilities: _, ...prediction } = frame.prediction!
    const { models, ids } = await judge({ ...frame, prediction })
    expect(models['train']['all']).toMatchObject({ rocAuc: null, logLoss: null })
    expect(ids).toEqual(['headline', 'confusion', 'perClass', 'partitions'])
  })
})

describe('regression', () => {
  it('says the figures of scikit-learn', async () => {
    const { truth, predicted, nFeatures, figures } = golden.regression
    const { models, ids, summary } = await judge(predictedFrame(truth, predicted, { nFeatures }))
    expectClose(models['train']['all'], figures)
    expect(summary['headline']).toMatchObject({ metric: 'r2', partition: 'all' })
    expect(ids).toEqual(['headline', 'predicted', 'residuals', 'residualHistogram', 'largestErrors', 'partitions'])
  })

  it('gives means over folds', async () => {
    const { models } = await judge(folded(predictedFrame([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 6, 7]), [0, 0, 0, 1, 1, 1]))
    const { test, folds } = models['train']
    expect(test['mae']).toBeCloseTo(1 / 3, 14)
    expect((folds['deviation'] as { mae: number }).mae).toBeCloseTo(Math.SQRT2 / 3, 14)
  })

  it('draws at most 5,000 points and says so', async () => {
    const y = testNumbers(6000, 3)
    const { blocks } = await judge(predictedFrame(y, y))
    const block = blocks?.find(b => b.id === 'predicted')
    expect(block?.caption).toContain('seeded sample of 5,000 rows')
    expect(block?.kind === 'chart' && block.chart.type === 'scatter' && block.chart.series[0].points.length).toBe(5000)
  })

  it('leaves out rows without a target and survives the edges of the range', async () => {
    const { models, warnings } = await judge(predictedFrame([1, null, 3], [1, 2, 3]))
    expect(models['train']['all']).toMatchObject({ rows: 2, r2: 1 })
    expect(warnings).toEqual(['1 row has no value of y and was left out.'])
    const one = await judge(predictedFrame([5], [4]))
    expect(one.models['train']['all']).toMatchObject({ r2: null, mae: 1 })
    const far = await judge(predictedFrame([1e300, -1e300], [-1e300, 1e300]))
    expect(far.models['train']['all']['mse']).toBeNull()
  })
})

describe('clustering', () => {
  const { x, y, labels, truth: known, figures, silhouetteByCluster } = golden.clustering

  it('says the figures of scikit-learn, noise left out', async () => {
    const { models, blocks, ids } = await judge(clusteredFrame(x, y, labels, { truth: known }))
    // Distances are summed in single precision on the device.
    const { silhouette, ...others } = figures
    expectClose(models['train']['all'], others)
    expectClose(models['train']['all'], { silhouette }, 1e-5)
    expect(models['train']['all']['silhouetteRows']).toBe(108)
    expect(ids).toEqual(['headline', 'silhouettes', 'sizes', 'partitions'])
    const bars = blocks?.find(b => b.id === 'silhouettes')
    const values = bars?.kind === 'chart' && bars.chart.type === 'bar' ? bars.chart.series[0].values : []
    values.forEach((value, c) => expect(Math.abs(value! - silhouetteByCluster[c])).toBeLessThan(1e-4))
  })

  it('measures distances on wide columns by their components', async () => {
    const frame = clusteredFrame(x, y, labels, { truth: known })
    const pairs = Float64Array.from({ length: 2 * x.length }, (_, at) => (at % 2 === 0 ? x : y)[at >> 1])
    const cells = vectorCells(frame.rows, { width: 2 }, pairs)
    const { models } = await judge({
      ...frame,
      columns: [{ name: 'xy', kind: 'vector', role: 'feature', missing: 0, cells }, ...frame.columns.slice(2)],
      prediction: { ...frame.prediction!, features: ['xy'] },
    })
    expect(models).toEqual((await judge(frame)).models)
  })

  it('judges one cluster, all noise and one row without inventing figures', async () => {
    for (const own of [
      [0, 0, 0],
      [-1, -1, -1],
      [0, 1, 2],
    ]) {
      const { models } = await judge(clusteredFrame([1, 2, 3], [0, 1, 5], own))
      expect(models['train']['all']).toMatchObject({ silhouette: null, daviesBouldin: null, calinskiHarabasz: null })
    }
    const { models } = await judge(clusteredFrame([1], [2], [0]))
    expect(models['train']['all']).toMatchObject({ inertia: 0, nClusters: 1 })
  })

  it('measures the silhouette of a seeded sample of many rows and says so', async () => {
    const n = 20_500
    const noise = testNumbers(n, 9)
    const own = Array.from({ length: n }, (_, i) => i % 2)
    const { models, blocks } = await judge(
      clusteredFrame(
        own.map((c, i) => 10 * c + noise[i]),
        [...noise],
        own,
      ),
    )
    expect(models['train']['all']).toMatchObject({ rows: n, silhouetteRows: 20_000 })
    expect(blocks?.find(b => b.id === 'silhouettes')?.caption).toContain('seeded sample of 20,000 rows')
  }, 120_000)
})

describe('what cannot be judged', () => {
  it('asks for a model', async () => {
    await expect(judge(frameOf({ x: [1, 2] }))).rejects.toMatchObject({
      code: 'data',
      remedy: { text: expect.stringContaining('Put a model before evaluate') },
    })
  })

  it('refuses models of different tasks', async () => {
    await expect(judge([binary(), predictedFrame([1, 2], [1, 2])])).rejects.toMatchObject({
      code: 'data',
      remedy: { text: expect.stringContaining('its own evaluate') },
    })
  })

  it('asks for the true values', async () => {
    const frame = binary()
    await expect(judge({ ...frame, columns: frame.columns.filter(c => c.name !== 'y') })).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('y'),
    })
    await expect(judge(predictedFrame([null, null], [1, 2]))).rejects.toMatchObject({
      code: 'data',
      remedy: { text: expect.stringContaining('target is known') },
    })
  })

  it('says which feature of a clustering is gone', async () => {
    const frame = clusteredFrame([1, 2, 3], [1, 2, 4], [0, 0, 1])
    await expect(judge({ ...frame, columns: frame.columns.filter(c => c.name !== 'x') })).rejects.toMatchObject({
      message: expect.stringContaining('with x'),
    })
  })
})

describe('a judgement that takes long', () => {
  const n = 240_000
  const parts = Array.from({ length: n }, (_, i) => i % 3)
  const truth = testNumbers(n, 1)
  const chance = Array.from(testNumbers(n, 2), v => 0.5 + v / 2)
  const frames: [string, () => Frame][] = [
    ['of numbers', () => predictedFrame(truth, testNumbers(n, 3), { parts })],
    [
      'of classes',
      () => {
        const names = Array.from(truth, v => (v > 0 ? 'yes' : 'no'))
        return classifiedFrame(names, { no: chance.map(p => 1 - p), yes: chance }, { parts })
      },
    ],
  ]

  /** The frame, whose target cancels by a timer once it is read: it can only fire where the loops let it in. */
  function cancelling(frame: Frame, controller: AbortController): Frame {
    const later = <T>(values: T): T => {
      setTimeout(() => controller.abort())
      return values
    }
    const columns = frame.columns.map((column): Column => {
      const { cells } = column
      if (column.name !== 'y') return column
      if (cells.form === 'codes')
        return { ...column, cells: { ...cells, codes: async () => later(await cells.codes()) } }
      if (cells.form !== 'numbers') return column
      return { ...column, cells: { ...cells, numbers: async () => later(await cells.numbers()) } }
    })
    return { ...frame, columns }
  }

  it.each(frames)('%s hears a cancel between its blocks of work', async (_, frame) => {
    const controller = new AbortController()
    const run = runType(device, 'evaluate', cancelling(frame(), controller), {}, { signal: controller.signal })
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
  })
})

it('lists the rows a regressor is most wrong about, by the rows of the frame that its charts name', async () => {
  const frame = predictedFrame([1, 2, null, 4, 5], [1, 5, 9, 4.5, 3])
  const { blocks } = await judge(frame)
  const table = blocks!.find(b => b.id === 'largestErrors')
  expect(table).toMatchObject({ kind: 'table', rowIds: [1, 4, 3, 0] })
  expect(table!.kind === 'table' && table!.rows[0]).toEqual([2, 2, 5, -3])
  const chart = blocks!.find(b => b.id === 'predicted')
  expect(chart).toMatchObject({ chart: { series: [{ rows: [0, 1, 3, 4] }] } })
})

describe('the headline', () => {
  const parts = [0, 0, 2, 2]
  const truth = [1, 2, 3, 4]
  const judged = async (frames: Frame[]) => (await runType(device, 'evaluate', frames)).headline

  it('is the figure of the rows held out', async () => {
    expect(await judged([predictedFrame(truth, [1, 2, 3, 5], { parts })])).toEqual({
      label: 'R²',
      value: -1,
      format: 'figure',
      better: 'high',
      context: 'test',
    })
  })

  it('is that of the best of several, by name', async () => {
    const models = [
      [9, 9, 3, 5],
      [9, 9, 3, 4.5],
    ].map((said, i) => predictedFrame(truth, said, { parts, node: `m${i}` }))
    expect(await judged(models)).toMatchObject({ value: 0.5, of: 'M1' })
  })

  it('calls scores of rows that were learned from training scores, without intervals, and offers a split', async () => {
    const learned = (frame: Frame): Frame => {
      const { brought: _, ...prediction } = frame.prediction!
      return { ...frame, prediction: { ...prediction, model: { type: 'model.linearRegression', params: {} } } }
    }
    const frame = learned(predictedFrame(truth, [1, 2, 3, 5]))
    const { headline, summary, warnings, fixes, blocks } = await runType(device, 'evaluate', [frame])
    expect(headline).toMatchObject({ label: 'Training R²', context: 'all' })
    expect(warnings[0]).toMatch(/^No rows were held out: these are training scores/)
    expect(fixes).toEqual([{ insert: 'prep.split', before: 'model.linearRegression' }])
    expect(summary['noticed']).toEqual([expect.stringContaining('training scores')])
    expect(blocks![0]).toMatchObject({ kind: 'text', tone: 'warning' })
    expect(JSON.stringify(summary['models'])).toContain('"intervals":{}')
    const several = [frame, learned(predictedFrame(truth, [1, 2, 3, 4], { node: 'm2' }))]
    expect((await judged(several))?.of).toMatch(/, training$/)
    const onlyTrain = predictedFrame(truth, [1, 2, 3, 5], { parts: [0, 0, 0, 0] })
    expect(await judged([onlyTrain])).toMatchObject({ label: 'Training R²', context: 'train' })
    expect(await judged([learned(predictedFrame(truth, [1, 2, 3, 5], { parts }))])).toMatchObject({ label: 'R²' })
  })

  it('tells the spread over folds', async () => {
    const headline = await judged([folded(predictedFrame(truth, [1, 2.5, 3, 4]), [0, 0, 1, 1])])
    expect(headline?.value).toBe(0.75)
    expect(headline?.text).toBe('0.750 ± 0.354')
  })
})

describe('parts', () => {
  const parted = (): Frame => binary({ parts: [0, 0, 0, 0, 2, 2] })

  it('are shown one at a time: the held-out rows first, the others aside and of as many rows as they have', async () => {
    const { blocks } = await judge(parted())
    const confusions = blocks!.filter(b => b.id.startsWith('confusion'))
    expect(confusions.map(b => [b.id, b.part, b.aside ?? false])).toEqual([
      ['confusion', { name: 'test', rows: 2 }, false],
      ['confusion:train', { name: 'train', rows: 4 }, true],
    ])
    const counts = confusions.map(b => (b.kind === 'chart' && b.chart.type === 'heatMap' ? b.chart.values : []))
    expect(counts[1]).toEqual([
      [2, 0],
      [1, 1],
    ])
    const [test, train] = blocks!.filter(b => b.kind === 'metrics')
    expect([test.items[0].value, train.items[0].value]).toEqual([1, 0.75])
  })

  it('of folds show each fold', async () => {
    const { truth, probabilities, fold } = golden.classification
    const { blocks } = await judge(folded(classifiedFrame(truth, probabilities), fold))
    expect(blocks!.filter(b => b.kind === 'metrics').map(b => b.part!.name)).toEqual([
      'held out',
      'fold 1',
      'fold 2',
      'fold 3',
    ])
  })

  it('say nothing of parts where there is one', async () => {
    const { blocks } = await judge(binary())
    expect(blocks!.some(b => b.part !== undefined || b.aside)).toBe(false)
  })
})
