import { nodeSpecs } from '../../compute'
import type { NodeSpec } from '../../shared/node'
import type { Pipeline } from '../../shared/pipeline/document'
import { kindOf, type Position } from '../../shared/pipeline/edit'
import { card } from './geometry'
import { portHeight, type Shown, type ShownEdge } from './shown'
import { fits } from './suggest'
import { distanceTo, wirePath } from './wirePath'

/** The node that a point is over. */
export function nodeUnder({ nodes, positions }: Shown, [x, y]: Position): string | undefined {
  const inside = (at: Position | undefined): boolean =>
    at !== undefined && x >= at[0] && x <= at[0] + card.width && y >= at[1] && y <= at[1] + card.height
  return nodes.findLast(n => inside(positions[n.id]))?.id
}

/** The wire within `reach` pixels of a point into which a node of this type fits. */
export function wireUnder(
  document: Pipeline,
  shown: Shown,
  at: Position,
  spec: NodeSpec,
  reach: number,
): string | undefined {
  let best: string | undefined
  let least = reach
  for (const edge of shown.edges) {
    if (edge.edges.length !== 1) continue
    const kind = kindOf(document, nodeSpecs, edge.edges[0]!.from, 'from')
    if (!kind || !fits(spec, { kind, takes: true, gives: true })) continue
    const ends = endsOf(document, shown, edge)
    const distance = ends ? distanceTo(wirePath(...ends), at) : Infinity
    if (distance < least) {
      least = distance
      best = edge.id
    }
  }
  return best
}

/** Where a wire leaves and ends. */
export function endsOf(document: Pipeline, shown: Shown, edge: ShownEdge): [Position, Position] | undefined {
  const corner = (id: string): Position | undefined => {
    const group = shown.groups.find(g => g.id === id)
    return group ? [group.box.x, group.box.y] : shown.positions[id]
  }
  const ports = (id: string, side: 'inputs' | 'outputs') =>
    nodeSpecs.get(document.nodes.find(n => n.id === id)?.type ?? '')?.[side] ?? []
  const [from, to] = [corner(edge.source), corner(edge.target)]
  if (!from || !to) return undefined
  return [
    [from[0] + card.width + 4, from[1] + portHeight(ports(edge.source, 'outputs'), edge.sourcePort)],
    [to[0] - 4, to[1] + portHeight(ports(edge.target, 'inputs'), edge.targetPort)],
  ]
}
