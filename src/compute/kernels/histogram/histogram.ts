import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Scope } from '../../device/scope'
import { bound, boundRows, describe, empty, sizeOf, type Tensor, tensorOf } from '../../tensor/tensor'
import { gridOf, loopGroups } from '../pieces'
import largestSource from './largest.wgsl?raw'
import sharedSource from './shared.wgsl?raw'
import slicesSource from './slices.wgsl?raw'
import tasksSource from './tasks.wgsl?raw'
import totalSource from './total.wgsl?raw'

const tasksKernel = kernel({
  name: 'histogramTasks',
  source: tasksSource,
  bindings: { nodes: 'read', tasks: 'write', firstTask: 'write' },
  uniforms: { count: 'u32', rows: 'u32', most: 'u32' },
})
const slicesKernel = kernel({
  name: 'histogramSlices',
  source: slicesSource,
  bindings: { codes: 'read', tasks: 'read', slices: 'write', order: 'read', pairs: 'read' },
  uniforms: { skip: 'u32', words: 'u32', features: 'u32', bins: 'u32', lanes: 'u32' },
})
const sharedKernel = kernel({
  name: 'histogramShared',
  source: sharedSource,
  bindings: { codes: 'read', tasks: 'read', slices: 'write', order: 'read', pairs: 'read', largest: 'read' },
  uniforms: { skip: 'u32', words: 'u32', features: 'u32', bins: 'u32', lanes: 'u32', most: 'f32' },
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
  uniforms: { count: 'u32', features: 'u32', firstFeature: 'u32', allFeatures: 'u32', bins: 'u32' },
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
 * Errors: a plain `Error` for shapes that do not fit, and for rows (16 million with pairs, at 128 MiB) or histograms beyond the adapter's
 * binding limit.
 */
export function histogram(device: Device, codes: Tensor, out: Tensor, options: HistogramOptions): void {
  const { rows, bins, pairs, nodes } = options
  const features = codes.shape[0]!
  const nodeCount = nodes ? nodes.ranges.shape[0]! : 1
  check(device.bindingLimit, codes, out, options)
  if (features === 0 || nodeCount === 0) return
  using scope = device.scope()
  const listed = nodes ? nodes.order.shape[0]! : rows
  const tuning = options.tuning ?? tuningOf(device, listed, features * nodeCount, pairs !== undefined)
  const ranges = nodes?.ranges ?? tensorOf(scope, [1, 2], Uint32Array.of(0, rows))
  const most = Math.ceil(listed / tuning.rows) + nodeCount
  const tasks = bound(empty(scope, [most, 2]))
  const firstTask = bound(empty(scope, [nodeCount + 1]))
  device.run(tasksKernel, {
    bindings: { nodes: bound(ranges), tasks, firstTask },
    uniforms: { count: nodeCount, rows: tuning.rows, most },
    groups: [1],
    work: most * 100,
  })
  const none = bound(empty(scope, [4]))
  const inputs = {
    tasks,
    order: nodes ? bound(nodes.order) : none,
    pairs: pairs ? bound(pairs) : none,
    largest: pairs && tuning.shared ? largestOf(device, scope, pairs) : none,
  }
  const variant = { pairs: Number(pairs !== undefined), listed: Number(nodes !== undefined) }
  const each = bins * (pairs ? 8 : 4)
  const step = featuresAtOnce(device, { rows: listed, words: codes.shape[1]!, slices: most * each })
  for (let first = 0; first < features; first += step) {
    const count = Math.min(step, features - first)
    using part = device.scope()
    const slices = bound(empty(part, [most, count, each / 4]))
    const binding = boundRows(codes, first, count)
    const lanes = most * count
    const groups = tuning.shared ? lanes : Math.ceil(lanes / 8)
    const launch = {
      bindings: { codes: binding, slices, ...inputs },
      uniforms: {
        skip: binding.skip,
        words: codes.shape[1]!,
        features: count,
        bins,
        lanes,
        most: Math.floor(2 ** 31 / tuning.rows) - 1,
      },
      variant,
      groups: gridOf(groups),
      work: listed * count * 10,
    }
    if (tuning.shared) device.run(sharedKernel, launch)
    else device.run(slicesKernel, launch)
    device.run(totalKernel, {
      bindings: { slices, firstTask, out: bound(out) },
      uniforms: { count: nodeCount * count * bins, features: count, firstFeature: first, allFeatures: features, bins },
      variant: { pairs: variant.pairs },
      groups: [loopGroups(device, nodeCount * count * bins)],
      work: lanes * bins,
    })
  }
}

function check(limit: number, codes: Tensor, out: Tensor, { rows, bins, pairs, nodes }: HistogramOptions): void {
  const words = Math.ceil(rows / 4)
  if (codes.shape.length !== 2 || codes.shape[1] !== words || bins > 256)
    throw new Error(`Codes of ${rows} rows in ${bins} bins are not ${describe(codes.shape)}.`)
  const wanted = [...(nodes ? [nodes.ranges.shape[0]!] : []), codes.shape[0]!, bins, ...(pairs ? [2] : [])]
  if (describe(out.shape) !== describe(wanted))
    throw new Error(`Histograms of ${describe(wanted)} do not fit ${describe(out.shape)}.`)
  if (pairs && describe(pairs.shape) !== describe([rows, 2]))
    throw new Error(`Pairs of ${rows} rows are not ${describe(pairs.shape)}.`)
  const longest = Math.max(pairs ? rows * 8 : rows, (nodes?.order.shape[0] ?? 0) * 4, sizeOf(out.shape) * 4)
  if (longest > limit) throw new Error(`${longest} bytes of rows or histograms are beyond the adapter's binding limit.`)
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
function featuresAtOnce(device: Device, each: { rows: number; words: number; slices: number }): number {
  const byWork = device.info.software ? 24e6 / Math.max(1, each.rows) : Infinity
  const byCodes = (device.bindingLimit - 256) / Math.max(4, each.words * 4)
  return Math.max(1, Math.floor(Math.min(byWork, byCodes, 2 ** 26 / each.slices)))
}

function largestOf(device: Device, scope: Scope, pairs: Tensor): GPUBufferBinding {
  const largest = bound({ buffer: scope.buffer(16), offset: 0, shape: [2] })
  const count = pairs.shape[0]!
  device.run(largestKernel, {
    bindings: { pairs: bound(pairs), largest },
    uniforms: { count },
    groups: [loopGroups(device, count)],
    work: count * 4,
  })
  return largest
}
