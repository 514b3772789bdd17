import type { NodeRun } from '../stores/run'
import { timeLeft } from '../stores/timeLeft'

/** What runs: the node, how far it is, and what comes behind it. */
export function busyLine(runs: ReadonlyMap<string, NodeRun>, titleOf: (id: string) => string): string | undefined {
  const open = [...runs].filter(([, n]) => n.status === 'running' || n.status === 'queued')
  const now = open.find(([, n]) => n.status === 'running')
  if (!now) return undefined
  const [id, run] = now
  const left = timeLeft(run)
  const then = open.length > 1 ? ` · then ${open.length - 1} more` : ''
  return `${titleOf(id)} · ${Math.floor(100 * run.fraction)} %${left ? ` · ${left}` : ''}${then}`
}

/** The most memory that a node took on the device when it last ran, in bytes. */
export function peakBytes(runs: ReadonlyMap<string, NodeRun>): number {
  return Math.max(0, ...[...runs.values()].map(({ result }) => result?.gpu?.peakBytes ?? 0))
}
