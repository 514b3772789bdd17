import type { Port } from '../node'
import type { Pipeline } from './document'

/** One end of an edge: a node and, where given, one of its ports. */
export interface End {
  node: string
  port: string | undefined
}

export function endOf(text: string): End {
  const dot = text.indexOf('.')
  return dot < 0 ? { node: text, port: undefined } : { node: text.slice(0, dot), port: text.slice(dot + 1) }
}

/** The port an end means: the one named, or the first. */
export function portOf(ports: readonly Port[], end: End): Port | undefined {
  return end.port === undefined ? ports[0] : ports.find(p => p.name === end.port)
}

/** Node ids such that every node comes after those it takes from; among equals, document order. A cycle is returned instead. */
export function order(document: Pipeline): { order: string[] } | { cycle: string[] } {
  const sources = new Map(document.nodes.map(n => [n.id, [] as string[]]))
  for (const edge of document.edges) sources.get(endOf(edge.to).node)?.push(endOf(edge.from).node)
  const done: string[] = []
  const state = new Map<string, 'open' | 'done'>()
  const path: string[] = []
  const visit = (id: string): string[] | undefined => {
    if (state.get(id) === 'done' || !sources.has(id)) return undefined
    if (state.get(id) === 'open') return [...path.slice(path.indexOf(id)), id]
    state.set(id, 'open')
    path.push(id)
    for (const source of sources.get(id)!) {
      const cycle = visit(source)
      if (cycle) return cycle
    }
    path.pop()
    state.set(id, 'done')
    done.push(id)
    return undefined
  }
  for (const { id } of document.nodes) {
    const cycle = visit(id)
    if (cycle) return { cycle }
  }
  return { order: done }
}

/** The nodes whose results can change when `id` changes: itself and everything behind it. */
export function downstream(document: Pipeline, id: string): Set<string> {
  const reached = new Set([id])
  for (let grown = true; grown;) {
    grown = false
    for (const edge of document.edges) {
      const to = endOf(edge.to).node
      if (reached.has(endOf(edge.from).node) && !reached.has(to)) {
        reached.add(to)
        grown = true
      }
    }
  }
  return reached
}
