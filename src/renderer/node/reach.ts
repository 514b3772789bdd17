import type { Pipeline } from '../../shared/pipeline/document'
import { endOf } from '../../shared/pipeline/topology'

/** A node and everything that comes before it, or behind it, along the wires. Time is linear in the edges. */
export function reach(document: Pipeline, id: string, way: 'before' | 'behind'): Set<string> {
  const next = new Map<string, string[]>()
  for (const edge of document.edges) {
    const [from, to] = [endOf(edge.from).node, endOf(edge.to).node]
    const [at, other] = way === 'before' ? [to, from] : [from, to]
    next.set(at, [...(next.get(at) ?? []), other])
  }
  const reached = new Set([id])
  for (const at of reached) for (const other of next.get(at) ?? []) reached.add(other)
  return reached
}
