import type { Cell, GraphDiagram, TableBlock } from '../../blocks'
import { cleanLabel } from '../../charts/labels'
import { formatCount, formatShort } from '../../format'
import { edgesOf } from './layers'

/** A node's name; one without goes by its layer and its place there: "Hidden 1, 3". */
export function nodeName({ nodes, layers }: GraphDiagram, at: number): string {
  const { name, layer } = nodes[at]
  if (name !== '') return cleanLabel(name)
  const place = nodes.slice(0, at).filter(n => n.layer === layer).length + 1
  return layer === undefined || !layers?.[layer] ? `node ${at + 1}` : `${cleanLabel(layers[layer].name)}, ${place}`
}

/** A node in words, with its strongest edges: "Hidden 1, 3: activation 0.42. From bill length 1.2, flipper −0.7. To Adelie 0.9." */
export function graphNodeWords(graph: GraphDiagram, at: number): string {
  const { value, note } = graph.nodes[at]
  const edges = edgesOf(graph)
  return [
    `${nodeName(graph, at)}${value === undefined ? '' : `: ${cleanLabel(graph.value ?? 'value')} ${formatShort(value)}`}.`,
    note && `${cleanLabel(note)}.`,
    ends(
      graph,
      'From',
      edges.filter(e => e.to === at),
      e => e.from,
    ),
    ends(
      graph,
      'To',
      edges.filter(e => e.from === at),
      e => e.to,
    ),
  ]
    .filter(Boolean)
    .join(' ')
}

/** Edges that are told one by one. */
const mostEnds = 4

function ends(
  graph: GraphDiagram,
  word: string,
  edges: GraphDiagram['edges'],
  other: (e: GraphDiagram['edges'][number]) => number,
): string {
  if (edges.length === 0) return ''
  const strongest = [...edges].sort((a, b) => Math.abs(b.weight ?? 0) - Math.abs(a.weight ?? 0))
  const told = strongest.slice(0, mostEnds).map(e => [nodeName(graph, other(e)), edgeText(e)].filter(Boolean).join(' '))
  const rest = edges.length - told.length
  return `${word} ${told.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`
}

/** What stands on an edge. */
export const edgeText = ({ label, weight }: GraphDiagram['edges'][number]): string =>
  label !== undefined ? cleanLabel(label) : weight === undefined ? '' : formatShort(weight)

/** A graph in a sentence or two. */
export function graphSentence(graph: GraphDiagram): string {
  const { nodes, layers, weight } = graph
  const edges = edgesOf(graph)
  const parts = layers?.map((l, k) => `${cleanLabel(l.name)} ${nodes.filter(n => n.layer === k).length}`)
  const largest = edges.reduce<(typeof edges)[number] | undefined>(
    (best, e) => (e.weight !== undefined && Math.abs(e.weight) > Math.abs(best?.weight ?? 0) ? e : best),
    undefined,
  )
  return [
    parts ? `${formatCount(parts.length, 'layer')}: ${parts.join(', ')}.` : `${formatCount(nodes.length, 'node')}.`,
    `${formatCount(edges.length, 'edge')}.`,
    largest &&
      `Largest ${cleanLabel(weight ?? 'weight')} ${formatShort(largest.weight!)}, from ${nodeName(graph, largest.from)} to ${nodeName(graph, largest.to)}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** A graph as a table: its nodes, then its edges. */
export function graphTable(graph: GraphDiagram): Pick<TableBlock, 'columns' | 'rows'> {
  const { nodes, layers, value = 'value', weight = 'weight' } = graph
  const labelled = graph.edges.some(e => e.label !== undefined)
  const columns = ['from', 'to', ...(layers ? ['layer'] : []), value, weight, ...(labelled ? ['label'] : [])]
  const line = (
    from: string,
    to: string | null,
    layer: string | null,
    of: Cell,
    by: Cell,
    label: string | null,
  ): Cell[] => [from, to, ...(layers ? [layer] : []), of, by, ...(labelled ? [label] : [])]
  const rows = [
    ...nodes.map((n, i) =>
      line(nodeName(graph, i), null, layers?.[n.layer ?? -1]?.name ?? null, n.value ?? null, null, n.note ?? null),
    ),
    ...edgesOf(graph).map(e =>
      line(nodeName(graph, e.from), nodeName(graph, e.to), null, null, e.weight ?? null, e.label ?? null),
    ),
  ]
  return { columns: columns.map(name => ({ name })), rows }
}
