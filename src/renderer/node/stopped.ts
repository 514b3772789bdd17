import type { Pipeline } from '../../shared/pipeline/document'
import { Graph } from '../../shared/pipeline/graph'
import type { NodeStatus } from '../stores/run'

/** Whether a skipped node gave nothing because the person stopped what it takes from; a failure on the way up counts for more. */
export function wasStopped(document: Pipeline, id: string, statusOf: (id: string) => NodeStatus): boolean {
  const above = new Set([id])
  for (const node of above) {
    if (statusOf(node) !== 'skipped') continue
    for (const { from } of Graph.of(document).into(node)) above.add(from.node)
  }
  const told = [...above].map(statusOf)
  return told.includes('cancelled') && !told.includes('failed')
}
