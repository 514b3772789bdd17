import type { Pipeline } from '../../shared/pipeline/document'
import { endOf } from '../../shared/pipeline/topology'
import type { NodeStatus } from '../stores/run'

/** Whether a skipped node gave nothing because the person stopped what it takes from; a failure on the way up counts for more. */
export function wasStopped(document: Pipeline, id: string, statusOf: (id: string) => NodeStatus): boolean {
  const above = new Set([id])
  for (const node of above) {
    if (statusOf(node) !== 'skipped') continue
    for (const edge of document.edges) if (endOf(edge.to).node === node) above.add(endOf(edge.from).node)
  }
  const told = [...above].map(statusOf)
  return told.includes('cancelled') && !told.includes('failed')
}
