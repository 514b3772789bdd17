import type { Pipeline } from '../../shared/pipeline/document'
import { endOf, portOf } from '../../shared/pipeline/topology'
import type { Specs } from '../../shared/pipeline/validate'
import type { PortRef } from './connection'
import { reach } from './reach'
import { sceneOf } from '../layout/scene'

export const portKey = (port: PortRef): string => `${port.side}:${port.node}.${port.port}`

/** Every port that a wire from this one may go to, in the order of the nodes: what `refusal` has nothing against, in one go. */
export function portsAcross(document: Pipeline, specs: Specs, from: PortRef): PortRef[] {
  const specOf = (type: string | undefined) => specs.get(type ?? '')
  const own = specOf(document.nodes.find(n => n.id === from.node)?.type)
  const kind = (from.side === 'output' ? own?.outputs : own?.inputs)?.find(p => p.name === from.port)?.kind
  const side = from.side === 'output' ? 'input' : 'output'
  const circular = reach(document, from.node, from.side === 'output' ? 'before' : 'behind')
  const wired = new Set(
    sceneOf(document, specs).edges.map(e => `${e.source}.${e.sourcePort}>${e.target}.${e.targetPort}`),
  )
  return document.nodes
    .filter(n => !circular.has(n.id))
    .flatMap(({ id, type }) => {
      const ports = (side === 'input' ? specOf(type)?.inputs : specOf(type)?.outputs) ?? []
      return ports.filter(p => p.kind === kind).map((p): PortRef => ({ node: id, port: p.name, side }))
    })
    .filter(to => {
      const [a, b] = from.side === 'output' ? [from, to] : [to, from]
      return !wired.has(`${a.node}.${a.port}>${b.node}.${b.port}`)
    })
}

/** For each node the ids that its first input takes from, with a space between: text, so that equal lists are equal. */
export function sourcesOf(document: Pipeline, specs: Specs): ReadonlyMap<string, string> {
  const types = new Map(document.nodes.map(n => [n.id, specs.get(n.type)]))
  const sources = new Map<string, string>()
  for (const edge of document.edges) {
    const to = endOf(edge.to)
    const inputs = types.get(to.node)?.inputs ?? []
    if (inputs.length === 0 || portOf(inputs, to) !== inputs[0]) continue
    const known = sources.get(to.node)
    const from = endOf(edge.from).node
    sources.set(to.node, known === undefined ? from : `${known} ${from}`)
  }
  return sources
}

/** Keys of the ports that have an edge. */
export function wiredPorts(document: Pipeline, specs: Specs): ReadonlySet<string> {
  const types = new Map(document.nodes.map(n => [n.id, specs.get(n.type)]))
  const keys = new Set<string>()
  for (const edge of document.edges)
    for (const [end, side] of [
      [endOf(edge.from), 'output'],
      [endOf(edge.to), 'input'],
    ] as const) {
      const spec = types.get(end.node)
      const port = portOf((side === 'input' ? spec?.inputs : spec?.outputs) ?? [], end)
      if (port) keys.add(portKey({ node: end.node, port: port.name, side }))
    }
  return keys
}
