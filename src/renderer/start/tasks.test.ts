import { describe, expect, it } from 'vitest'
import { nodeSpecs } from '../../compute'
import type { Pipeline } from '../../shared/pipeline/document'
import { filtersOf, gist, inOrder, sampleOf, tasksOf } from './tasks'
import { pictures, rowsIn } from './templates'

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

  it('compare where several lines end in one evaluate', () => {
    const two = of('model.kMeans', 'evaluate')
    const edges = [
      { from: 'n0', to: 'n1' },
      { from: 'n0', to: 'n1.frames' },
    ]
    expect(tasksOf({ ...two, edges: edges.slice(1) }, nodeSpecs)).toEqual(['Cluster'])
    expect(tasksOf({ ...two, edges }, nodeSpecs)).toEqual(['Cluster', 'Compare'])
  })

  it('stand by what they are for, then by name; what is for nothing comes last', () => {
    const tasks = new Map([
      ['c', ['Cluster']],
      ['b', ['Classify', 'Compare']],
      ['a', []],
      ['d', ['Classify']],
    ])
    const names = inOrder([{ name: 'a' }, { name: 'c' }, { name: 'd' }, { name: 'b' }], tasks).map(t => t.name)
    expect(names).toEqual(['b', 'd', 'c', 'a'])
  })

  it('have pictures that say how many rows were read', () => {
    expect(rowsIn(pictures.get('penguins')!)).toBe(344)
    expect([...pictures.values()].map(rowsIn)).not.toContain(undefined)
    expect(rowsIn('<svg viewBox="0 0 1 1"><path data-rows="3"/></svg>')).toBeUndefined()
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
