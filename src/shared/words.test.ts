import { describe, expect, it } from 'vitest'
import { choiceLabel, labelOf, metricWords, words } from './words'

describe('names in words', () => {
  it.each([
    ['testSize', 'Test size'],
    ['maxIter', 'Max iterations'],
    ['tol', 'Tolerance'],
    ['c', 'C'],
    ['nClusters', 'Clusters'],
    ['nInit', 'Starts'],
    ['searchK', 'Search k'],
    ['l1Ratio', 'L1 ratio'],
    ['id', 'ID'],
    ['norm', 'Norm'],
  ])('%s is %s', (name, label) => expect(labelOf(name)).toBe(label))

  it('takes the title of the spec where there is one', () => expect(labelOf('c', 'Strength')).toBe('Strength'))

  it.each([
    ['r2', 'R²'],
    ['adjustedR2', 'adjusted R²'],
    ['rocAuc', 'ROC AUC'],
    ['accuracy', 'accuracy'],
    ['balancedAccuracy', 'balanced accuracy'],
  ])('the figure %s is %s', (metric, said) => expect(metricWords(metric)).toBe(said))

  it.each([
    ['gradientDescent', 'Gradient descent'],
    ['l2', 'L2'],
    ['lbfgs', 'lbfgs'],
    ['HC3', 'HC3'],
    ['\t', 'tab'],
    ['utf-16le', 'utf-16le'],
    ['minMax', 'Min max'],
    ['csv', 'CSV'],
  ])('the choice %j is %s', (choice, label) => expect(choiceLabel(choice)).toBe(label))

  it.each([
    ['mostFrequent', 'most frequent'],
    ['l2', 'L2'],
    ['kFold', 'k-fold'],
    ['lbfgs', 'lbfgs'],
  ])('%s in words: %s', (name, said) => {
    expect(words(name)).toBe(said)
  })
})
