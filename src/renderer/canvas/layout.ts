import type { Pipeline } from '../../shared/pipeline/document'
import type { Position } from '../../shared/pipeline/edit'
import { endOf, order } from '../../shared/pipeline/topology'
import { pitch } from './geometry'

/**
 * Places for all nodes: a layer is a column and holds the nodes whose longest way from a source is equally long; within a layer nodes
 * stand by the mean place of what they take from (the barycentre rule of Sugiyama, Tagawa and Toda, 1981). After `perRow` layers the
 * line goes on in the next band, as text does. A document with a circle is laid out in the order of its nodes.
 */
export function arranged(document: Pipeline, perRow = 4): Record<string, Position> {
  const layers = layersOf(document)
  const positions: Record<string, Position> = {}
  let top = 0
  for (let first = 0; first < layers.length; first += perRow) {
    const band = layers.slice(first, first + perRow)
    const height = Math.max(...band.map(layer => layer.length))
    for (const [column, layer] of band.entries())
      for (const [row, id] of layer.entries())
        positions[id] = [column * pitch[0], top + (row + (height - layer.length) / 2) * pitch[1]]
    top += height * pitch[1]
  }
  return positions
}

/** Where nodes stand: as the document says; nodes that it does not place go where the layout puts them. */
export function positionsOf(document: Pipeline): Readonly<Record<string, Position>> {
  const given = document.canvas?.positions ?? {}
  if (document.nodes.every(n => given[n.id])) return given
  const placed = document.nodes.filter(n => given[n.id])
  const below = placed.length === 0 ? 0 : Math.max(...placed.map(n => given[n.id]![1])) + pitch[1]
  const made = arranged({ ...document, nodes: document.nodes.filter(n => !given[n.id]) })
  return { ...Object.fromEntries(Object.entries(made).map(([id, [x, y]]) => [id, [x, y + below] as const])), ...given }
}

function layersOf(document: Pipeline): string[][] {
  const sorted = order(document)
  const ids = 'order' in sorted ? sorted.order : document.nodes.map(n => n.id)
  const sources = new Map(ids.map(id => [id, [] as string[]]))
  if ('order' in sorted)
    for (const edge of document.edges) {
      const from = endOf(edge.from).node
      if (sources.has(from)) sources.get(endOf(edge.to).node)?.push(from)
    }
  const depth = new Map<string, number>()
  const layers: string[][] = []
  for (const id of ids) {
    const d = 'order' in sorted ? Math.max(-1, ...sources.get(id)!.map(s => depth.get(s)!)) + 1 : depth.size
    depth.set(id, d)
    ;(layers[d] ??= []).push(id)
  }
  const place = new Map<string, number>()
  for (const layer of layers) {
    const wanted = new Map(layer.map((id, i) => [id, mean(sources.get(id)!.map(s => place.get(s)!)) ?? i]))
    layer.sort((a, b) => wanted.get(a)! - wanted.get(b)!)
    for (const [i, id] of layer.entries()) place.set(id, i - (layer.length - 1) / 2)
  }
  return layers
}

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((a, b) => a + b, 0) / values.length
