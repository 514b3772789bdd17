import { describe, expect, it } from 'vitest'
import { judge, tableIn } from './judging.fixture'
import { classifiedFrame, clusteredFrame, folded, predictedFrame } from './predicted.fixture'

describe('figures that do not exist', () => {
  it('are in no mean over folds, which says over how many it is', async () => {
    const truth = ['n', 'n', 'n', 'n', 'y', 'n', 'y', 'n', 'y']
    const y = truth.map(t => (t === 'y' ? 0.9 : 0.2))
    const frame = folded(classifiedFrame(truth, { n: y.map(p => 1 - p), y }), [0, 0, 0, 1, 1, 1, 2, 2, 2])
    const { models, blocks } = await judge(frame)
    const { test, folds } = models['train']
    expect(test).toMatchObject({ precision: 1, recall: 1, f1: 1, rocAuc: 1, specificity: 1, accuracy: 1 })
    expect(folds['defined']).toEqual({ precision: 2, recall: 2, f1: 2, rocAuc: 2, prAuc: 2, matthews: 2, kappa: 2 })
    expect((folds['test'] as unknown[])[0]).toMatchObject({ recall: null, rocAuc: null, specificity: 1 })
    expect((folds['reasons'] as unknown[])[0]).toMatchObject({
      precision: 'No row was called y.',
      recall: 'No row is of class y.',
      rocAuc: 'All 3 rows are of class n.',
    })
    const table = tableIn(blocks, 'folds')
    expect(table.rows.at(-1)).toContain('1.000 ± 0.000 (2 of 3 folds)')
    expect(table.caption).toContain('ROC AUC: All 3 rows are of class n.')
    const headline = blocks!.find(b => b.id === 'headline')
    expect(headline).toMatchObject({
      items: expect.arrayContaining([
        { label: 'F1', value: 1, format: 'figure', context: '± 0.000, 2 of 3 folds, train 1.000' },
      ]),
    })
    expect(tableIn(blocks, 'partitions').caption).toContain('Matthews, Kappa: 2 of 3 folds have it.')
  })

  it('that no fold has are null, with the reason of the first', async () => {
    const truth = ['n', 'n', 'y', 'y']
    const y = [0.2, 0.3, 0.8, 0.9]
    const { models, blocks } = await judge(folded(classifiedFrame(truth, { n: y.map(p => 1 - p), y }), [0, 0, 1, 1]))
    expect(models['train']['test']).toMatchObject({
      rocAuc: null,
      reasons: { rocAuc: 'No fold has it; of the first: All 2 rows are of class n.' },
    })
    expect(blocks!.find(b => b.id === 'headline')).toMatchObject({
      items: expect.arrayContaining([
        {
          label: 'ROC AUC',
          value: null,
          format: 'figure',
          context: 'No fold has it; of the first: All 2 rows are of class n',
        },
      ]),
    })
  })

  it('of a class that is absent, or never called, are null with their reason and in no mean', async () => {
    const frame = classifiedFrame(['a', 'a', 'b', 'b'], {
      a: [0.8, 0.7, 0.6, 0.1],
      b: [0.1, 0.2, 0.3, 0.8],
      c: [0.1, 0.1, 0.1, 0.1],
    })
    const { models, blocks } = await judge(frame)
    const all = models['train']['all']
    expect(all['perClass']).toMatchObject({ c: { precision: null, recall: null, f1: null, support: 0 } })
    expect(all['reasons']).toEqual({
      'perClass.c.precision': 'No row was called c.',
      'perClass.c.recall': 'No row is of class c.',
      'perClass.c.f1': 'No row is of class c or was called it.',
    })
    expect(all['precision']).toBeCloseTo((2 / 3 + 1) / 2, 12)
    expect(all['weighted']).toMatchObject({ recall: 0.75 })
    expect(tableIn(blocks, 'perClass').caption).toContain('no mean counts them')
  })

  it('of a regression: relative errors of zeros, variance of a constant', async () => {
    const { models, blocks } = await judge(predictedFrame([0, 1, 2], [0, 1, 3]))
    expect(models['train']['all']).toMatchObject({
      mape: null,
      reasons: { mape: '1 of 3 true values is 0, and an error relative to 0 does not exist.' },
    })
    expect(tableIn(blocks, 'partitions').caption).toContain('MAPE: 1 of 3 true values is 0')
    const constant = (await judge(predictedFrame([5, 5, 5], [5, 5, 5]))).models['train']['all']
    expect(constant).toMatchObject({ r2: null, adjustedR2: null, explainedVariance: null, mae: 0 })
    expect(constant['reasons']).toMatchObject({ r2: expect.stringContaining('All 3 true values are the same') })
    const lone = (await judge(predictedFrame([5], [4]))).models['train']['all']
    expect(lone['reasons']).toMatchObject({ r2: 'It needs two rows.' })
  })

  it('of one cluster', async () => {
    const { models } = await judge(clusteredFrame([1, 2, 3], [0, 1, 5], [0, 0, 0]))
    expect(models['train']['all']).toMatchObject({
      silhouette: null,
      reasons: { silhouette: 'There is one cluster, and nothing to set it apart from.' },
    })
  })
})
