import type { NodeSpec, PortKind, Specs } from '../../../shared/node'
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
import { type End, endOf, Graph } from '../../../shared/pipeline/graph'
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
  const graph = Graph.of(document)
  if (site.edge) {
    const kind = graph.port(specs, endOf(site.edge.from), 'from')?.kind
    return kind && { kind, takes: true, gives: true }
  }
  if (site.replaces !== undefined) {
    const takes = graph.into(site.replaces).length > 0
    const gives = graph.outOf(site.replaces).length > 0
    return takes || gives ? { kind: 'frame', takes, gives } : undefined
  }
  if (!site.port) return undefined
  const { side } = site.port
  const kind = kindAt(document, specs, site.port)
  return kind && { kind, takes: side === 'output', gives: side === 'input' }
}

const kindAt = (document: Pipeline, specs: Specs, { node, port, side }: PortRef): PortKind | undefined =>
  Graph.of(document).port(specs, { node, port }, side === 'output' ? 'from' : 'to')?.kind

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
  const graph = Graph.of(document)
  const title = ({ node }: End): string => (node === id ? spec : graph.spec(specs, node))?.title ?? node
  return graph.edges.filter((_, i) => !kept[i]).map(e => `${title(e.from)} → ${title(e.to)}`)
}

function edgeToNew(
  document: Pipeline,
  specs: Specs,
  spec: NodeSpec,
  id: string,
  port: PortRef,
): PipelineEdge | undefined {
  const kind = kindAt(document, specs, port)
  const side = port.side === 'output' ? 'input' : 'output'
  const end = kind && fittingEnd(spec, id, kind, side)
  if (end === undefined) return undefined
  const name = endOf(end).port ?? (side === 'input' ? spec.inputs : spec.outputs)[0].name
  return edgeOf(document, specs, port, { node: id, port: name, side })
}
