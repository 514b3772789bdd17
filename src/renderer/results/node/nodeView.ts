import type { FrameInfo } from '../../../compute'
import type { NodeSpec } from '../../../shared/node'
import type { Block, TableBlock } from '../../../shared/results/blocks'
import { formatBytes, formatDuration, formatNumber } from '../../../shared/results/format'
import type { NodeResult } from '../../../shared/results/results'
import type { NodeRun, NodeStatus } from '../../stores/run'
import type { Metric } from '../blocks/metric'
import { isVerdict } from '../blocks/tabs'
import { type Times, withTraining } from './learningTimes'

/** A node's results as they are shown, in whichever window: plain data, so that it crosses windows as it is. */
export interface NodeView {
  id: string
  title: string
  status: NodeStatus
  run: NodeRun
  /** It was not run because the person stopped what it takes from. */
  stopped?: boolean
  /** How long the models took to learn that it compares. */
  times?: Times
  /** Why it has not run. */
  why?: { title: string; text: string }
}

/** The blocks to show: those of the result, and the columns passed on where a node has nothing else to say. */
export function blocksOf({ run, times }: NodeView): readonly Block[] {
  if (run.blocks.length > 0 && times) return run.blocks.map(block => withTraining(block, times))
  if (run.blocks.length > 0 || !run.frame || run.status !== 'done') return run.blocks
  return [columnsBlock(run.frame)]
}

/** Rows that a judgement is of, by its parts: those without a known target are not among them. Undefined where it has no such parts. */
export function judgedRows(blocks: readonly Block[]): number | undefined {
  const rows = new Map<string, number>()
  for (const { part, model } of blocks)
    if (part && model === undefined && isPartition(part.name)) rows.set(part.name, part.rows)
  return rows.size === 0 ? undefined : [...rows.values()].reduce((a, b) => a + b)
}
const isPartition = (name: string): boolean => ['train', 'validation', 'test'].includes(name)

/** The figures of the strip: those of the node's blocks, else its scalar attributes; the work it was comes last. A verdict brings its own table of figures. */
export function metricsOf(view: NodeView, spec: NodeSpec | undefined, blocks = blocksOf(view)): Metric[] {
  if (blocks.some(isVerdict)) return []
  const { result } = view.run
  const own = blocks.flatMap(b => (b.kind === 'metrics' ? b.items : []))
  const figures = own.length > 0 || !result ? own : attributes(result, spec)
  return [...figures, ...(result ? workOf(result) : [])]
}

/** Time and device work of a node; nothing for one that did not run. */
export function workOf({ milliseconds, gpu, cached }: NodeResult): Metric[] {
  if (milliseconds === undefined) return []
  const dispatched = gpu && gpu.dispatches > 0
  const hint =
    gpu &&
    [
      `${formatNumber(gpu.dispatches, 'integer')} dispatches in ${formatNumber(gpu.submits, 'integer')} submissions`,
      `${formatNumber(gpu.readbacks, 'integer')} readbacks`,
      `${formatBytes(gpu.bytesUp)} up, ${formatBytes(gpu.bytesDown)} down`,
      `at most ${formatBytes(gpu.peakBytes)} on the device`,
    ].join(' · ')
  const context = cached
    ? 'kept from before'
    : dispatched
      ? `${formatNumber(gpu.dispatches, 'integer')} dispatches`
      : ''
  return [
    {
      label: dispatched ? 'On the GPU' : 'Time',
      value: formatDuration(milliseconds),
      ...(context && { context }),
      ...(hint && { hint }),
    },
  ]
}

function attributes({ summary = {} }: NodeResult, spec: NodeSpec | undefined): Metric[] {
  return Object.entries(summary)
    .filter(([key, value]) => spec?.attributes[key] !== undefined && ['number', 'boolean'].includes(typeof value))
    .slice(0, 6)
    .map(([key, value]): Metric => ({
      label: attributeLabel(key),
      value: typeof value === 'boolean' ? (value ? 'yes' : 'no') : (value as number),
      hint: spec!.attributes[key],
      ...(Number.isInteger(value) ? { format: 'integer' } : { format: 'figure' }),
    }))
}

/** `nIterations` → Iterations, `rSquared` → R², `rejectedCount` → Rejected records. */
export function attributeLabel(key: string): string {
  const spaced = key
    .replace(/^n(?=[A-Z])/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\br squared\b/, 'R²')
    .replace(/\brejected count\b/, 'rejected records')
    .replace(/\bmc fadden\b/, 'McFadden')
    .replace(/\b(aic|bic|auc)\b/, name => name.toUpperCase())
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

function columnsBlock(frame: FrameInfo): TableBlock {
  return {
    kind: 'table',
    id: 'columns',
    title: 'Columns',
    caption: `What goes on: ${formatNumber(frame.rows, 'integer')} rows.`,
    columns: [{ name: 'Column' }, { name: 'Kind' }, { name: 'Role' }, { name: 'Missing', format: 'integer' }],
    rows: frame.columns.map(c => [c.name, c.kind, c.role, c.missing]),
  }
}
