import { describe, expect, it } from 'vitest'
import { nodeSpecs } from '../../compute'
import type { Pipeline } from '../../shared/pipeline/document'
import { filtersOf, gist, sampleOf, tasksOf } from './tasks'

const of = (...types: string[]): Pipeline => ({
  format: 'lathe/pipeline',
  version: 1,
  name: 'T',
  seed: 1,
  edges: [],
  nodes: types.map((type, i) => ({ id: `n${i}`, type, params: type === 'data.sample' ? { name: 'wine' } : {} })),
})

describe('templates', () => {
  it('are for what their models do', () => {
    expect(tasksOf(of('data.sample', 'model.logisticRegression'), nodeSpecs)).toEqual(['Classify'])
    expect(tasksOf(of('model.pca', 'model.kMeans', 'model.kMeans'), nodeSpecs)).toEqual(['Cluster', 'Reduce'])
    expect(tasksOf(of('data.sample', 'no.such'), nodeSpecs)).toEqual([])
  })

  it('are filtered by what there is', () => {
    expect(filtersOf([['Reduce', 'Cluster'], ['Classify'], []])).toEqual(['All', 'Classify', 'Cluster', 'Reduce'])
    expect(filtersOf([])).toEqual(['All'])
  })

  it('name their table and say one thing', () => {
    expect(sampleOf(of('prep.scale', 'data.sample'))).toBe('wine')
    expect(sampleOf(of('prep.scale'))).toBeUndefined()
    expect(gist('1.5 of 442 patients; a regression. More.')).toBe('1.5 of 442 patients')
    expect(gist('One thing')).toBe('One thing')
  })
})
