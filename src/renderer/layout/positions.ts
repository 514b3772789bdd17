import type { Pipeline } from '../../shared/pipeline/document'
import { place, type Position } from '../../shared/pipeline/edit'
import { Graph } from '../../shared/pipeline/graph'
import { around, boxAt, pitch } from './geometry'

/** What is seen of a canvas at 100 %, in pixels, where nobody says it: in a window of 1280 × 800. */
const usualRoom: Position = [912, 424]
/** Nodes in a row before the line goes on in the next one, at least. */
const fewest = 4
/** More than these are not tried: a window shows no more at a size that can be read. */
const most = 24

/**
 * Places for all nodes. Parts that no wire connects stand below or beside one another. In each part a layer is a column and holds the nodes
 * whose longest way from a source is equally long; within a layer nodes stand by the mean place of what they are wired to (the barycentre
 * rule of Sugiyama, Tagawa and Toda, 1981). After some layers, four or as many more as make everything larger in the room there is, the line goes on in the
 * next band, as text does. A document with a circle is laid out in the order of its nodes.
 */
export function arranged(document: Pipeline, room: Position = usualRoom): Record<string, Position> {
  const parts = partsOf(document).map(ids => layersOf(document, ids))
  const columns = parts.reduce((sum, layers) => sum + layers.length, 0)
  let best = shelved(parts, fewest)
  for (let perRow = fewest + 1; perRow <= Math.min(columns, most); perRow++) {
    const other = shelved(parts, perRow)
    if (zoomOf(other, room) > 1.02 * zoomOf(best, room)) best = other
  }
  return best
}

const zoomOf = (positions: Record<string, Position>, room: Position): number => {
  const box = around(Object.values(positions).map(at => boxAt(at)))
  return box ? Math.min(1, room[0] / box.width, room[1] / box.height) : 1
}

/** Parts one below the other; small ones beside each other while they fit into the width of a row. */
function shelved(parts: readonly string[][][], perRow: number): Record<string, Position> {
  const positions: Record<string, Position> = {}
  let [left, top, foot] = [0, 0, 0]
  for (const layers of parts) {
    const columns = Math.min(perRow, layers.length)
    if (left > 0 && left + columns > perRow) [left, top] = [0, foot]
    const height = banded(layers, perRow, [left * pitch[0], top], positions)
    left += columns
    foot = Math.max(foot, top + height)
  }
  return positions
}

/** Places the layers of one part, `perRow` to a band. Gives the height of all bands. */
function banded(
  layers: readonly string[][],
  perRow: number,
  [left, top]: Position,
  positions: Record<string, Position>,
): number {
  let y = top
  for (let first = 0; first < layers.length; first += perRow) {
    const band = layers.slice(first, first + perRow)
    const height = Math.max(...band.map(layer => layer.length))
    for (const [column, layer] of band.entries())
      for (const [row, id] of layer.entries())
        positions[id] = [left + column * pitch[0], y + (row + (height - layer.length) / 2) * pitch[1]]
    y += height * pitch[1]
  }
  return y - top
}

/** Where nodes stand: as the document says; nodes that it does not place go where the layout puts them. */
export function positionsOf(document: Pipeline): Readonly<Record<string, Position>> {
  const given = document.canvas?.positions ?? {}
  if (document.nodes.every(n => given[n.id])) return given
  const placed = document.nodes.filter(n => given[n.id])
  const below = placed.length === 0 ? 0 : Math.max(...placed.map(n => given[n.id][1])) + pitch[1]
  const made = arranged({ ...document, nodes: document.nodes.filter(n => !given[n.id]) })
  return { ...Object.fromEntries(Object.entries(made).map(([id, [x, y]]) => [id, [x, y + below] as const])), ...given }
}

/** The document with a place for every node; itself where it has them all. */
export function withPositions(document: Pipeline): Pipeline {
  const given = document.canvas?.positions ?? {}
  return document.nodes.every(n => given[n.id]) ? document : place(document, positionsOf(document))
}

/** Ids of nodes that wires connect, in document order; the largest part comes first. */
function partsOf(document: Pipeline): string[][] {
  const part = new Map(document.nodes.map(n => [n.id, new Set([n.id])]))
  for (const { from, to } of Graph.of(document).edges) {
    const [a, b] = [part.get(from.node), part.get(to.node)]
    if (!a || !b || a === b) continue
    const [small, large] = a.size < b.size ? [a, b] : [b, a]
    for (const id of small) {
      large.add(id)
      part.set(id, large)
    }
  }
  return [...new Set(part.values())]
    .map(ids => document.nodes.map(n => n.id).filter(id => ids.has(id)))
    .sort((a, b) => b.length - a.length)
}

function layersOf(document: Pipeline, ids: readonly string[]): string[][] {
  const graph = Graph.of(document)
  const known = new Set(ids)
  const line = graph.order?.filter(id => known.has(id)) ?? ids
  const wiredTo = (ends: (id: string) => string[]): Map<string, string[]> =>
    new Map(line.map(id => [id, graph.order ? ends(id).filter(other => known.has(other)) : []]))
  const sources = wiredTo(id => graph.into(id).map(e => e.from.node))
  const targets = wiredTo(id => graph.outOf(id).map(e => e.to.node))
  const depth = new Map<string, number>()
  const layers: string[][] = []
  for (const id of line) {
    const d = graph.order ? Math.max(-1, ...sources.get(id)!.map(s => depth.get(s)!)) + 1 : depth.size
    depth.set(id, d)
    ;(layers[d] ??= []).push(id)
  }
  const place = new Map<string, number>()
  const setPlaces = (layer: string[]): void => {
    for (const [i, id] of layer.entries()) place.set(id, i - (layer.length - 1) / 2)
  }
  const sortBy = (layer: string[], wired: ReadonlyMap<string, readonly string[]>): void => {
    const wanted = new Map(
      layer.map((id, i) => [id, mean(wired.get(id)!.map(s => place.get(s)!)) ?? place.get(id) ?? i]),
    )
    layer.sort((a, b) => wanted.get(a)! - wanted.get(b)!)
    setPlaces(layer)
  }
  for (const layer of layers) sortBy(layer, sources)
  for (const layer of layers.toReversed()) sortBy(layer, targets)
  for (const layer of layers) sortBy(layer, sources)
  return layers
}

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((a, b) => a + b, 0) / values.length
