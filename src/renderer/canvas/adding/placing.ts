import type { NodeSpec } from '../../../shared/node'
import type { Pipeline, PipelineEdge } from '../../../shared/pipeline/document'
import {
  addNode,
  connect,
  edgesAfter,
  fittingEnd,
  freeId,
  type Position,
  refusal,
  renameNode,
  replaceNode,
} from '../../../shared/pipeline/edit'
import { endOf, portOf } from '../../../shared/pipeline/topology'
import type { Specs } from '../../../shared/pipeline/validate'
import { edgeOf, type PortRef } from '../../node/connection'
import { freePlace } from '../../layout/geometry'
import { inserted } from './inserting'
import { occupied } from '../../layout/occupied'
import type { Gap } from './suggest'

/** Where a new node goes. */
export interface Site {
  at: Position
  port?: PortRef
  edge?: PipelineEdge
  replaces?: string
}

/** What a node must be to go there. */
export function gapOf(document: Pipeline, specs: Specs, site: Site): Gap | undefined {
  if (site.edge) {
    const kind = kindAt(document, specs, site.edge.from, 'output')
    return kind && { kind, takes: true, gives: true }
  }
  if (site.replaces !== undefined) {
    const id = site.replaces
    const takes = document.edges.some(e => endOf(e.to).node === id)
    const gives = document.edges.some(e => endOf(e.from).node === id)
    return takes || gives ? { kind: 'frame', takes, gives } : undefined
  }
  if (!site.port) return undefined
  const { node, port, side } = site.port
  const kind = kindAt(document, specs, `${node}.${port}`, side)
  return kind && { kind, takes: side === 'output', gives: side === 'input' }
}

function kindAt(document: Pipeline, specs: Specs, end: string, side: PortRef['side']) {
  const { node, port } = endOf(end)
  const spec = specs.get(document.nodes.find(n => n.id === node)?.type ?? '')
  return spec && portOf(side === 'output' ? spec.outputs : spec.inputs, { node, port })?.kind
}

/** Puts a node of a type where it was asked for; answers with the document and the node's id. */
export function placeNode(
  document: Pipeline,
  specs: Specs,
  spec: NodeSpec,
  site: Site,
): { document: Pipeline; id: string } {
  if (site.replaces !== undefined) return replaced(document, specs, spec, site.replaces)
  const node = { id: freeId(document, spec.type), type: spec.type, params: {} }
  const { cards, notes } = occupied(document)
  const at = freePlace(site.at, [...cards, ...notes])
  if (site.edge) {
    const made = inserted(document, specs, site.edge, node, site.at)
    return { document: made === document ? addNode(document, node, at) : made, id: node.id }
  }
  const alone = addNode(document, node, at)
  const edge = site.port && edgeToNew(alone, specs, spec, node.id, site.port)
  if (!edge || refusal(alone, specs, edge) !== undefined) return { document: alone, id: node.id }
  return { document: connect(alone, specs, edge), id: node.id }
}

/** Another node in the place of one: it is called after its own type, unless a person had given a name. */
function replaced(document: Pipeline, specs: Specs, spec: NodeSpec, id: string): { document: Pipeline; id: string } {
  const old = document.nodes.find(n => n.id === id)
  const made = replaceNode(document, id, spec, specs)
  if (!old || old.type === spec.type || !isGiven(id, old.type)) return { document: made, id }
  const to = freeId(made, spec.type)
  return { document: renameNode(made, id, to), id: to }
}

/** Whether an id is one that the program gives: `scale`, `scale2`. */
const isGiven = (id: string, type: string): boolean => id.replace(/\d+$/, '') === type.slice(type.indexOf('.') + 1)

/** The wires that a node loses where another type takes its place, in words: "Scale → PCA". */
export function lostWires(document: Pipeline, specs: Specs, spec: NodeSpec, id: string): string[] {
  const kept = edgesAfter(document, id, spec, specs)
  const title = (end: string): string => {
    const { node } = endOf(end)
    return node === id ? spec.title : (specs.get(document.nodes.find(n => n.id === node)?.type ?? '')?.title ?? node)
  }
  return document.edges.filter((_, i) => !kept[i]).map(e => `${title(e.from)} → ${title(e.to)}`)
}

function edgeToNew(
  document: Pipeline,
  specs: Specs,
  spec: NodeSpec,
  id: string,
  port: PortRef,
): PipelineEdge | undefined {
  const kind = kindAt(document, specs, `${port.node}.${port.port}`, port.side)
  const side = port.side === 'output' ? 'input' : 'output'
  const end = kind && fittingEnd(spec, id, kind, side)
  if (end === undefined) return undefined
  const name = endOf(end).port ?? (side === 'input' ? spec.inputs : spec.outputs)[0].name
  return edgeOf(document, specs, port, { node: id, port: name, side })
}
