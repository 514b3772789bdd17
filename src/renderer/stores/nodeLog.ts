import type { RunEvent } from '../../compute'
import { formatBytes, formatCell, formatCount, formatDuration, formatNumber } from '../../shared/results/format'
import type { GpuCounts, NodeResult } from '../../shared/results/results'
import type { Block } from '../../shared/results/blocks'

export interface LogLine {
  /** Milliseconds since 1970. */
  at: number
  text: string
  tone?: 'bad'
}

/** What happened to a node in its last run, and its work on the device so far. */
export interface NodeLog {
  /** When it began; undefined while it is queued. */
  since?: number
  gpu?: GpuCounts
  lines: readonly LogLine[]
  /** The last that was told of a training, and when: a line a second. */
  moment?: { at: number; text: string; written: boolean }
  /** The iteration at which a person had its training stand still, as long as it does. */
  stands?: number
}

/** Lines kept of a node; of a longer training every second one of the older half goes. */
const most = 200
const momentMilliseconds = 1000

/** The log of a node after one more event. `at`: milliseconds since 1970. */
export function logged(log: NodeLog, event: RunEvent, at: number): NodeLog {
  const line = (text: string, tone?: 'bad'): LogLine => ({ at, text, ...(tone && { tone }) })
  switch (event.type) {
    case 'node':
      return event.attempt > 1
        ? { ...log, lines: [...log.lines, line('the device was lost: begun again on another')] }
        : { since: at, lines: [line('begun')] }
    case 'work':
      return withWork(log, event.gpu, line)
    case 'iteration':
      return withPause(log, event, line)
    case 'block':
      return withMoment(log, event.block, at)
    case 'finished':
      return ended(log, event.result, line)
    default:
      return log
  }
}

function withWork(log: NodeLog, gpu: GpuCounts, line: (text: string) => LogLine): NodeLog {
  const sent = gpu.bytesUp - (log.gpu?.bytesUp ?? 0)
  // Parameters of every launch are sent as well: only data makes a line.
  const told = sent >= 1024 || (log.gpu === undefined && sent > 0)
  return { ...log, gpu, lines: told ? [...log.lines, line(`sent ${formatBytes(sent)} to the device`)] : log.lines }
}

/** When a training stood still, and when it went on. Between the steps that are asked of it meanwhile it is still held. */
function withPause(
  log: NodeLog,
  { iteration, standing }: Extract<RunEvent, { type: 'iteration' }>,
  line: (text: string) => LogLine,
): NodeLog {
  const { stands, ...free } = log
  if (standing && iteration !== null) {
    const paused = line(`paused at iteration ${formatNumber(iteration, 'integer')}`)
    return { ...log, stands: iteration, lines: stands === undefined ? [...log.lines, paused] : log.lines }
  }
  if (stands === undefined || iteration !== stands) return log
  return { ...free, lines: [...log.lines, line('went on')] }
}

/** "iteration 1,488 · log loss, train 0.1181", once a second. */
function withMoment(log: NodeLog, block: Block, at: number): NodeLog {
  if (block.kind !== 'chart' || block.chart.type !== 'line') return log
  const { x, y, series } = block.chart
  const reached = Math.max(...series.map(s => s.points.at(-1)?.[0] ?? -Infinity))
  if (!Number.isFinite(reached)) return log
  const figures = series.slice(0, 2).map(s => {
    const name = series.length > 1 ? `${y.label}, ${s.name}` : y.label
    return `${name.toLowerCase()} ${formatCell(s.points.findLast(p => p[1] !== null)?.[1])}`
  })
  const text = [`${x.label.toLowerCase()} ${formatNumber(reached, 'integer')}`, ...figures].join(' · ')
  if (text === log.moment?.text) return log
  const due = at - (log.lines.at(-1)?.at ?? 0) >= momentMilliseconds || !log.moment
  const moment = { at, text, written: due }
  return { ...log, moment, lines: due ? thinned([...log.lines, { at, text }]) : log.lines }
}

function ended(log: NodeLog, result: NodeResult, line: (text: string, tone?: 'bad') => LogLine): NodeLog {
  const { moment } = log
  const last = moment && !moment.written ? [{ at: moment.at, text: moment.text }] : []
  const worked = result.gpu && !result.cached ? withWork(log, result.gpu, line) : log
  return {
    ...(worked.gpu && { gpu: worked.gpu }),
    ...(log.since !== undefined && { since: log.since }),
    lines: [...worked.lines, ...last, ...endLines(result).map(([text, tone]) => line(text, tone))],
  }
}

function endLines({ status, cached, milliseconds, gpu, error, warnings }: NodeResult): [string, 'bad'?][] {
  if (cached) return [['kept from before: nothing was computed']]
  if (status === 'skipped') return [['not run']]
  if (status === 'cancelled') return [['stopped']]
  if (status === 'failed') return [[`failed: ${error?.message ?? 'no reason is known'}`, 'bad']]
  const read =
    gpu && gpu.readbacks > 0
      ? [`read ${formatBytes(gpu.bytesDown)} back in ${formatCount(gpu.readbacks, 'readback')}`]
      : []
  const warned = warnings?.length ? [`${formatCount(warnings.length, 'warning')}`] : []
  const took = milliseconds === undefined ? 'done' : `done in ${formatDuration(milliseconds)}`
  return [...read, ...warned, took].map(text => [text])
}

function thinned(lines: readonly LogLine[]): readonly LogLine[] {
  return lines.length <= most ? lines : lines.filter((_, i) => i >= most / 2 || i % 2 === 0)
}
