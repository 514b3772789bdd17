import type { Pipeline } from '../../shared/pipeline/document'
import { order } from '../../shared/pipeline/topology'
import type { NodeRun, NodeStatus } from '../stores/run'

interface Runs {
  running: boolean
  of: (id: string) => Pick<NodeRun, 'blocks'>
  statusOf: (id: string) => NodeStatus
}

/**
 * The node whose results show while none is selected: during a run the one that is learning, afterwards the last of the line that
 * has something to show, which as a rule is its judge.
 */
export function standIn(document: Pipeline, { running, of, statusOf }: Runs): string | undefined {
  const made = order(document)
  const ids = 'order' in made ? made.order : document.nodes.map(node => node.id)
  const wanted: readonly NodeStatus[] = running ? ['running'] : ['done', 'stale']
  return ids.findLast(id => wanted.includes(statusOf(id)) && of(id).blocks.length > 0)
}
