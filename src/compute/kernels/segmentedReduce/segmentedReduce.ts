import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { bound, boundRows, describe, empty, type Tensor } from '../../tensor/tensor'
import { groupsOf, loopGroups } from '../pieces'
import { sort } from '../sort/sort'
import reduceSource from './reduce.wgsl?raw'
import startsSource from './starts.wgsl?raw'

const startsKernel = kernel({
  name: 'segmentStarts',
  source: startsSource,
  bindings: { labels: 'read', starts: 'write' },
  uniforms: { rows: 'u32', segments: 'u32' },
})
const reduceKernel = kernel({
  name: 'segmentedReduce',
  source: reduceSource,
  bindings: {
    values: 'read',
    labels: 'read',
    order: 'read',
    starts: 'read',
    heads: 'write',
    tails: 'write',
    out: 'write',
  },
  uniforms: {
    rows: 'u32',
    cols: 'u32',
    segments: 'u32',
    chunk: 'u32',
    firstLane: 'u32',
    endLane: 'u32',
    firstRow: 'u32',
    batch: 'u32',
    skip: 'u32',
  },
})

export type SegmentOp = 'sum' | 'mean' | 'min' | 'max' | 'count'
const codes: Readonly<Record<SegmentOp, number>> = { sum: 0, mean: 1, min: 2, max: 3, count: 4 }

/** Rows of a chunk: what one invocation adds up one after the other. */
const chunk = 256
/** Numbers of one launch: about 50 ms on a slow software adapter. */
const launchNumbers = 2 ** 21

/**
 * Reduces the rows of each segment, column by column: `values` (n × d) of rows with `labels` (n, u32) into `out` (segments × d). Rows
 * whose label is not below the number of segments take no part. `count` writes the number of rows, as f32, in every column, and does
 * not read the values. A segment without rows has sum and count 0 and NaN for the others; `min` and `max` of NaN are NaN.
 *
 * Labels are sorted first, so that every sum has one order and the same bits each time, whatever the lengths of the segments: chunks of
 * 256 rows, then segments from their chunks. Values are bound in batches of rows, as large as the adapter binds them unless `batch` is
 * given.
 * Errors: a plain `Error` for shapes that do not fit, and for answers or labels beyond the adapter's binding limit.
 */
export function segmentedReduce(
  device: Device,
  op: SegmentOp,
  values: Tensor,
  labels: Tensor,
  out: Tensor,
  options: { batch?: number } = {},
): void {
  const [rows, cols] = values.shape as [number, number]
  const segments = out.shape[0]!
  if (describe(labels.shape) !== describe([rows]) || describe(out.shape) !== describe([segments, cols]))
    throw new Error(
      `Values of ${describe(values.shape)} with ${describe(labels.shape)} labels do not fit ${describe(out.shape)}.`,
    )
  if (segments * cols === 0) return
  if (segments * cols * 4 > device.bindingLimit)
    throw new Error(`${describe(out.shape)} numbers of segments are beyond the adapter's binding limit.`)
  using scope = device.scope()
  const [sorted, order] = [empty(scope, [rows]), empty(scope, [rows])]
  sort(device, labels, sorted, { type: 'u32', most: segments, values: { to: order } })
  const starts = bound(empty(scope, [segments + 1]))
  device.run(startsKernel, {
    bindings: { labels: bound(sorted), starts },
    uniforms: { rows, segments },
    groups: [loopGroups(device, segments + 1)],
    work: (segments + 1) * 64,
  })
  const chunks = Math.ceil(rows / chunk)
  const bindings = {
    labels: bound(sorted),
    order: bound(order),
    starts,
    heads: bound(empty(scope, [chunks, cols])),
    tails: bound(empty(scope, [chunks, cols])),
    out: bound(out),
  }
  const launch = (spans: number, { lanes, each }: Lanes, firstRow: number, batch: number): void => {
    const binding = boundRows(values, firstRow, batch)
    const step = device.info.software ? Math.max(64, Math.floor(launchNumbers / each)) : lanes
    for (let firstLane = 0; firstLane < lanes; firstLane += step) {
      const endLane = Math.min(lanes, firstLane + step)
      device.run(reduceKernel, {
        bindings: { ...bindings, values: binding },
        uniforms: { rows, cols, segments, chunk, firstLane, endLane, firstRow, batch, skip: binding.skip },
        constants: { op: codes[op] },
        variant: { spans },
        groups: groupsOf(endLane - firstLane),
        work: (endLane - firstLane) * each * 4,
      })
    }
  }
  const batch = options.batch ?? Math.max(1, Math.floor((device.bindingLimit - 256) / (cols * 4)))
  if (op !== 'count')
    for (let first = 0; first < rows; first += batch)
      launch(0, { lanes: chunks * cols, each: chunk }, first, Math.min(batch, rows - first))
  launch(1, { lanes: segments * cols, each: Math.ceil(chunks / segments) }, 0, 0)
}

interface Lanes {
  lanes: number
  /** Numbers of a lane. */
  each: number
}
