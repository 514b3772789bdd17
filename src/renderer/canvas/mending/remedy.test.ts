import { describe, expect, it } from 'vitest'
import { nodeSpecs } from '../../../compute'
import type { Fix } from '../../../shared/remedy'
import { edgesOf, line } from '../../../shared/pipeline/specs.fixture'
import { insertOnEdge } from '../../../shared/pipeline/edit'
import { lineAfter, repairOf, repairWords, titled } from './remedy'

const document = line(
  ['load:data.sample', 'columns:table.columns', 'split:prep.split', 'scale:prep.scale', 'train:model.kMeans'],
  ['load>columns', 'columns>split', 'split>scale', 'scale>train'],
)
const repair = (fix: Fix, failed = 'train') =>
  repairOf({ code: 'data', message: '', remedy: { text: '', fix } }, failed, document, nodeSpecs)
const columns = (fix: Omit<Extract<Fix, { set: object }>['set'], 'node'>) => ({
  set: { node: 'table.columns', ...fix },
})

describe('what a press does about a fault', () => {
  it('inserts a node before the failed one', () => {
    expect(repair({ insert: 'prep.impute' })).toMatchObject({ kind: 'insert', edge: { from: 'scale', to: 'train' } })
  })

  it('inserts it before the node that is named, with its settings', () => {
    const found = repair({ insert: 'prep.impute', before: 'prep.scale', params: { strategy: 'median' } })
    expect(found).toMatchObject({ kind: 'insert', edge: { from: 'split', to: 'scale' } })
    if (found?.kind !== 'insert') throw new Error('no node to insert')
    const { spec, params, edge } = found
    const made = insertOnEdge(document, nodeSpecs, edge, { id: 'impute', type: spec.type, params }, [0, 0])
    expect(edgesOf(made)).toContain('impute>scale')
    expect(made.nodes.find(n => n.id === 'impute')!.params).toEqual({ strategy: 'median' })
  })

  it('is the failed one where the node that is named is not on the line', () => {
    expect(repair({ insert: 'prep.impute', before: 'model.pca' })).toMatchObject({ edge: { to: 'train' } })
  })

  it('leads to the setting that is to blame, of the failed node or of one before it', () => {
    expect(repair(columns({ parameter: 'target' }))).toMatchObject({
      kind: 'open',
      node: 'columns',
      parameter: 'target',
    })
    expect(repair({ set: { parameter: 'nClusters' } })).toMatchObject({ kind: 'open', node: 'train' })
  })

  it('sets it where the value is known', () => {
    const found = repair({ set: { parameter: 'init', value: 'random' } })
    expect(found).toMatchObject({ kind: 'set', node: 'train', parameter: 'init', value: 'random' })
  })

  it('inserts the node that holds the setting where there is none', () => {
    expect(repair(columns({ parameter: 'target', value: 'y' }), 'columns')).toMatchObject({ kind: 'set' })
    const bare = line(['load:data.sample', 'train:model.kMeans'], ['load>train'])
    const remedy = { text: '', fix: columns({ parameter: 'target', value: 'y' }) }
    expect(repairOf({ code: 'data', message: '', remedy }, 'train', bare, nodeSpecs)).toMatchObject({
      kind: 'insert',
      edge: { from: 'load', to: 'train' },
      params: { target: 'y' },
      parameter: 'target',
    })
  })

  it('shows another node of the line, or a page', () => {
    expect(repair({ open: 'prep.split' })).toMatchObject({ kind: 'open', node: 'split' })
    expect(repair({ open: 'prep.split' }, 'split')).toBeUndefined()
    expect(repair({ open: 'data' })).toEqual({ kind: 'page', page: 'data' })
  })

  it.each<[Fix, string]>([
    [{ insert: 'prep.impute' }, 'Insert Impute'],
    [{ set: { parameter: 'nClusters' } }, 'Set Clusters'],
    [{ set: { parameter: 'nClusters', value: 3 } }, 'Set Clusters to 3'],
    [{ set: { parameter: 'init', value: 'random' } }, 'Set Start to random'],
    [{ open: 'prep.split' }, 'Open Split'],
    [{ open: 'data' }, 'Go to Data'],
  ])('%j is called %s', (fix, words) => expect(repairWords(repair(fix)!)).toBe(words))

  it('is shown as the line after it, five cards at most', () => {
    const line = (fix: Fix) => {
      const found = repair(fix)
      if (found?.kind !== 'insert') throw new Error('nothing to insert')
      return lineAfter(found, 'train', document, nodeSpecs).map(l => (l.made ? `+${l.title}` : l.title))
    }
    const before = ['Columns', '+Impute', 'Split', 'Scale', 'K-means']
    expect(line({ insert: 'prep.impute', before: 'prep.split' })).toEqual(before)
    expect(line({ insert: 'prep.impute' })).toEqual(['Columns', 'Split', 'Scale', '+Impute', 'K-means'])
  })

  it.each<Fix>([{ insert: 'prep.nothing' }, { set: { parameter: 'nothing' } }, { open: 'model.pca' }])(
    'is none of %j',
    fix => expect(repair(fix)).toBeUndefined(),
  )

  it('is none without a fix or a wire', () => {
    const remedy = { text: 'Put prep.impute before it.' }
    expect(repairOf({ code: 'data', message: 'x', remedy }, 'train', document, nodeSpecs)).toBeUndefined()
    expect(repair({ insert: 'prep.impute' }, 'load')).toBeUndefined()
  })

  it('is told with titles', () => {
    expect(titled('Put prep.impute before it.', nodeSpecs)).toBe('Put Impute before it.')
    expect(titled('Write to out.csv.', nodeSpecs)).toBe('Write to out.csv.')
  })
})
