import type { NodeSpec } from '../../shared/node'
import type { Pipeline, PipelineEdge } from '../../shared/pipeline/document'
import {
  addNode,
  connect,
  fittingEnd,
  freeId,
  insertOnEdge,
  type Position,
  refusal,
  replaceNode,
} from '../../shared/pipeline/edit'
import { endOf, portOf } from '../../shared/pipeline/topology'
import type { Specs } from '../../shared/pipeline/validate'
import { edgeOf, type PortRef } from './connection'
import { freePlace } from './geometry'
import { positionsOf } from './layout'
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
export function settle(
  document: Pipeline,
  specs: Specs,
  spec: NodeSpec,
  site: Site,
): { document: Pipeline; id: string } {
  if (site.replaces !== undefined)
    return { document: replaceNode(document, site.replaces, spec, specs), id: site.replaces }
  const node = { id: freeId(document, spec.type), type: spec.type, params: {} }
  const at = freePlace(site.at, Object.values(positionsOf(document)))
  if (site.edge) {
    const made = insertOnEdge(document, specs, site.edge, node, at)
    return { document: made === document ? addNode(document, node, at) : made, id: node.id }
  }
  const alone = addNode(document, node, at)
  const edge = site.port && edgeToNew(alone, specs, spec, node.id, site.port)
  if (!edge || refusal(alone, specs, edge) !== undefined) return { document: alone, id: node.id }
  return { document: connect(alone, specs, edge), id: node.id }
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
  const name = endOf(end).port ?? (side === 'input' ? spec.inputs : spec.outputs)[0]!.name
  return edgeOf(document, specs, port, { node: id, port: name, side })
}
