import type { Specs } from '../../../shared/node'
import { groupsOf, moveTo } from '../../../shared/pipeline/board'
import type { Pipeline, PipelineEdge, PipelineNode } from '../../../shared/pipeline/document'
import { insertOnEdge, type Position } from '../../../shared/pipeline/edit'
import { edgeOf, endOf, Graph } from '../../../shared/pipeline/graph'
import { boxAt, card, onGrid, pitch } from '../../layout/geometry'
import { positionsOf } from '../../layout/positions'
import { clearOfNotes } from '../../layout/occupied'

type Places = Readonly<Record<string, Position>>

/**
 * Puts a node into a wire: it takes its place on the line, and what stands in its way or behind it moves right just as far as it must. Between two
 * nodes of one group it joins the group. The document as it is where the node does not fit.
 *
 * @param near Where the person let go of it: it counts where the wire is long enough for the node to stand anywhere.
 */
export function inserted(
  document: Pipeline,
  specs: Specs,
  edge: PipelineEdge,
  node: PipelineNode,
  near?: Position,
): Pipeline {
  const wired = insertOnEdge(document, specs, edge, node, near ?? [0, 0])
  if (wired === document) return document
  const rest = { ...document, nodes: document.nodes.filter(n => n.id !== node.id) }
  const places = positionsOf(rest)
  const at = siteOn(rest, edge, places, near)
  const moved = pushed(wired, { ...places, [node.id]: at }, node.id, edge)
  const came = { ...moved, [node.id]: at }
  const made = joined(moveTo(wired, came, {}), edge, node.id)
  return clearOfNotes(
    made,
    Object.values(came).map(place => boxAt(place)),
  )
}

/** How far right of the first end the second stands, at most a step of the line: what the new node keeps from both. */
function stepOf(a: Position, b: Position): number {
  const apart = b[0] - a[0]
  return apart < card.width ? pitch[0] : Math.min(apart, pitch[0])
}

/**
 * Where a node on a wire stands. A wire that goes on in the next row has room at the end of the first one, if a row is as long anywhere; else the
 * node begins the next row.
 */
function siteOn(document: Pipeline, edge: PipelineEdge, places: Places, near: Position | undefined): Position {
  const { node: from } = endOf(edge.from)
  const [a, b] = [placeAt(places, edge.from), placeAt(places, edge.to)]
  const taken = Object.values(places)
  const graph = Graph.of(document)
  if (b[0] - a[0] < card.width) {
    const end: Position = [a[0] + pitch[0], a[1]]
    const widest = Math.max(...taken.map(([x]) => x))
    return end[0] <= widest && isFree(end, taken) ? end : [b[0], b[1]]
  }
  const alone = graph.outOf(from).length === 1
  const row = alone ? a[1] : b[1]
  const step = stepOf(a, b)
  const last = b[0] - step
  const wished = onGrid(Math.max(a[0] + step, Math.min(near?.[0] ?? (a[0] + b[0]) / 2, last)))
  const first: Position = [a[0] + step, row]
  const site: Position = last >= a[0] + step ? [wished, row] : first
  // What comes before the wire does not give way: the node goes below it.
  const firm = [...graph.reach(from, 'before')].flatMap(id => (places[id] ? [places[id]] : []))
  return isFree(site, firm) ? site : below(site, firm)
}

function below([x, y]: Position, taken: readonly Position[]): Position {
  let top = y
  while (!isFree([x, top], taken)) top += pitch[1]
  return [x, top]
}

const isFree = (at: Position, taken: readonly Position[]): boolean => !taken.some(other => covers(at, other))
const covers = ([ax, ay]: Position, [bx, by]: Position): boolean =>
  Math.abs(ax - bx) < card.width && Math.abs(ay - by) < card.height

/** Passes over the document until all stands; a line laid out by anybody needs two or three. */
const patience = 24

/** New places of what must move right for a node that was put somewhere: what it would cover, and what is wired behind that. */
function pushed(document: Pipeline, places: Places, made: string, edge: PipelineEdge): Places {
  const unit = unitsOf(document)
  const left = new Map([...unit.values()].map(id => [id, places[id]?.[0] ?? 0]))
  const top = (id: string): number => places[id]?.[1] ?? 0
  // Within a collapsed group nothing is seen of it.
  const ends = [edge.from, edge.to].map(end => unit.get(endOf(end).node))
  if (ends[0] === ends[1]) return {}
  const before = Graph.of(document).reach(endOf(edge.from).node, 'before')
  const firm = new Set([...before].map(id => unit.get(id)!)).add(made)
  const gaps = gapsOf(document, places, unit, made, stepOf(placeAt(places, edge.from), placeAt(places, edge.to)))
  const moved = new Set<string>()
  const move = (id: string, to: number): boolean => {
    if (firm.has(id) || left.get(id)! >= to) return false
    left.set(id, to)
    moved.add(id)
    return true
  }
  const standsIn = (a: string, b: string): boolean => covers([left.get(a)!, top(a)], [left.get(b)!, top(b)])
  for (let pass = 0, going = true; going && pass < patience; pass++) {
    going = false
    for (const [from, to, gap] of gaps) if (move(to, left.get(from)! + gap)) going = true
    for (const id of [made, ...moved])
      for (const other of left.keys()) {
        if (other === id || !standsIn(id, other)) continue
        const [stays, gives] =
          firm.has(other) || (moved.has(other) && left.get(other)! < left.get(id)!) ? [other, id] : [id, other]
        if (move(gives, left.get(stays)! + pitch[0])) going = true
      }
  }
  const by = (id: string): number => left.get(unit.get(id)!)! - (places[unit.get(id)!]?.[0] ?? 0)
  return Object.fromEntries(
    [...unit.keys()].flatMap((id): [string, Position][] => {
      const at = places[id]
      return at && id !== made && by(id) > 0 ? [[id, [at[0] + by(id), at[1]]]] : []
    }),
  )
}

const placeAt = (places: Places, end: string): Position => places[endOf(end).node] ?? [0, 0]

/** What moves as one, by node: a collapsed group goes with its first node. */
function unitsOf(document: Pipeline): Map<string, string> {
  const unit = new Map(document.nodes.map(n => [n.id, n.id]))
  for (const { collapsed, nodes } of groupsOf(document)) if (collapsed) for (const id of nodes) unit.set(id, nodes[0])
  return unit
}

/** Wires that lead to the right, with what is kept between their ends: a step of the line, or less where it was less. */
function gapsOf(
  document: Pipeline,
  places: Places,
  unit: ReadonlyMap<string, string>,
  made: string,
  step: number,
): [string, string, number][] {
  return Graph.of(document).edges.flatMap((e): [string, string, number][] => {
    const [from, to] = [unit.get(e.from.node), unit.get(e.to.node)]
    if (from === undefined || to === undefined || from === to) return []
    const apart = (places[to]?.[0] ?? 0) - (places[from]?.[0] ?? 0)
    if (from === made) return apart > -card.width ? [[from, to, step]] : []
    return apart >= card.width ? [[from, to, Math.min(apart, pitch[0])]] : []
  })
}

/** The node in the group that both ends of its wire are in. */
function joined(document: Pipeline, edge: PipelineEdge, node: string): Pipeline {
  const { from, to } = edgeOf(edge)
  const ends = [from.node, to.node]
  const at = groupsOf(document).findIndex(g => ends.every(id => g.nodes.includes(id)) && !g.nodes.includes(node))
  if (at < 0) return document
  const groups = groupsOf(document).map((g, i) => (i === at ? { ...g, nodes: [...g.nodes, node] } : g))
  return { ...document, canvas: { ...document.canvas, groups } }
}
