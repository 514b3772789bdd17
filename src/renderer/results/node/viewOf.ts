import type { Pipeline, PipelineNode } from '../../../shared/pipeline/document'
import { notRunBecause } from '../../node/notRun'
import { wasStopped } from '../../node/stopped'
import { idle, type NodeRun, type NodeStatus } from '../../stores/run'
import { modelNames } from '../../node/modelNames'
import type { NodeView } from './nodeView'
import { titleOf } from '../../node/titles'
import { timesOf } from './learningTimes'

interface Runs {
  of: (id: string) => NodeRun
  statusOf: (id: string) => NodeStatus
}

/** A node of the document as its results are shown; what an earlier run told of a node that is as good as never run is not. */
export function viewOf({ id, type }: PipelineNode, document: Pipeline, { of, statusOf }: Runs): NodeView {
  const status = statusOf(id)
  const stopped = status === 'skipped' && wasStopped(document, id, statusOf)
  const run = status === 'ready' ? idle : of(id)
  const why = status === 'skipped' || status === 'ready' ? notRunBecause(document, id, statusOf) : undefined
  const times = timesOf(run.blocks, node => of(node).result)
  return {
    id,
    title: modelNames(document).get(id) ?? titleOf(type),
    status,
    run,
    ...(stopped && { stopped }),
    ...(why !== undefined && { why }),
    ...(Object.keys(times).length > 0 && { times }),
  }
}
