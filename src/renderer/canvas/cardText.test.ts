import { describe, expect, it } from 'vitest'
import { nodeSpecs, type FrameInfo } from '../../compute'
import type { ColumnSchema, Role } from '../../shared/frame'
import { headline, settingLine, wireLabel, words } from './cardText'

const specOf = (type: string) => nodeSpecs.get(type)!
const setting = (type: string, params: Record<string, unknown> = {}): string =>
  settingLine({ id: 'n', type, params }, specOf(type))
const frame = (rows: number, roles: Role[], more: Partial<FrameInfo> = {}): FrameInfo => ({
  rows,
  columns: roles.map((role, i): ColumnSchema => ({ name: `c${i}`, kind: 'number', role, missing: 0 })),
  ...more,
})

describe('the setting of a card', () => {
  it.each([
    ['data.file', {}, 'no file yet'],
    ['data.file', { path: 'tables/penguins.csv' }, 'penguins.csv'],
    ['data.file', { path: 'C:\\tables\\penguins.csv' }, 'penguins.csv'],
    ['data.file', { path: 'dataset:2e917b63' }, 'dropped file'],
    ['data.sample', { name: 'penguins' }, 'penguins'],
    ['table.columns', {}, 'no target'],
    ['table.columns', { target: 'species' }, 'target: species'],
    ['prep.split', {}, 'holdout · 25 % test'],
    ['prep.split', { testSize: 0.07 }, 'holdout · 7 % test'],
    ['prep.split', { method: 'kFold', k: 10 }, 'k-fold · k 10'],
    ['prep.impute', { strategy: 'mostFrequent' }, 'most frequent'],
    ['prep.impute', {}, 'auto'],
    ['prep.encode', {}, 'one hot'],
    ['prep.encode', { drop: 'first' }, 'one hot · drop first'],
    ['prep.scale', { method: 'minMax' }, 'min max'],
    ['model.logisticRegression', {}, 'L2 · C 1 · lbfgs'],
    ['model.kMeans', { nClusters: 3 }, '3 clusters'],
    ['model.pca', { nComponents: 2 }, '2 components'],
  ])('%s %j: %s', (type, params, line) => {
    expect(setting(type, params)).toBe(line)
  })

  it('tells what was changed before what was not', () => {
    expect(setting('model.logisticRegression', { solver: 'gradientDescent' })).toContain('gradient descent')
  })

  it('of a judge counts what it judges', () => {
    const node = { id: 'n', type: 'evaluate', params: {} }
    const models = [specOf('model.pca'), specOf('model.kMeans')]
    expect(settingLine(node, specOf('evaluate'), models)).toBe('2 models')
    expect(settingLine(node, specOf('evaluate'), models.slice(1), { headline: { partition: 'test' } })).toBe(
      '1 model · test rows',
    )
    expect(settingLine(node, specOf('evaluate'), [])).toBe('0 tables')
  })

  it('of a dropped file is the name of its table', () => {
    const node = { id: 'n', type: 'data.file', params: { path: 'dataset:2e917b63' } }
    expect(settingLine(node, specOf('data.file'), [], { dataset: { name: 'ages.csv' } })).toBe('ages.csv')
  })

  it('of every node as it comes says something, and shortly', () => {
    for (const type of nodeSpecs.keys()) {
      expect(setting(type), type).not.toBe('')
      expect(setting(type).length, type).toBeLessThanOrEqual(32)
    }
  })
})

it.each([
  ['mostFrequent', 'most frequent'],
  ['l2', 'L2'],
  ['kFold', 'k-fold'],
  ['lbfgs', 'lbfgs'],
])('%s in words: %s', (name, said) => {
  expect(words(name)).toBe(said)
})

describe('the figure of a card', () => {
  const told = (type: string, summary: Record<string, unknown>, now?: FrameInfo, before?: FrameInfo): string => {
    const { label, value } = headline(specOf(type), summary, now, before) ?? { label: '', value: '' }
    return `${label}: ${value}`
  }

  it.each([
    [
      'evaluate',
      { headline: { metric: 'balancedAccuracy', partition: 'test', value: 0.98837 } },
      'balanced accuracy: 0.988',
    ],
    ['prep.split', { counts: { train: 258, validation: 0, test: 86 }, folds: null }, 'train / test: 258 / 86'],
    ['prep.split', { counts: { train: 0, validation: 0, test: 0 }, folds: [69, 69, 69] }, 'folds: 3'],
    ['prep.impute', { filled: { a: 8, sex: 11 } }, 'filled: 19 values'],
    ['prep.impute', { filled: { a: 1 } }, 'filled: 1 value'],
    ['model.linearRegression', { rSquared: 0.51774, rows: 442 }, 'train R²: 0.518'],
    ['model.logisticRegression', { logLikelihood: -13.3333, rows: 258, classes: ['a', 'b'] }, 'train loss: 0.052'],
    ['model.kMeans', { inertia: 78.8514, nIterations: 4 }, 'inertia: 78.85'],
    ['model.pca', { explainedVarianceRatio: [0.9246, 0.053], features: ['a', 'b'] }, 'variance kept: 97.8 %'],
    ['table.columns', { features: ['a', 'b'], rows: 3 }, 'features: 2'],
    ['output.table', { bytes: 14_200, rows: 344 }, 'written: 14 kB'],
  ])('%s %j: %s', (type, summary, text) => {
    expect(told(type, summary)).toBe(text)
  })

  it('of data is the shape of the table', () => {
    expect(told('data.sample', { rows: 344 }, frame(344, ['feature', 'feature']))).toBe('rows: 344 × 2')
    expect(told('data.file', { rows: 12_000 }, frame(12_000, ['id']))).toBe('rows: 12,000 × 1')
  })

  it('of a step that changes features tells both counts', () => {
    const [before, after] = [frame(9, ['feature', 'target']), frame(9, ['feature', 'feature', 'feature', 'target'])]
    expect(told('prep.encode', { features: ['a', 'b', 'c'] }, after, before)).toBe('columns: 1 → 3')
    expect(told('prep.scale', { features: ['a'] }, before, before)).toBe('features: 1')
  })

  it('is missing where nothing is known', () => {
    expect(headline(specOf('predict'), {}, undefined)).toBeUndefined()
    expect(told('evaluate', { headline: { metric: 'accuracy', value: null }, rows: 3 })).toBe('rows: 3')
  })
})

describe('the label of a wire', () => {
  it('tells rows, columns that count, and parts', () => {
    const info = frame(344, ['target', 'feature', 'ignored'], { parts: { train: 258, test: 86 } })
    expect(wireLabel(info)).toEqual(['344 rows × 2 columns', '258 train', '86 test'])
    expect(wireLabel(frame(1, ['feature']))).toEqual(['1 row × 1 column'])
    expect(wireLabel(frame(10, ['feature'], { folds: 5, parts: { train: 10 } }))).toEqual([
      '10 rows × 1 column',
      '5 folds',
    ])
  })
})
