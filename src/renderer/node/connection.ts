import type { Specs } from '../../shared/node'
import type { Pipeline, PipelineEdge } from '../../shared/pipeline/document'
import { endText } from '../../shared/pipeline/edit'

/** One port of one node. */
export interface PortRef {
  node: string
  port: string
  side: 'input' | 'output'
}

/** The edge between two ports, whichever was named first; undefined for two of the same side. */
export function edgeOf(document: Pipeline, specs: Specs, a: PortRef, b: PortRef): PipelineEdge | undefined {
  if (a.side === b.side) return undefined
  const [from, to] = a.side === 'output' ? [a, b] : [b, a]
  const spec = (id: string) => specs.get(document.nodes.find(n => n.id === id)?.type ?? '')
  return {
    from: endText(spec(from.node)?.outputs ?? [], from.node, from.port),
    to: endText(spec(to.node)?.inputs ?? [], to.node, to.port),
  }
}
