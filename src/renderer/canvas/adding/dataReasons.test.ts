import { describe, expect, it } from 'vitest'
import { type FrameInfo, nodeSpecs } from '../../../compute'
import type { ColumnSchema, Kind, Role } from '../../../shared/frame'
import { modelsFor, reasonsFrom } from './dataReasons'

const column = (name: string, kind: Kind, role: Role = 'feature', missing = 0): ColumnSchema => ({
  name,
  kind,
  role,
  missing,
})
const frame = (columns: ColumnSchema[], more: Partial<FrameInfo> = {}): FrameInfo => ({ rows: 344, columns, ...more })
const reasons = (made: FrameInfo) => [...reasonsFrom(made)].map(([type, reason]) => `${type}: ${reason}`)
const [linear, logistic] = ['model.linearRegression', 'model.logisticRegression'].map(type => nodeSpecs.get(type)!)
const models = (made: FrameInfo) => {
  const found = modelsFor(made, [linear, logistic])
  return found && [found.title, ...found.models.map(m => `${m.spec.type}: ${m.reason}`)]
}

const gaps = [
  column('mass', 'number', 'feature', 8),
  column('bill', 'number', 'feature', 11),
  column('sex', 'category'),
]
const species = column('species', 'category', 'target')

describe('what a table calls for', () => {
  it('begins with the first step', () => {
    expect(reasons(frame(gaps))).toEqual([
      'table.columns: no target chosen yet',
      'prep.impute: fills 19 missing values',
      'prep.encode: sex is a category',
      'prep.scale: 2 numbers on one scale',
    ])
    expect(reasons(frame([...gaps, species]))[0]).toBe('prep.split: keeps rows for testing')
    expect(reasons(frame([...gaps, species], { parts: { train: 258, test: 86 } }))[0]).toContain('prep.impute')
  })

  it('is nothing more where nothing is missing', () => {
    expect(reasons(frame([column('a', 'number'), species], { folds: 5 }))).toEqual([])
    expect(reasons(frame([column('a', 'category'), column('b', 'category'), species], { folds: 5 }))).toEqual([
      'prep.encode: 2 categories',
    ])
  })

  it('is a judge behind a model', () => {
    const prediction = { node: 'm', task: 'classification', column: 'prediction' } as const
    expect(reasons(frame([column('a', 'number'), species], { prediction }))).toEqual([
      'evaluate: judges the predictions',
    ])
    expect(modelsFor(frame([species], { prediction }), nodeSpecs.values())).toBeUndefined()
  })
})

describe('models for a target', () => {
  it('say what stands between', () => {
    expect(models(frame([...gaps, species]))).toEqual([
      'Models for a category target',
      'model.logisticRegression: needs Impute first',
    ])
    expect(models(frame([column('sex', 'category'), species]))?.[1]).toBe(
      'model.logisticRegression: needs Encode first',
    )
  })

  it('follow from its kind', () => {
    const price = column('price', 'number', 'target')
    expect(models(frame([column('a', 'number'), price]))).toEqual([
      'Models for a numeric target',
      'model.linearRegression: price is a number',
    ])
    expect(models(frame([column('n', 'integer', 'target')]))).toHaveLength(3)
    expect(models(frame([column('ok', 'boolean', 'target')]))?.[1]).toBe('model.logisticRegression: ok is yes-or-no')
    expect(models(frame([column('a', 'number')]))).toBeUndefined()
  })
})
