export type NodeStatus = 'ready' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'skipped' | 'stale'

/**
 * The status to show of a node whose signature is now `current`. A result of other parameters or inputs is out of date; a failure, a stop or a skip
 * under them says nothing of what would happen now, so the node is as good as never run.
 */
export function nodeStatus(
  { status, signature }: { status: NodeStatus; signature?: string | undefined },
  current?: string,
): NodeStatus {
  if (signature === current) return status
  if (status === 'done') return 'stale'
  return status === 'queued' || status === 'running' ? status : 'ready'
}
