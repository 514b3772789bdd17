import type { Pipeline } from '../../shared/pipeline/document'
import { Graph } from '../../shared/pipeline/graph'

/**
 * What a node's result depends on, as text: its type, parameters, switch and the signatures of what it takes from. A node whose
 * signature is not the one it last ran with is out of date.
 */
export function signatures(document: Pipeline): Map<string, string> {
  const graph = Graph.of(document)
  const made = new Map<string, string>()
  const of = (id: string, path: ReadonlySet<string>): string => {
    const known = made.get(id)
    if (known !== undefined) return known
    const node = graph.node(id)
    if (!node || path.has(id)) return '?'
    const inputs = graph
      .into(id)
      .map(({ from, written }) => `${written.to}<${written.from}:${of(from.node, new Set([...path, id]))}`)
    const text = JSON.stringify([node.type, node.params, node.disabled ?? false, document.seed, inputs])
    const signature = hash(text)
    made.set(id, signature)
    return signature
  }
  for (const { id } of document.nodes) of(id, new Set())
  return made
}

/** FNV-1a twice over, 64 bits as text: long enough to tell a few thousand states of one document apart. */
function hash(text: string): string {
  let a = 0x811c9dc5
  let b = 0x01000193
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b)
  }
  return (a >>> 0).toString(16) + (b >>> 0).toString(16)
}
