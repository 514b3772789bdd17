import type { Specs } from '../node'
import type { ErrorParts } from '../errors'
import type { Pipeline } from './document'
import { Graph } from './graph'
import { faultsOf } from './validate'

/** A node that cannot run, and why. */
export interface Unready {
  node: string
  fault: ErrorParts
}

export interface ReadyPart {
  /** The document without what cannot run; itself where all of it can. */
  document: Pipeline
  /** Nodes with a fault of their own, in document order. */
  unready: readonly Unready[]
  /** How many nodes are not in the part: those, and all that they feed. */
  left: number
}

/** What of a document can run. */
export function readyPart(document: Pipeline, specs: Specs): ReadyPart {
  const unready = unreadyOf(document, specs)
  if (unready.length === 0) return { document, unready, left: 0 }
  const gone = new Set(unready.flatMap(({ node }) => [...Graph.of(document).reach(node, 'behind')]))
  const part = keeping(document, id => !gone.has(id))
  return { document: part, unready, left: document.nodes.length - part.nodes.length }
}

/** For each node that waits for an unready one: which, the first in document order. The unready ones wait for nothing but their mending. */
export function waitingOn(document: Pipeline, specs: Specs): ReadonlyMap<string, string> {
  const unready = unreadyOf(document, specs).map(({ node }) => node)
  const waits = new Map<string, string>()
  for (const node of unready)
    for (const id of Graph.of(document).reach(node, 'behind')) if (!waits.has(id)) waits.set(id, node)
  for (const node of unready) waits.delete(node)
  return waits
}

function keeping(document: Pipeline, stays: (id: string) => boolean): Pipeline {
  const nodes = document.nodes.filter(n => stays(n.id))
  const ids = new Set(nodes.map(n => n.id))
  const edges = Graph.of(document).among(ids)
  return { ...document, nodes, edges }
}

/** The first fault of each node that has one. */
function unreadyOf(document: Pipeline, specs: Specs): Unready[] {
  const found = new Map<string, ErrorParts>()
  for (const fault of faultsOf(document, specs))
    for (const id of ownersOf(document, fault)) if (!found.has(id)) found.set(id, fault)
  // A circle hides what else is not wired.
  if (Graph.of(document).circle) {
    const circle = new Set(Graph.of(document).circle)
    for (const { node, fault } of unreadyOf(
      keeping(document, id => !circle.has(id)),
      specs,
    ))
      if (!behindAny(document, circle, node)) found.set(node, found.get(node) ?? fault)
  }
  return document.nodes.flatMap(({ id }) => (found.has(id) ? [{ node: id, fault: found.get(id)! }] : []))
}

const behindAny = (document: Pipeline, ids: ReadonlySet<string>, node: string): boolean =>
  [...ids].some(id => Graph.of(document).reach(id, 'behind').has(node))

/** The nodes that a fault keeps from running, by its path: the one it is in, the one its edge leads to, those of its circle. */
function ownersOf(document: Pipeline, { where = '' }: ErrorParts): readonly string[] {
  const [, list, index] = /^(nodes|edges)\[(\d+)\]/.exec(where) ?? []
  if (list === 'nodes') return [document.nodes[Number(index)].id]
  if (list === 'edges') return [Graph.of(document).edges[Number(index)].to.node]
  return [...new Set(Graph.of(document).circle)]
}
