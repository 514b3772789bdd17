import type { Specs } from '../../shared/node'
import type { Pipeline } from '../../shared/pipeline/document'
import { Graph } from '../../shared/pipeline/graph'
import type { PortRef } from './connection'
import { sceneOf } from '../layout/scene'

export const portKey = (port: PortRef): string => `${port.side}:${port.node}.${port.port}`

/** Every port that a wire from this one may go to, in the order of the nodes: what `refusal` has nothing against, in one go. */
export function portsAcross(document: Pipeline, specs: Specs, from: PortRef): PortRef[] {
  const graph = Graph.of(document)
  const own = graph.spec(specs, from.node)
  const kind = (from.side === 'output' ? own?.outputs : own?.inputs)?.find(p => p.name === from.port)?.kind
  const side = from.side === 'output' ? 'input' : 'output'
  const circular = graph.reach(from.node, from.side === 'output' ? 'before' : 'behind')
  const wired = new Set(
    sceneOf(document, specs).edges.map(e => `${e.source}.${e.sourcePort}>${e.target}.${e.targetPort}`),
  )
  return document.nodes
    .filter(n => !circular.has(n.id))
    .flatMap(({ id, type }) => {
      const spec = specs.get(type)
      const ports = (side === 'input' ? spec?.inputs : spec?.outputs) ?? []
      return ports.filter(p => p.kind === kind).map((p): PortRef => ({ node: id, port: p.name, side }))
    })
    .filter(to => {
      const [a, b] = from.side === 'output' ? [from, to] : [to, from]
      return !wired.has(`${a.node}.${a.port}>${b.node}.${b.port}`)
    })
}

/** For each node the ids that its first input takes from, with a space between: text, so that equal lists are equal. */
export function sourcesOf(document: Pipeline, specs: Specs): ReadonlyMap<string, string> {
  const graph = Graph.of(document)
  const sources = new Map<string, string>()
  for (const { id, type } of document.nodes) {
    const first = specs.get(type)?.inputs[0]
    const into = graph.into(id).filter(e => first && graph.port(specs, e.to, 'to') === first)
    if (into.length > 0) sources.set(id, into.map(e => e.from.node).join(' '))
  }
  return sources
}

/** Keys of the ports that have an edge. */
export function wiredPorts(document: Pipeline, specs: Specs): ReadonlySet<string> {
  const graph = Graph.of(document)
  const keys = new Set<string>()
  for (const { from, to } of graph.edges) {
    const [output, input] = [graph.port(specs, from, 'from'), graph.port(specs, to, 'to')]
    if (output) keys.add(portKey({ node: from.node, port: output.name, side: 'output' }))
    if (input) keys.add(portKey({ node: to.node, port: input.name, side: 'input' }))
  }
  return keys
}
