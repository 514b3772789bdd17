import type { Specs } from '../../../shared/node'
import type { Pipeline } from '../../../shared/pipeline/document'
import type { Position } from '../../../shared/pipeline/edit'
import { boxAt, type Box, card } from '../../layout/geometry'
import { type Journey, led } from './lanes'
import { portHeight, type Scene } from '../../layout/scene'
import type { Wire } from './wirePath'

/** All that the ways of wires follow from, as plain data. */
export interface Wiring {
  journeys: readonly (Journey & { id: string })[]
  cards: readonly Box[]
}

/** A wire and the ports that it was led between. */
export interface LedWire extends Wire {
  from: Position
  to: Position
}

/** A port's circle reaches over the edge of its card; it covers the end of its wire. */
const portRadius = 4

export function wiringOf(document: Pipeline, specs: Specs, scene: Scene): Wiring {
  const stacks = scene.groups.filter(g => g.group.collapsed)
  const stacked = new Map(stacks.map(g => [g.id, [g.box.x, g.box.y] as const]))
  const cornerOf = (id: string): Position => stacked.get(id) ?? scene.positions[id] ?? [0, 0]
  const types = new Map(document.nodes.map(n => [n.id, n.type]))
  const heightOf = (id: string, side: 'inputs' | 'outputs', port: string): number =>
    cornerOf(id)[1] + portHeight(specs.get(types.get(id) ?? '')?.[side] ?? [], port)
  return {
    journeys: scene.edges.map(({ id, source, target, sourcePort, targetPort }) => ({
      id,
      source,
      target,
      from: [cornerOf(source)[0] + card.width + portRadius, heightOf(source, 'outputs', sourcePort)],
      to: [cornerOf(target)[0] - portRadius, heightOf(target, 'inputs', targetPort)],
    })),
    cards: [...scene.nodes.map(n => boxAt(cornerOf(n.id))), ...stacks.map(g => g.box)],
  }
}

/** The ways of all wires, by id. */
export function wiresOf({ journeys, cards }: Wiring): ReadonlyMap<string, LedWire> {
  const wires = led(journeys, cards)
  return new Map(journeys.map(({ id, from, to }, i) => [id, { ...wires[i], from, to }]))
}
