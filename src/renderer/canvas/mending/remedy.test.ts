import { describe, expect, it } from 'vitest'
import { nodeSpecs } from '../../../compute'
import { edgesOf, line } from '../../../shared/pipeline/specs.fixture'
import { insertOnEdge } from '../../../shared/pipeline/edit'
import { fixOf, fixWords, lineAfter, titled } from './remedy'

const document = line(
  ['load:data.sample', 'columns:table.columns', 'split:prep.split', 'scale:prep.scale', 'train:model.kMeans'],
  ['load>columns', 'columns>split', 'split>scale', 'scale>train'],
)
const fix = (remedy: string, node = 'train') => fixOf({ code: 'data', message: '', remedy }, node, document, nodeSpecs)

describe('the fix that a remedy names', () => {
  it('inserts a node before the failed one', () => {
    expect(fix('Put prep.impute before it.')).toMatchObject({ kind: 'insert', edge: { from: 'scale', to: 'train' } })
  })

  it('inserts it before the node that is named', () => {
    const found = fix('Put prep.impute before prep.scale.')
    expect(found).toMatchObject({ kind: 'insert', edge: { from: 'split', to: 'scale' } })
    if (found?.kind !== 'insert') throw new Error('no node to insert')
    const made = insertOnEdge(
      document,
      nodeSpecs,
      found.edge,
      { id: 'impute', type: found.spec.type, params: {} },
      [0, 0],
    )
    expect(edgesOf(made)).toContain('impute>scale')
  })

  it('inserts it before the failed one where another node is only named as another way', () => {
    const found = fix('Put prep.encode before it, or ignore them in table.columns.')
    expect(found).toMatchObject({ kind: 'insert', spec: { type: 'prep.encode' }, edge: { from: 'scale', to: 'train' } })
  })

  it('opens a node on the line whose setting is to blame', () => {
    expect(fix('Name the column to learn in table.columns (target).')).toMatchObject({ kind: 'open', node: 'columns' })
    expect(fix('Give prep.split a smaller testSize, or more rows.')).toMatchObject({ kind: 'open', node: 'split' })
  })

  it('leads to the setting that is to blame', () => {
    expect(fix('Name the column to learn in table.columns (target).')).toMatchObject({ parameter: 'target' })
    expect(fix('Give prep.split a smaller testSize, or more rows.')).toMatchObject({ parameter: 'testSize' })
    const own = fix('Give a smaller nClusters.')!
    expect(own).toMatchObject({ kind: 'open', node: 'train', parameter: 'nClusters' })
    expect(fixWords(own)).toBe('Set Clusters')
    expect(fixWords(fix('Put prep.impute before it.')!)).toBe('Insert Impute')
    expect(fixWords(fix('Keep one prep.split on the line.')!)).toBe('Open Split')
  })

  it('is shown as the line after it, five cards at most', () => {
    const line = (remedy: string) => {
      const found = fix(remedy)
      if (found?.kind !== 'insert') throw new Error('nothing to insert')
      return lineAfter(found, 'train', document, nodeSpecs).map(l => (l.made ? `+${l.title}` : l.title))
    }
    expect(line('Put prep.impute before prep.split.')).toEqual(['Columns', '+Impute', 'Split', 'Scale', 'K-means'])
    expect(line('Put prep.impute before it.')).toEqual(['Columns', 'Split', 'Scale', '+Impute', 'K-means'])
  })

  it('inserts a node that holds the setting where there is none', () => {
    expect(fix('Leave them out in table.columns.', 'columns')).toMatchObject({ kind: 'insert', edge: { from: 'load' } })
  })

  it.each([
    'Choose another column.',
    'Choose a model for classes (model.logisticRegression).',
    'Put prep.nothing before it.',
  ])('is none in: %s', remedy => expect(fix(remedy)).toBeUndefined())

  it('is none without a remedy or a wire', () => {
    expect(fixOf({ code: 'data', message: 'x' }, 'train', document, nodeSpecs)).toBeUndefined()
    expect(fix('Put prep.impute before it.', 'load')).toBeUndefined()
  })

  it('is told with titles', () => {
    expect(titled('Put prep.impute before it.', nodeSpecs)).toBe('Put Impute before it.')
    expect(titled('Write to out.csv.', nodeSpecs)).toBe('Write to out.csv.')
  })
})
