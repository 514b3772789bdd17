import { defineNode, frameIn, frameOut, framesIn, modelOut, type NodeSpec } from '../node'
import { integer, number } from '../params'
import { type Pipeline, readPipeline } from './document'

const spec = (
  type: string,
  inputs: NodeSpec['inputs'],
  outputs: NodeSpec['outputs'],
  group: NodeSpec['group'],
): NodeSpec =>
  defineNode({
    type,
    version: 1,
    title: type.charAt(type.indexOf('.') + 1).toUpperCase() + type.slice(type.indexOf('.') + 2),
    summary: `Does ${type}.`,
    group,
    icon: 'box',
    inputs,
    outputs,
    folds: 'replay',
    parameters: {
      k: integer({ default: 3, min: 1, max: 9, help: '' }),
      ...(type === 'prep.step' && { share: number({ default: 0.5, help: '' }) }),
    },
    attributes: {},
    blocks: {},
  })

/** A few node types of every shape, for tests of what is done to documents. */
export const specs: ReadonlyMap<string, NodeSpec> = new Map(
  [
    spec('data.read', [], frameOut, 'data'),
    spec('prep.step', frameIn, frameOut, 'prep'),
    spec('prep.other', frameIn, frameOut, 'prep'),
    spec('model.learn', frameIn, modelOut, 'model'),
    spec('use', [...frameIn, { name: 'model', kind: 'model', optional: true }], frameOut, 'result'),
    spec('judge', framesIn, frameOut, 'result'),
    spec('output.write', frameIn, [], 'output'),
  ].map(s => [s.type, s]),
)

/** `line(['a:data.read', 'b:prep.step'], ['a>b'])` as a document. */
export const line = (nodes: readonly string[], edges: readonly string[] = [], canvas?: Pipeline['canvas']): Pipeline =>
  readPipeline({
    format: 'lathe/pipeline',
    version: 1,
    nodes: nodes.map(text => {
      const [id, type] = text.split(':')
      return { id, type, params: {} }
    }),
    edges: edges.map(text => {
      const [from, to] = text.split('>')
      return { from, to }
    }),
    ...(canvas && { canvas }),
  })

export const edgesOf = (document: Pipeline): string[] => document.edges.map(e => `${e.from}>${e.to}`)
