import { expect, it } from 'vitest'
import { readPipeline } from '../../shared/pipeline/document'
import { modelNames } from './modelNames'

const wired = (nodes: [string, string, object?][], edges: [string, string][]) =>
  readPipeline({
    format: 'lathe/pipeline',
    version: 1,
    nodes: nodes.map(([id, type, params = {}]) => ({ id, type, params })),
    edges: edges.map(([from, to]) => ({ from, to })),
  })

it('models of one kind are named as the judge names them', () => {
  const document = wired(
    [
      ['scaled', 'prep.scale'],
      ['products', 'prep.polynomial'],
      ['plain', 'model.logisticRegression'],
      ['tight', 'model.logisticRegression', { c: 0.01 }],
      ['bent', 'model.logisticRegression'],
      ['means', 'model.kMeans'],
    ],
    [
      ['scaled', 'plain'],
      ['scaled', 'tight'],
      ['scaled', 'products'],
      ['products', 'bent'],
      ['scaled', 'means'],
    ],
  )
  expect(Object.fromEntries(modelNames(document))).toEqual({
    plain: 'Logistic regression with C = 1',
    tight: 'Logistic regression with C = 0.01',
    bent: 'Logistic regression with polynomial features',
    means: 'K-means',
  })
})

it('a canvas of 300 models is named at once, wired in a circle or not', () => {
  const ids = Array.from({ length: 300 }, (_, i) => `m${i}`)
  const document = wired(
    [
      ['a', 'prep.scale'],
      ['b', 'prep.scale'],
      ...ids.map((id, i): [string, string, object] => [id, 'model.logisticRegression', { c: 1 + (i % 100) }]),
    ],
    [['a', 'b'], ['b', 'a'], ...ids.map((id): [string, string] => ['b', id])],
  )
  const names = modelNames(document)
  expect(new Set(names.values()).size).toBe(300)
  expect(names.get('m7')).toBe('Logistic regression with C = 8 (1)')
  expect(modelNames(document)).toBe(names)
})
