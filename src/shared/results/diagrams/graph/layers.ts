import type { GraphDiagram } from '../../blocks'

/** Nodes of a layer that are drawn: those with the largest weights; the others are counted. */
const mostOfLayer = 12

/** Edges whose ends are nodes. */
export const edgesOf = ({ nodes, edges }: GraphDiagram): GraphDiagram['edges'] =>
  edges.filter(e => [e.from, e.to].every(i => Number.isInteger(i) && i >= 0 && i < nodes.length))

/**
 * The nodes in columns: as their layers say, else each one column behind the last node that leads to it, ordered so that few edges cross.
 * Undefined where edges run in a circle.
 */
export function layersOf(graph: GraphDiagram): { columns: number[][]; hidden: number[] } | undefined {
  const { nodes, layers } = graph
  const edges = edgesOf(graph)
  if (layers) {
    const weight = nodes.map(() => 0)
    for (const e of edges) for (const end of [e.from, e.to]) weight[end] += Math.abs(e.weight ?? 1)
    const all = layers.map((_, k) => nodes.flatMap((n, i) => (n.layer === k ? [i] : [])))
    const columns = all.map(column => {
      const kept = new Set([...column].sort((a, b) => weight[b] - weight[a] || a - b).slice(0, mostOfLayer))
      return column.filter(i => kept.has(i))
    })
    return { columns, hidden: all.map((column, k) => column.length - columns[k].length) }
  }
  const depth = depths(nodes.length, edges)
  if (!depth) return undefined
  const columns: number[][] = Array.from({ length: Math.max(0, ...depth) + 1 }, () => [])
  depth.forEach((d, i) => columns[d].push(i))
  uncross(columns, edges)
  return { columns, hidden: columns.map(() => 0) }
}

/** The longest way to each node; undefined where edges run in a circle. */
function depths(count: number, edges: GraphDiagram['edges']): number[] | undefined {
  const depth = Array<number>(count).fill(0)
  const waiting = Array<number>(count).fill(0)
  for (const e of edges) waiting[e.to]++
  const ready = waiting.flatMap((n, i) => (n === 0 ? [i] : []))
  let done = 0
  for (let i = ready.pop(); i !== undefined; i = ready.pop()) {
    done++
    for (const { from, to } of edges) {
      if (from !== i) continue
      depth[to] = Math.max(depth[to], depth[i] + 1)
      if (--waiting[to] === 0) ready.push(to)
    }
  }
  return done === count ? depth : undefined
}

/** Puts each node at the mean place of its neighbours in the column beside it, to and fro (Sugiyama, Tagawa & Toda, 1981). */
function uncross(columns: number[][], edges: GraphDiagram['edges']): void {
  const place = new Map<number, number>()
  const settle = (column: number[]): void => column.forEach((i, at) => place.set(i, (at + 1) / (column.length + 1)))
  columns.forEach(settle)
  for (let sweep = 0; sweep < 4; sweep++) {
    const forward = sweep % 2 === 0
    for (const column of forward ? columns : [...columns].reverse()) {
      const mean = new Map(
        column.map(i => {
          const beside = edges.flatMap(e => (forward && e.to === i ? [e.from] : !forward && e.from === i ? [e.to] : []))
          const sum = beside.reduce((s, j) => s + place.get(j)!, 0)
          return [i, beside.length > 0 ? sum / beside.length : place.get(i)!]
        }),
      )
      column.sort((a, b) => mean.get(a)! - mean.get(b)!)
      settle(column)
    }
  }
}
