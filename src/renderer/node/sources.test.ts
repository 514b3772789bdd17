import { describe, expect, it } from 'vitest'
import { type FrameInfo, nodeSpecs } from '../../compute'
import { readPipeline } from '../../shared/pipeline/document'
import { column, columns, map } from '../../shared/params'
import { nearestOf, sourceOf, unknownColumns } from './sources'

const document = readPipeline({
  format: 'lathe/pipeline',
  version: 1,
  nodes: [
    { id: 'load', type: 'data.sample', params: {} },
    { id: 'scale', type: 'prep.scale', params: {} },
    { id: 'train', type: 'model.kMeans', params: {} },
    { id: 'predict', type: 'predict', params: {} },
    { id: 'lone', type: 'prep.scale', params: {} },
  ],
  edges: [
    { from: 'load', to: 'scale' },
    { from: 'scale', to: 'train' },
    { from: 'load', to: 'predict' },
    { from: 'train.model', to: 'predict.model' },
  ],
})
const frame = (name: string): FrameInfo => ({
  rows: 3,
  columns: [{ name, kind: 'number', role: 'feature', missing: 0 }],
})
const find = (known: Record<string, FrameInfo>, id: string) => sourceOf(document, nodeSpecs, n => known[n], id)

describe('the columns that a form offers', () => {
  it('come from the node before it', () =>
    expect(find({ load: frame('a'), scale: frame('b') }, 'train')).toMatchObject({ node: 'scale', direct: true }))
  it('come from further up where that has not run', () =>
    expect(find({ load: frame('a') }, 'train')).toMatchObject({ node: 'load', direct: false }))
  it('do not come from a model', () => expect(find({ train: frame('c') }, 'predict')).toBeUndefined())
  it('are a table’s own for a node that reads one', () =>
    expect(find({ load: frame('a') }, 'load')).toMatchObject({ node: 'load', direct: true }))
  it('are unknown for a node that is alone', () => expect(find({ load: frame('a') }, 'lone')).toBeUndefined())
})

describe('unknown columns', () => {
  const source = find({ scale: frame('a') }, 'train')
  const help = ''
  it('are found in every kind of parameter', () => {
    expect(unknownColumns(column({ nullMeans: '', help }), 'b', source)).toEqual(['b'])
    expect(unknownColumns(columns({ nullMeans: '', help }), ['a', 'b'], source)).toEqual(['b'])
    expect(unknownColumns(map({ help }), { a: 'x', toString: 'y' }, source)).toEqual(['toString'])
    expect(unknownColumns(column({ nullMeans: '', help }), null, source)).toEqual([])
  })
  it('are not claimed where columns may still change on the way', () =>
    expect(unknownColumns(column({ nullMeans: '', help }), 'b', find({ load: frame('a') }, 'train'))).toEqual([]))
})

it('finds the node that gave the roles', () => {
  expect(nearestOf(document, nodeSpecs, 'train', 'data.sample')).toBe('load')
  expect(nearestOf(document, nodeSpecs, 'train', 'table.columns')).toBeUndefined()
})
