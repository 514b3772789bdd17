import { describe, expect, it } from 'vitest'
import { chiefPart, type Evaluation, evaluationOf, evaluationSummary } from './evaluation'

const evaluation: Evaluation = {
  task: 'classification',
  models: {
    train: {
      parts: [
        { name: 'train', rows: 4, figures: { accuracy: 1, logLoss: null } },
        {
          name: 'test',
          rows: 3,
          figures: { accuracy: 2 / 3, logLoss: null },
          confusion: {
            classes: ['a', 'b'],
            counts: [
              [1, 0],
              [1, 1],
            ],
          },
        },
      ],
    },
    folded: {
      parts: [
        { name: 'train', figures: { accuracy: 1 } },
        { name: 'test', rows: 7, figures: { accuracy: 0.8 } },
      ],
      folds: { count: 2, test: [{ accuracy: 0.7 }, { accuracy: 0.9 }], deviation: { accuracy: 0.14 } },
    },
  },
  names: { train: 'Forest', folded: 'Logistic regression' },
  headline: { model: 'train', partition: 'test', metric: 'accuracy', value: 2 / 3 },
  positiveClass: 'b',
  tests: [
    {
      models: ['train', 'folded'],
      metric: 'accuracy',
      method: 'mcNemar',
      rows: 3,
      pValue: 0.5,
      adjusted: 0.5,
      better: null,
      difference: 0.1,
      interval: [-0.1, 0.3],
      equal: { within: 0.01, probability: 0.4 },
    },
    {
      models: ['train', 'folded'],
      metric: 'logLoss',
      method: 'pairedT',
      rows: 0,
      pValue: null,
      adjusted: null,
      better: null,
      difference: null,
      interval: null,
      equal: null,
    },
  ],
}

describe('an evaluation', () => {
  it('is written with the figures of some rows beside what else is said of them', () => {
    const [first] = evaluation.models['train'].parts
    const told = { ...first, more: { intervals: { accuracy: [0.9, 1] } } }
    const summary = evaluationSummary({ ...evaluation, models: { train: { parts: [told] } } })
    expect(summary).toEqual({
      ...evaluation,
      models: { train: { train: { rows: 4, accuracy: 1, logLoss: null, intervals: { accuracy: [0.9, 1] } } } },
    })
  })

  it('is read as it was written, through JSON', () => {
    const kept = JSON.parse(JSON.stringify(evaluationSummary(evaluation))) as Record<string, unknown>
    expect(evaluationOf(kept)).toEqual(evaluation)
  })

  it('is read without its models, as the history of runs keeps it', () => {
    const { models: _, ...kept } = evaluationSummary(evaluation)
    expect(evaluationOf(kept)).toEqual({ ...evaluation, models: {} })
  })

  it.each([[undefined], [{}], [{ rows: 3, columns: [] }], [{ models: { a: 1 } }], [{ headline: 'best' }]])(
    'is none in %j',
    summary => expect(evaluationOf(summary)).toBeUndefined(),
  )

  it('has a chief part', () => {
    const parts = (...names: ('train' | 'all' | 'validation' | 'test')[]) => chiefPart(names.map(name => ({ name })))
    expect(parts('train', 'validation', 'test').name).toBe('test')
    expect(parts('train', 'all').name).toBe('all')
    expect(parts()).toBeUndefined()
  })
})
