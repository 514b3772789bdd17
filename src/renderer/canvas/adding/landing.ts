import { nodeSpecs } from '../../../compute'
import type { NodeSpec } from '../../../shared/node'
import type { Pipeline, PipelineEdge } from '../../../shared/pipeline/document'
import { kindOf, type Position } from '../../../shared/pipeline/edit'
import { endOf } from '../../../shared/pipeline/topology'
import type { Specs } from '../../../shared/pipeline/validate'
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
export function keptOut(document: Pipeline, specs: Specs, id: string, { from, to }: PipelineEdge): string | undefined {
  const isOwn = (e: PipelineEdge): boolean => endOf(e.from).node === id || endOf(e.to).node === id
  const own = document.edges.filter(isOwn)
  if (own.length === 0 || isOwn({ from, to })) return undefined
  const title = (node: string): string => specs.get(document.nodes.find(n => n.id === node)?.type ?? '')?.title ?? node
  const wires = own.length === 1 ? 'a wire' : `${own.length} wires`
  return `${title(id)} was not put between ${title(endOf(from).node)} and ${title(endOf(to).node)}: it has ${wires} already.`
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
    const kind = kindOf(document, nodeSpecs, edge.edges[0].from, 'from')
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
