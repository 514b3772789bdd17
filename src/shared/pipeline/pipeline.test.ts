import { describe, expect, it } from 'vitest'
import { defineNode, frameIn, frameOut, type NodeSpec } from '../node'
import { integer } from '../params'
import { parsePipeline, type Pipeline, readPipeline, writePipeline } from './document'
import { Graph } from './graph'
import { faultsOf } from './validate'

const spec = (type: string, inputs: NodeSpec['inputs'], outputs: NodeSpec['outputs']): NodeSpec =>
  defineNode({
    type,
    version: 1,
    title: type,
    summary: '',
    group: 'data',
    icon: '',
    inputs,
    outputs,
    folds: 'replay',
    parameters: { k: integer({ default: 3, min: 1, max: 9, help: '' }) },
    attributes: {},
    blocks: {},
  })
const specs = new Map(
  [
    spec('read', [], frameOut),
    spec('step', frameIn, frameOut),
    spec('learn', frameIn, [...frameOut, { name: 'model', kind: 'model' }]),
    spec('use', [...frameIn, { name: 'model', kind: 'model', optional: true }], frameOut),
  ].map(s => [s.type, s]),
)

const document = (nodes: string[], edges: string[], params: Record<string, Record<string, unknown>> = {}): Pipeline =>
  readPipeline({
    format: 'lathe/pipeline',
    version: 1,
    nodes: nodes.map(text => {
      const [id, type] = text.split(':')
      return { id, type, params: params[id] ?? {} }
    }),
    edges: edges.map(text => {
      const [from, to] = text.split('>')
      return { from, to }
    }),
  })

describe('a pipeline document', () => {
  it('is read, written and read again unchanged', () => {
    const made = document(['a:read', 'b:step'], ['a>b'], { b: { k: 5 } })
    expect(parsePipeline(writePipeline(made))).toEqual(made)
  })

  it.each([
    ['{', /not JSON/],
    ['[]', /./],
    ['{"format":"lathe/pipeline","version":2,"nodes":[]}', /version 2; this program reads up to version 1/],
    ['{"format":"lathe/model","version":1,"nodes":[]}', /not a pipeline/],
    ['{"format":"lathe/pipeline","version":1,"nodes":[],"extra":1}', /key extra is not known/],
    ['{"format":"lathe/pipeline","version":1,"nodes":[{"id":"a b","type":"x"}]}', /an id is letters/],
  ])('refuses %s', (text, sentence) => {
    expect(() => parsePipeline(text)).toThrow(sentence)
  })

  it('names the path of a fault', () => {
    const text = '{"format":"lathe/pipeline","version":1,"nodes":[{"id":"a","type":"read","parms":{}}]}'
    expect(() => parsePipeline(text)).toThrow(expect.objectContaining({ where: 'nodes[0].parms' }))
  })
})

describe('validation', () => {
  const cases: [string, Pipeline, string, RegExp][] = [
    ['an unknown type', document(['a:raed'], []), 'nodes[0].type', /raed/],
    ['a doubled id', document(['a:read', 'a:read'], []), 'nodes[1].id', /Two nodes/],
    ['an unknown parameter', document(['a:read'], [], { a: { q: 1 } }), 'nodes[0].params.q', /no parameter "q"/],
    ['a value out of bounds', document(['a:read'], [], { a: { k: 10 } }), 'nodes[0].params.k', /from 1 to 9; it is 10/],
    ['a missing input', document(['b:step'], []), 'nodes[0]', /nothing on its input frame/],
    ['an edge from nowhere', document(['b:step'], ['x>b']), 'edges[0].from', /no node "x"/],
    ['an unknown port', document(['a:read', 'b:step'], ['a>b.left']), 'edges[0].to', /no input "left"/],
    [
      'the wrong kind',
      document(['a:read', 'l:learn', 'u:use'], ['a>l', 'a>u', 'a>u.model']),
      'edges[2].to',
      /takes a model/,
    ],
    ['two edges into one port', document(['a:read', 'b:step'], ['a>b', 'a>b']), 'edges[1].to', /takes only one/],
    ['a circle', document(['a:step', 'b:step'], ['a>b', 'b>a']), 'edges', /a → b → a|b → a → b/],
  ]
  it.each(cases)('finds %s', (_, made, where, sentence) => {
    const faults = faultsOf(made, specs)
    expect(faults[0]).toMatchObject({ where })
    expect(faults[0].message).toMatch(sentence)
    expect(faults[0].remedy).toBeTruthy()
  })

  it('finds nothing in a right document', () => {
    expect(faultsOf(document(['a:read', 'l:learn', 'u:use'], ['a>l', 'l>u', 'l.model>u.model']), specs)).toEqual([])
  })
})

describe('a graph', () => {
  it('orders nodes after what they take from', () => {
    const made = document(['c:step', 'a:read', 'b:step'], ['a>b', 'b>c'])
    expect(Graph.of(made).order).toEqual(['a', 'b', 'c'])
    expect([...Graph.of(made).reach('b', 'behind')]).toEqual(['b', 'c'])
  })

  it('knows a circle and what hangs on it', () => {
    const made = Graph.of(document(['a:step', 'b:step', 'c:step'], ['a>b', 'b>a', 'b>c']))
    expect(made.order).toBeUndefined()
    expect(made.circle).toEqual(['a', 'b', 'a'])
    expect(made.inLine).toEqual(['a', 'b', 'c'])
    expect([...made.reach('a', 'behind')]).toEqual(['a', 'b', 'c'])
  })

  it('reads every edge with its ports, dangling ones too', () => {
    const made = Graph.of(document(['l:learn', 'u:use'], ['l.model>u.model', 'l>gone']))
    expect(made.into('u')).toEqual([
      {
        from: { node: 'l', port: 'model' },
        to: { node: 'u', port: 'model' },
        written: { from: 'l.model', to: 'u.model' },
      },
    ])
    expect(made.outOf('l').map(e => e.to.node)).toEqual(['u', 'gone'])
    expect(made.port(specs, made.edges[0].to, 'to')?.kind).toBe('model')
    expect(made.port(specs, made.edges[1].to, 'to')).toBeUndefined()
    expect(made.framesInto(specs, 'u')).toEqual([])
    expect(made.order).toEqual(['l', 'u'])
  })

  it('goes along the edges either way, the nearest first', () => {
    const made = Graph.of(
      document(['a:read', 'b:step', 'c:step', 'm:learn', 'j:judge'], ['a>b', 'b>c', 'c>m', 'a>j', 'm>j']),
    )
    expect([...made.reach('m', 'before')]).toEqual(['m', 'c', 'b', 'a'])
    expect([...made.reach('c', 'behind')]).toEqual(['c', 'm', 'j'])
  })
})
