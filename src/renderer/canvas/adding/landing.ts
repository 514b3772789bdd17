import { nodeSpecs } from '../../../compute'
import type { NodeSpec, Specs } from '../../../shared/node'
import type { Pipeline, PipelineEdge } from '../../../shared/pipeline/document'
import type { Position } from '../../../shared/pipeline/edit'
import { edgeOf, endOf, Graph } from '../../../shared/pipeline/graph'
import { card } from '../../layout/geometry'
import type { Scene } from '../../layout/scene'
import { fits } from './suggest'
import { distanceTo, type Wire } from '../wires/wirePath'

/** The node that a point is over. */
export function nodeUnder({ nodes, positions }: Scene, [x, y]: Position): string | undefined {
  const inside = (at: Position | undefined): boolean =>
    at !== undefined && x >= at[0] && x <= at[0] + card.width && y >= at[1] && y <= at[1] + card.height
  return nodes.findLast(n => inside(positions[n.id]))?.id
}

/** Why a node that was dropped on this wire stays out of it: only one without wires goes in. Undefined for a wire of its own, which moved along. */
export function keptOut(document: Pipeline, specs: Specs, id: string, edge: PipelineEdge): string | undefined {
  const graph = Graph.of(document)
  const { from, to } = edgeOf(edge)
  const own = graph.wiresAt(id)
  if (own === 0 || from.node === id || to.node === id) return undefined
  const title = (node: string): string => graph.spec(specs, node)?.title ?? node
  const wires = own === 1 ? 'a wire' : `${own} wires`
  return `${title(id)} was not put between ${title(from.node)} and ${title(to.node)}: it has ${wires} already.`
}

/** The wire within `reach` pixels of a point into which a node of this type fits. */
export function wireUnder(
  document: Pipeline,
  scene: Scene,
  wires: ReadonlyMap<string, Wire>,
  at: Position,
  spec: NodeSpec,
  reach: number,
): string | undefined {
  let best: string | undefined
  let least = reach
  for (const edge of scene.edges) {
    if (edge.edges.length !== 1) continue
    const kind = Graph.of(document).port(nodeSpecs, endOf(edge.edges[0].from), 'from')?.kind
    if (!kind || !fits(spec, { kind, takes: true, gives: true })) continue
    const wire = wires.get(edge.id)
    const distance = wire ? distanceTo(wire, at) : Infinity
    if (distance < least) {
      least = distance
      best = edge.id
    }
  }
  return best
}
