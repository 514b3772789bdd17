import { describe, expect, it } from 'vitest'
import { nodeSpecs, type FrameInfo } from '../../compute'
import type { ColumnSchema, Role } from '../../shared/frame'
import type { Headline } from '../../shared/results/headline'
import type { NodeResult } from '../../shared/results/results'
import { cardFigure, isUnfinished, settingLine, wireLabel } from './cardText'

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
    const summary = { headline: { model: 'train', partition: 'test', metric: 'r2', value: 0.5 } }
    expect(settingLine(node, specOf('evaluate'), models)).toBe('2 models')
    expect(settingLine(node, specOf('evaluate'), models.slice(1), summary)).toBe('1 model · test rows')
    expect(settingLine(node, specOf('evaluate'), [])).toBe('0 tables')
  })

  it('of a dropped file is the name of its table', () => {
    const node = { id: 'n', type: 'data.file', params: { path: 'dataset:2e917b63' } }
    expect(settingLine(node, specOf('data.file'), [], { dataset: { name: 'ages.csv', fingerprint: '2e917b63' } })).toBe(
      'ages.csv',
    )
  })

  it('of every node as it comes says something, and shortly', () => {
    for (const type of nodeSpecs.keys()) {
      expect(setting(type), type).not.toBe('')
      expect(setting(type).length, type).toBeLessThanOrEqual(32)
    }
  })
})

describe('the figure of a card', () => {
  const told = (
    type: string,
    result: Pick<NodeResult, 'headline' | 'summary'>,
    now?: FrameInfo,
    before?: FrameInfo,
  ) => {
    const { label, value } = cardFigure(specOf(type), result, now, before) ?? { label: '', value: '' }
    return `${label}: ${value}`
  }

  it.each<[string, Headline, string]>([
    [
      'evaluate',
      { label: 'Balanced accuracy', value: 0.98837, format: 'figure', context: 'test' },
      'balanced accuracy: 0.988',
    ],
    ['evaluate', { label: 'Accuracy', value: 0.95, format: 'figure', of: 'C = 10' }, 'C = 10: 0.950'],
    ['prep.split', { label: 'train / test', value: 86, format: 'integer', text: '258 / 86' }, 'train / test: 258 / 86'],
    ['model.linearRegression', { label: 'train R²', value: 0.51774, format: 'figure' }, 'train R²: 0.518'],
  ])('%s %j: %s', (type, headline, text) => {
    expect(told(type, { headline })).toBe(text)
  })

  it('of data is the shape of the table', () => {
    expect(told('data.sample', { summary: { rows: 344 } }, frame(344, ['feature', 'feature']))).toBe('rows: 344 × 2')
    expect(told('data.file', { summary: { rows: 12_000 } }, frame(12_000, ['id']))).toBe('rows: 12,000 × 1')
  })

  it('of a step that changes features tells both counts', () => {
    const [before, after] = [frame(9, ['feature', 'target']), frame(9, ['feature', 'feature', 'feature', 'target'])]
    expect(told('prep.encode', {}, after, before)).toBe('columns: 1 → 3')
    expect(told('prep.scale', {}, before, before)).toBe('features: 1')
    expect(told('table.columns', {}, after, before)).toBe('features: 3')
  })

  it('counts no text among features', () => {
    const table = frame(9, ['feature', 'feature', 'target'])
    const [name, ...others] = table.columns
    const text = { ...table, columns: [{ ...name, kind: 'text' as const }, ...others] }
    expect(told('table.columns', {}, text, table)).toBe('features: 1')
  })

  it('of a step that makes terms or keeps pictures counts their components', () => {
    const text = frame(9, ['feature', 'target'])
    const [message, label] = text.columns
    const terms = { ...text, columns: [{ ...message, wide: { form: 'terms' as const, components: 7543 } }, label] }
    expect(told('prep.text', {}, terms, text)).toBe('features: 1 → 7,543')
    expect(told('table.columns', {}, terms, terms)).toBe('features: 7,543')
  })

  it('is missing where nothing is known', () => {
    expect(cardFigure(specOf('predict'), { summary: {} }, undefined)).toBeUndefined()
    const headline: Headline = { label: 'Accuracy', value: null, format: 'figure' }
    expect(told('evaluate', { headline, summary: { rows: 3 } })).toBe('rows: 3')
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

describe('a judge of several models', () => {
  it('names the figure in its setting', () => {
    const logistic = nodeSpecs.get('model.logisticRegression')!
    const node = { id: 'e', type: 'evaluate', params: {} }
    const spec = nodeSpecs.get('evaluate')!
    const summary = { headline: { model: 'train', metric: 'r2', partition: 'test', value: 0.5 } }
    expect(settingLine(node, spec, [logistic, logistic], summary)).toBe('2 models · test R²')
    expect(settingLine(node, spec, [logistic], summary)).toBe('1 model · test rows')
  })
})

describe('a model that stopped too early', () => {
  const unfinished = (type: string, summary: object, params = {}) =>
    isUnfinished({ id: 'm', type, params }, nodeSpecs.get(type)!, summary as Record<string, unknown>)
  it.each([
    ['model.logisticRegression', { converged: false, nIterations: 3 }, {}, true],
    ['model.logisticRegression', { converged: true, nIterations: 100 }, {}, false],
    ['model.linearRegression', { nIterations: 50 }, { maxIter: 50 }, true],
    ['model.linearRegression', { nIterations: 49 }, { maxIter: 50 }, false],
    ['model.linearRegression', { nIterations: null }, {}, false],
    ['prep.scale', {}, {}, false],
  ])('%s with %j: %s', (type, summary, params, yes) => expect(unfinished(type, summary, params)).toBe(yes))
})

describe('values of a setting', () => {
  const said = (type: string, params: Record<string, unknown>) =>
    settingLine({ id: 'x', type, params }, nodeSpecs.get(type)!)
  it.each([
    ['model.logisticRegression', { c: 0.01 }, 'L2 · C 0.01 · lbfgs'],
    ['model.linearRegression', {}, 'no penalty'],
    ['model.linearRegression', { maxIter: 5000 }, 'max iterations 5,000'],
    ['model.logisticRegression', { c: 123456 }, 'L2 · C 123,456'],
    ['predict', {}, 'the wired model'],
    ['predict', { path: 'a/b.model' }, 'b.model'],
    ['data.generate', { rows: 10000 }, 'blobs · rows 10,000'],
  ])('%s %j: %s', (type, params, line) => expect(said(type, params)).toBe(line))
})
