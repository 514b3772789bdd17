import { describe, expect, it } from 'vitest'
import { nodeSpecs } from '../../../compute'
import { type Pipeline, readPipeline } from '../../../shared/pipeline/document'
import { endOf } from '../../../shared/pipeline/graph'
import { card } from '../../layout/geometry'
import { inserted } from './inserting'
import { lostWires, placeNode } from './placing'

const types: Readonly<Record<string, string>> = {
  load: 'data.sample',
  split: 'prep.split',
  impute: 'prep.impute',
  scale: 'prep.scale',
  tree: 'model.logisticRegression',
  train: 'model.logisticRegression',
  knn: 'model.kMeans',
  evaluate: 'evaluate',
}
type Places = Record<string, [number, number]>

function made(places: Places, edges: string[], canvas: Pipeline['canvas'] = {}): Pipeline {
  return readPipeline({
    format: 'lathe/pipeline',
    version: 1,
    nodes: Object.keys(places).map(id => ({ id, type: types[id] ?? 'prep.scale', params: {} })),
    edges: edges.map(text => ({ from: text.split('>')[0], to: text.split('>')[1] })),
    canvas: { ...canvas, positions: places },
  })
}
const put = (document: Pipeline, from: string, to: string, near?: readonly [number, number]): Pipeline =>
  inserted(document, nodeSpecs, { from, to }, { id: 'new', type: 'prep.impute', params: {} }, near)
const at = (document: Pipeline): Places => document.canvas!.positions as Places

function covered(document: Pipeline): string[] {
  const places = Object.entries(at(document))
  return places.flatMap(([a, [ax, ay]], i) =>
    places
      .slice(i + 1)
      .filter(([, [bx, by]]) => Math.abs(ax - bx) < card.width && Math.abs(ay - by) < card.height)
      .map(([b]) => `${a} on ${b}`),
  )
}

describe('inserting on a wire', () => {
  const line: Places = { load: [0, 0], split: [224, 0], scale: [448, 0], train: [672, 0] }
  const wires = ['load>split', 'split>scale', 'scale>train']

  it('stands on the line; what follows moves a step, what comes before stays', () => {
    const after = put(made(line, wires), 'split', 'scale', [380, 40])
    expect(at(after)).toEqual({ load: [0, 0], split: [224, 0], new: [448, 0], scale: [672, 0], train: [896, 0] })
    expect(after.edges.map(e => `${e.from}>${e.to}`)).toEqual(['load>split', 'split>new', 'new>scale', 'scale>train'])
  })

  it('moves just as far as it must', () => {
    const loose: Places = { ...line, scale: [600, 0], train: [900, 0] }
    expect(at(put(made(loose, wires), 'split', 'scale'))).toMatchObject({
      new: [448, 0],
      scale: [672, 0],
      train: [900, 0],
    })
    const wide: Places = { ...line, scale: [800, 0], train: [1024, 0] }
    expect(at(put(made(wide, wires), 'split', 'scale', [531, 60]))).toMatchObject({
      new: [528, 0],
      scale: [800, 0],
      train: [1024, 0],
    })
  })

  it('begins the next row where the line goes on there, or ends the row before where there is room', () => {
    const rows: Places = { load: [0, 0], split: [224, 0], scale: [0, 144], train: [224, 144] }
    expect(at(put(made(rows, wires), 'split', 'scale'))).toMatchObject({
      split: [224, 0],
      new: [0, 144],
      scale: [224, 144],
      train: [448, 144],
    })
    const short: Places = { ...rows, impute: [448, 144] }
    expect(at(put(made(short, [...wires, 'train>impute']), 'split', 'scale'))).toMatchObject({
      new: [448, 0],
      scale: [0, 144],
    })
  })

  it('on a branch, it stands in the row of the branch, and where branches meet stays right of all', () => {
    const fan: Places = { load: [0, 0], tree: [224, -72], train: [224, 72], evaluate: [448, 0] }
    const after = put(made(fan, ['load>tree', 'load>train', 'tree>evaluate', 'train>evaluate']), 'load', 'tree')
    expect(at(after)).toMatchObject({ new: [224, -72], tree: [448, -72], train: [224, 72], evaluate: [672, 0] })
    expect(covered(after)).toEqual([])
  })

  it('covers nothing: cards of other lines in the row give way too', () => {
    const places: Places = { ...line, knn: [896, 24], other: [1120, 24] }
    const after = put(made(places, [...wires, 'knn>other']), 'split', 'scale')
    expect(covered(after)).toEqual([])
    for (const edge of after.edges)
      expect(at(after)[endOf(edge.to).node][0]).toBeGreaterThan(at(after)[endOf(edge.from).node][0])
  })

  it('joins the group that both ends are in, and moves a collapsed one whole', () => {
    const open = made(line, wires, { groups: [{ title: 'Prepare', nodes: ['split', 'scale'] }] })
    expect(put(open, 'split', 'scale').canvas!.groups![0].nodes).toEqual(['split', 'scale', 'new'])
    expect(put(open, 'scale', 'train').canvas!.groups![0].nodes).toEqual(['split', 'scale'])
    const folded = made(line, wires, { groups: [{ title: 'Prepare', nodes: ['split', 'scale'], collapsed: true }] })
    const after = at(put(folded, 'load', 'split'))
    expect(after).toMatchObject({ new: [224, 0], split: [448, 0], scale: [672, 0] })
  })

  it('lets notes make way', () => {
    const after = put(made(line, wires, { notes: [{ text: 'End', at: [900, 0] }] }), 'split', 'scale')
    const [x, y] = after.canvas!.notes![0].at
    expect(x).toBe(904)
    expect(Math.abs(y)).toBeGreaterThanOrEqual(80)
  })

  it('leaves the document as it is for a node that does not fit', () => {
    const document = made(line, wires)
    const edge = { from: 'split', to: 'scale' }
    expect(inserted(document, nodeSpecs, edge, { id: 'new', type: 'data.sample', params: {} })).toBe(document)
  })
})

describe('replacing', () => {
  const document = made({ load: [0, 0], scale: [224, 0], train: [448, 0], evaluate: [672, 0] }, [
    'load>scale',
    'scale>train',
    'train>evaluate',
  ])
  const spec = (type: string) => nodeSpecs.get(type)!
  const replace = (id: string, type: string) => placeNode(document, nodeSpecs, spec(type), { at: [0, 0], replaces: id })

  it('calls the node after its new type, unless a person named it', () => {
    const { document: after, id } = replace('scale', 'prep.impute')
    expect(id).toBe('impute')
    expect(after.nodes.map(n => n.id)).toEqual(['load', 'impute', 'train', 'evaluate'])
    expect(after.edges.map(e => `${e.from}>${e.to}`)).toEqual(['load>impute', 'impute>train', 'train>evaluate'])
    expect(at(after)['impute']).toEqual([224, 0])
    expect(replace('train', 'model.linearRegression').id).toBe('train')
  })

  it('tells the wires that do not fit', () => {
    expect(lostWires(document, nodeSpecs, spec('prep.impute'), 'scale')).toEqual([])
    expect(lostWires(document, nodeSpecs, spec('data.sample'), 'scale')).toEqual(['Sample table → Sample table'])
  })
})
