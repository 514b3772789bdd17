import type { Pipeline, PipelineNode } from '../../shared/pipeline/document'
import { wasStopped } from '../canvas/stopped'
import type { NodeRun, NodeStatus } from '../stores/run'
import type { NodeView } from './nodeView'
import { titleOf } from './titles'

interface Runs {
  of: (id: string) => NodeRun
  statusOf: (id: string) => NodeStatus
}

/** A node of the document as its results are shown. */
export function viewOf({ id, type }: PipelineNode, document: Pipeline, { of, statusOf }: Runs): NodeView {
  const status = statusOf(id)
  const stopped = status === 'skipped' && wasStopped(document, id, statusOf)
  return { id, title: titleOf(type), status, run: of(id), ...(stopped && { stopped }) }
}
