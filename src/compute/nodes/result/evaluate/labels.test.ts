import { expect, it } from 'vitest'
import { labelsOf as labels, type Made, settingOf } from './labels'

const labelsOf = (all: readonly Made[]): string[] => labels(all).map(l => l.full)
const shortOf = (all: readonly Made[]): string[] => labels(all).map(l => l.short)

const defaults = { penalty: 'l2', c: 1, solver: 'lbfgs', classWeight: 'none', learningRate: null, maxIter: 100 }
const logistic = (params: object = {}, steps: Made['steps'] = []): Made => ({
  node: 'train',
  model: { type: 'model.logisticRegression', params: { ...defaults, ...params } },
  steps,
})
const step = (name: string, params: Record<string, unknown> = {}): Made['steps'][number] => ({
  type: `prep.${name}`,
  params,
})

it('models of different kinds go by their titles', () => {
  const means: Made = { node: 'b', model: { type: 'model.kMeans', params: {} }, steps: [] }
  expect(labelsOf([logistic(), means])).toEqual(['Logistic regression', 'K-means'])
})

it('models of one kind are told apart by what they are set to', () => {
  expect(labelsOf([logistic(), logistic({ c: 10 })])).toEqual([
    'Logistic regression with C = 1',
    'Logistic regression with C = 10',
  ])
  expect(labelsOf([logistic(), logistic({ solver: 'gradientDescent' })])).toEqual([
    'Logistic regression with lbfgs',
    'Logistic regression with gradient descent',
  ])
  // Without a penalty C has no say, and L2 against none is enough.
  expect(labelsOf([logistic(), logistic({ penalty: 'none', c: 7 })])).toEqual([
    'Logistic regression with L2',
    'Logistic regression with penalty: none',
  ])
})

it('models alike are told apart by what they learned from', () => {
  const scale = step('scale', { method: 'standard' })
  expect(labelsOf([logistic({}, [scale]), logistic({}, [scale, step('polynomial')])])).toEqual([
    'Logistic regression',
    'Logistic regression with polynomial features',
  ])
  expect(labelsOf([logistic({}, [scale]), logistic({}, [step('scale', { method: 'robust' })])])).toEqual([
    'Logistic regression with scale: standard',
    'Logistic regression with scale: robust',
  ])
})

it('no more is told than it takes, and in short only what differs', () => {
  const mixed = [logistic(), logistic({ c: 0.01 }), logistic({}, [step('polynomial')])]
  expect(labelsOf(mixed)).toEqual([
    'Logistic regression with C = 1',
    'Logistic regression with C = 0.01',
    'Logistic regression with polynomial features',
  ])
  expect(shortOf(mixed)).toEqual(['C = 1', 'C = 0.01', 'Polynomial features'])
  const means: Made = { node: 'b', model: { type: 'model.kMeans', params: {} }, steps: [] }
  expect(shortOf([...mixed.slice(0, 2), means])).toEqual([
    'Logistic regression with C = 1',
    'Logistic regression with C = 0.01',
    'K-means',
  ])
  expect(shortOf([logistic(), logistic({}, [step('polynomial')])])).toEqual([
    'Logistic regression',
    'Logistic regression with polynomial features',
  ])
})

it('two words are told where no one of them is true of one model alone', () => {
  const poly = [step('polynomial')]
  expect(labelsOf([logistic(), logistic({ c: 10 }), logistic({}, poly), logistic({ c: 10 }, poly)])).toEqual([
    'Logistic regression with C = 1',
    'Logistic regression with C = 10',
    'Logistic regression with C = 1 and polynomial features',
    'Logistic regression with C = 10 and polynomial features',
  ])
})

it('models alike in everything are numbered, and names are always distinct', () => {
  expect(labelsOf([logistic(), logistic(), logistic({ c: 2 })])).toEqual([
    'Logistic regression with C = 1 (1)',
    'Logistic regression with C = 1 (2)',
    'Logistic regression with C = 2',
  ])
  expect(
    labelsOf([
      { node: 'bad', steps: [] },
      { node: 'bad', steps: [] },
    ]),
  ).toEqual(['Bad (1)', 'Bad (2)'])
})

it('a setting says what the name does not', () => {
  expect(settingOf(logistic(), 'Logistic regression')).toBe('L2 · C = 1')
  expect(settingOf(logistic({ c: 10 }), 'Logistic regression with C = 10')).toBe('L2 · lbfgs')
})
