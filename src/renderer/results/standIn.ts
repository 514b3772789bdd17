import type { Pipeline } from '../../shared/pipeline/document'
import { Graph } from '../../shared/pipeline/graph'
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
  const wanted: readonly NodeStatus[] = running ? ['running'] : ['done', 'stale']
  return Graph.of(document).inLine.findLast(id => wanted.includes(statusOf(id)) && of(id).blocks.length > 0)
}
