import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Scope } from '../../device/scope'
import { bound, boundPart, describe, empty, type Tensor, tensorOf } from '../../tensor/tensor'
import { beyondBinding, gridOf, loopGroups, type RowPiece } from '../pieces'
import largestSource from './largest.wgsl?raw'
import sharedSource from './shared.wgsl?raw'
import slicesSource from './slices.wgsl?raw'
import tasksSource from './tasks.wgsl?raw'
import totalSource from './total.wgsl?raw'

const laneUniforms = {
  skip: 'u32',
  words: 'u32',
  features: 'u32',
  bins: 'u32',
  lanes: 'u32',
  row0: 'u32',
  rows: 'u32',
} as const

const tasksKernel = kernel({
  name: 'histogramTasks',
  source: tasksSource,
  bindings: { nodes: 'read', tasks: 'write', firstTask: 'write' },
  uniforms: { count: 'u32', rows: 'u32', most: 'u32', first: 'u32', end: 'u32' },
})
const slicesKernel = kernel({
  name: 'histogramSlices',
  source: slicesSource,
  bindings: { codes: 'read', tasks: 'read', slices: 'write', order: 'read', pairs: 'read' },
  uniforms: laneUniforms,
})
const sharedKernel = kernel({
  name: 'histogramShared',
  source: sharedSource,
  bindings: { codes: 'read', tasks: 'read', slices: 'write', order: 'read', pairs: 'read', largest: 'read' },
  uniforms: { ...laneUniforms, most: 'f32' },
})
const largestKernel = kernel({
  name: 'histogramLargest',
  source: largestSource,
  bindings: { pairs: 'read', largest: 'write' },
  uniforms: { count: 'u32' },
})
const totalKernel = kernel({
  name: 'histogramTotal',
  source: totalSource,
  bindings: { slices: 'read', firstTask: 'read', out: 'write' },
  uniforms: {
    count: 'u32',
    features: 'u32',
    allFeatures: 'u32',
    bins: 'u32',
    firstNode: 'u32',
    skip: 'u32',
    add: 'u32',
  },
})

export interface HistogramOptions {
  /** Rows of the table (the last word of a feature's codes may have some to spare). */
  rows: number
  /** Bins of a feature, at most 256. Every code is below. */
  bins: number
  /** Two numbers (f32) of every row, rows × 2, to be summed in the place of counting: gradient and hessian. */
  pairs?: Tensor
  /** Histograms of some rows for each of several nodes: numbers of rows (u32), and of each node its first place in them and how many. */
  nodes?: { order: Tensor; ranges: Tensor }
  /** How the work is done; chosen by the adapter unless given. */
  tuning?: HistogramTuning
}

export interface HistogramTuning {
  /** Atomics in workgroup memory, and sums of integers; otherwise a slice for every invocation. */
  shared: boolean
  /** Rows of a task, a multiple of 4. */
  rows: number
}

/**
 * Histograms of binned features: how many rows, or the sums of `pairs` over the rows, have each code.
 * `codes`: bytes, features × ⌈rows ÷ 4⌉ u32, row 4 w + i in byte i of word w.
 * `out`: [nodes ×] features × bins u32, and for pairs [nodes ×] features × bins × 2 f32.
 *
 * Without atomics where lanes are few (1.5 G increments a second on lavapipe, 0.3 with them), with atomics in workgroup memory on a
 * GPU. Pairs are then summed as integers: off by up to 2^−20 of the largest of all a row. Tasks of at most 4096 rows keep single
 * precision's sums of equal numbers within 1e-5. Same input and tuning, same bits.
 * Rows, lists and histograms beyond the adapter's binding limit are taken in pieces, rows of lists in a pass for each piece.
 * Errors: a plain `Error` for shapes that do not fit; `data` when a binding does not hold one feature of all nodes (130,000 nodes at 128 MiB).
 */
export function histogram(device: Device, codes: Tensor, out: Tensor, options: HistogramOptions): void {
  const { rows, bins, pairs, nodes } = options
  const features = codes.shape[0]
  const nodeCount = nodes ? nodes.ranges.shape[0] : 1
  check(codes, out, options)
  if (features === 0 || nodeCount === 0) return
  using scope = device.scope()
  const held = Math.floor((device.bindingLimit / 4 - 64) / 64) * 64
  const windows = stretches(rows, pairs ? held / 2 : held * 4)
  const listed = nodes && stretches(nodes.order.shape[0], held)
  const longest = (listed ?? windows)[0].count
  const tuning = options.tuning ?? tuningOf(device, longest, features * nodeCount, pairs !== undefined)
  const plan: Plan = {
    ...options,
    codes,
    out,
    tuning,
    held,
    nodeCount,
    ranges: nodes?.ranges ?? tensorOf(scope, [1, 2], Uint32Array.of(0, rows)),
    each: bins * (pairs ? 2 : 1),
    largest: pairs && tuning.shared ? largestOf(device, scope, pairs, windows) : undefined,
  }
  let add = false
  for (const window of windows)
    for (const places of listed ?? [window]) {
      addRows(device, plan, window, places, add)
      add = true
    }
}

interface Plan extends HistogramOptions {
  codes: Tensor
  out: Tensor
  tuning: HistogramTuning
  /** Numbers that a binding holds wherever they begin. */
  held: number
  nodeCount: number
  ranges: Tensor
  /** Numbers of a histogram. */
  each: number
  largest: GPUBufferBinding | undefined
}

/** `count` rows or places in pieces of at most `most`, which begin at multiples of 32; one piece of none. */
function stretches(count: number, most: number): RowPiece[] {
  const step = Math.floor(most / 32) * 32
  return Array.from({ length: Math.max(1, Math.ceil(count / step)) }, (_, i) => ({
    start: i * step,
    count: Math.min(step, count - i * step),
  }))
}

/** Histograms of the rows of a window that stand at some places of the lists; without lists, of all its rows. */
function addRows(device: Device, plan: Plan, window: RowPiece, places: RowPiece, add: boolean): void {
  using scope = device.scope()
  const { codes, pairs, nodes, bins, tuning, nodeCount, each } = plan
  const most = Math.ceil(places.count / tuning.rows) + nodeCount
  if (most * each > plan.held) throw beyondBinding(`${nodeCount} histograms in ${bins} bins, one task at a time,`)
  const tasks = bound(empty(scope, [most, 2]))
  const firstTask = bound(empty(scope, [nodeCount + 1]))
  const range = { first: places.start, end: places.start + places.count }
  device.run(tasksKernel, {
    bindings: { nodes: bound(plan.ranges), tasks, firstTask },
    uniforms: { count: nodeCount, rows: tuning.rows, most, ...range },
    groups: [1],
    work: most * 100,
  })
  const none = bound(empty(scope, [4]))
  const inputs = {
    tasks,
    order: nodes ? boundPart(nodes.order, range.first, range.end) : none,
    pairs: pairs ? boundPart(pairs, window.start * 2, (window.start + window.count) * 2) : none,
  }
  const variant = { pairs: Number(pairs !== undefined), listed: Number(nodes !== undefined) }
  const [features, words] = codes.shape as [number, number]
  const [firstWord, endWord] = [window.start / 4, Math.ceil((window.start + window.count) / 4)]
  const step = featuresAtOnce(device, plan, { rows: places.count, words: endWord - firstWord, slices: most * each })
  for (let first = 0; first < features; first += step) {
    const count = Math.min(step, features - first)
    using part = device.scope()
    const slices = bound(empty(part, [most, count, each]))
    const bytes = boundPart(codes, first * words + firstWord, (first + count - 1) * words + endWord)
    const lanes = most * count
    const launch = {
      bindings: { codes: bytes, slices, ...inputs, largest: plan.largest ?? none },
      uniforms: {
        skip: bytes.skip,
        words,
        features: count,
        bins,
        lanes,
        row0: window.start,
        rows: window.count,
        most: Math.floor(2 ** 31 / tuning.rows) - 1,
      },
      variant,
      groups: gridOf(tuning.shared ? lanes : Math.ceil(lanes / 8)),
      work: places.count * count * 10,
    }
    if (tuning.shared) device.run(sharedKernel, launch)
    else device.run(slicesKernel, launch)
    total(device, plan, { slices, firstTask, first, count, add, work: lanes * bins })
  }
}

interface Slices {
  slices: GPUBufferBinding
  firstTask: GPUBufferBinding
  first: number
  count: number
  add: boolean
  work: number
}

/** The sums of slices of `count` features, of as many nodes at a time as a binding of `out` holds. */
function total(device: Device, plan: Plan, { slices, firstTask, first, count, add, work }: Slices): void {
  const { codes, out, pairs, bins, nodeCount, each, held } = plan
  const features = codes.shape[0]
  const step = Math.floor((held - count * each) / (features * each)) + 1
  for (let firstNode = 0; firstNode < nodeCount; firstNode += step) {
    const nodes = Math.min(step, nodeCount - firstNode)
    const start = (firstNode * features + first) * each
    const target = boundPart(out, start, start + ((nodes - 1) * features + count) * each)
    device.run(totalKernel, {
      bindings: { slices, firstTask, out: target },
      uniforms: {
        count: nodes * count * bins,
        features: count,
        allFeatures: features,
        bins,
        firstNode,
        skip: target.skip / (pairs ? 2 : 1),
        add: Number(add),
      },
      variant: { pairs: Number(pairs !== undefined) },
      groups: [loopGroups(device, nodes * count * bins)],
      work: (work * nodes) / nodeCount,
    })
  }
}

function check(codes: Tensor, out: Tensor, { rows, bins, pairs, nodes }: HistogramOptions): void {
  const words = Math.ceil(rows / 4)
  if (codes.shape.length !== 2 || codes.shape[1] !== words || bins > 256)
    throw new Error(`Codes of ${rows} rows in ${bins} bins are not ${describe(codes.shape)}.`)
  const wanted = [...(nodes ? [nodes.ranges.shape[0]] : []), codes.shape[0], bins, ...(pairs ? [2] : [])]
  if (describe(out.shape) !== describe(wanted))
    throw new Error(`Histograms of ${describe(wanted)} do not fit ${describe(out.shape)}.`)
  if (pairs && describe(pairs.shape) !== describe([rows, 2]))
    throw new Error(`Pairs of ${rows} rows are not ${describe(pairs.shape)}.`)
}

/** Most rows of a task when pairs are summed. */
const mostSummed = 4096

/** Tasks enough to keep the adapter busy. Counts are exact whatever their number, and want few slices. */
function tuningOf(device: Device, rows: number, columns: number, pairs: boolean): HistogramTuning {
  if (!device.info.software) return { shared: true, rows: mostSummed }
  const wanted = Math.ceil(rows / Math.ceil(128 / columns) / 4) * 4
  return { shared: false, rows: Math.max(64, Math.min(wanted, pairs ? mostSummed : 2 ** 20)) }
}

/** Features of one launch: at most 24 million increments on a software adapter (100 ms), codes that can be bound, 64 MiB of slices. */
function featuresAtOnce(
  device: Device,
  { codes, held }: Plan,
  each: { rows: number; words: number; slices: number },
): number {
  const byWork = device.info.software ? 24e6 / Math.max(1, each.rows) : Infinity
  const byCodes = (held - each.words) / Math.max(1, codes.shape[1]) + 1
  return Math.max(1, Math.floor(Math.min(byWork, byCodes, Math.min(2 ** 24, held) / each.slices)))
}

function largestOf(device: Device, scope: Scope, pairs: Tensor, windows: readonly RowPiece[]): GPUBufferBinding {
  const largest = bound({ buffer: scope.buffer(16), offset: 0, shape: [2] })
  for (const { start, count } of windows)
    device.run(largestKernel, {
      bindings: { pairs: boundPart(pairs, start * 2, (start + count) * 2), largest },
      uniforms: { count },
      groups: [loopGroups(device, count)],
      work: count * 4,
    })
  return largest
}
