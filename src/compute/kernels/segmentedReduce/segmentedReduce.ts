import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { bound, boundPart, describe, empty, type Tensor } from '../../tensor/tensor'
import { beyondBinding, groupsOf, loopGroups, type RowPiece } from '../pieces'
import { sort } from '../sort/sort'
import chunksSource from './chunks.wgsl?raw'
import spansSource from './spans.wgsl?raw'
import startsSource from './starts.wgsl?raw'
import statesSource from './states.wgsl?raw'

const startsKernel = kernel({
  name: 'segmentStarts',
  source: startsSource,
  bindings: { labels: 'read', starts: 'write' },
  uniforms: { rows: 'u32', segments: 'u32', segment0: 'u32' },
})
const chunksKernel = kernel({
  name: 'segmentChunks',
  source: chunksSource + statesSource,
  bindings: {
    values: 'read',
    labels: 'read',
    order: 'read',
    starts: 'read',
    heads: 'write',
    tails: 'write',
    whole: 'write',
  },
  uniforms: { cols: 'u32', segments: 'u32', segment0: 'u32', chunk: 'u32', firstLane: 'u32', endLane: 'u32' },
})
const spansKernel = kernel({
  name: 'segmentSpans',
  source: spansSource + statesSource,
  bindings: { starts: 'read', heads: 'read', tails: 'read', whole: 'read', out: 'write', counts: 'write' },
  uniforms: { cols: 'u32', chunk: 'u32', firstLane: 'u32', endLane: 'u32', first: 'u32', last: 'u32' },
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
 * 256 rows, then segments from their chunks. Rows and segments are taken in pieces that a binding holds, rows in pieces of `atOnce` (a
 * multiple of 64) where it is given.
 * Errors: a plain `Error` for shapes that do not fit; `data` when no binding holds 64 rows.
 */
export function segmentedReduce(
  device: Device,
  op: SegmentOp,
  values: Tensor,
  labels: Tensor,
  out: Tensor,
  options: { atOnce?: number } = {},
): void {
  const [rows, cols] = values.shape as [number, number]
  const segments = out.shape[0]
  if (describe(labels.shape) !== describe([rows]) || describe(out.shape) !== describe([segments, cols]))
    throw new Error(
      `Values of ${describe(values.shape)} with ${describe(labels.shape)} labels do not fit ${describe(out.shape)}.`,
    )
  if (segments * cols === 0) return
  const held = Math.floor((device.bindingLimit / 4 - 64) / cols / 64) * 64
  if (held === 0) throw beyondBinding(`64 rows of ${cols} numbers`)
  using scope = device.scope()
  const arrays = { values, labels, out, counts: empty(scope, [segments, cols]) }
  const atOnce = Math.min(held, options.atOnce ?? held)
  for (let start = 0; start === 0 || start < rows; start += atOnce)
    reduceRows(device, op, arrays, { start, count: Math.min(atOnce, rows - start) }, held)
}

interface Arrays {
  values: Tensor
  labels: Tensor
  out: Tensor
  /** Rows of each segment so far, in every column. */
  counts: Tensor
}

/** Joins some rows to what `out` and `counts` hold of those before, `held` segments at a time. */
function reduceRows(device: Device, op: SegmentOp, arrays: Arrays, rows: RowPiece, held: number): void {
  using scope = device.scope()
  const { values, labels, out, counts } = arrays
  const { start, count } = rows
  const [[all, cols], chunks] = [values.shape as [number, number], Math.ceil(count / chunk)]
  const [sorted, order] = [empty(scope, [count]), empty(scope, [count])]
  const piece = { buffer: labels.buffer, offset: labels.offset + start * 4, shape: [count] }
  sort(device, piece, sorted, { type: 'u32', most: out.shape[0], values: { to: order } })
  const heads = bound(empty(scope, [chunks, cols]))
  const tails = bound(empty(scope, [chunks, cols]))
  for (let segment0 = 0; segment0 < out.shape[0]; segment0 += held) {
    using part = device.scope()
    const segments = Math.min(held, out.shape[0] - segment0)
    const starts = bound(empty(part, [segments + 1]))
    const whole = bound(empty(part, [segments, cols]))
    const ofSegments = (tensor: Tensor): GPUBufferBinding =>
      boundPart(tensor, segment0 * cols, (segment0 + segments) * cols)
    device.run(startsKernel, {
      bindings: { labels: bound(sorted), starts },
      uniforms: { rows: count, segments, segment0 },
      groups: [loopGroups(device, segments + 1)],
      work: (segments + 1) * 64,
    })
    const constants = { op: codes[op] }
    if (op !== 'count')
      eachLanes(device, chunks * cols, chunk, lanes =>
        device.run(chunksKernel, {
          bindings: {
            values: boundPart(values, start * cols, (start + count) * cols),
            labels: bound(sorted),
            order: bound(order),
            starts,
            heads,
            tails,
            whole,
          },
          uniforms: { cols, segments, segment0, chunk, ...lanes.uniforms },
          constants,
          ...lanes.plan,
        }),
      )
    eachLanes(device, segments * cols, Math.ceil(chunks / segments), lanes =>
      device.run(spansKernel, {
        bindings: { starts, heads, tails, whole, out: ofSegments(out), counts: ofSegments(counts) },
        uniforms: { cols, chunk, first: Number(start === 0), last: Number(start + count === all), ...lanes.uniforms },
        constants,
        ...lanes.plan,
      }),
    )
  }
}

interface Lanes {
  uniforms: { firstLane: number; endLane: number }
  plan: { groups: [number, number]; work: number }
}

/** Launches of so many lanes with `each` numbers, short on a software adapter. */
function eachLanes(device: Device, lanes: number, each: number, launch: (lanes: Lanes) => void): void {
  const step = device.info.software ? Math.max(64, Math.floor(launchNumbers / each)) : lanes
  for (let firstLane = 0; firstLane < lanes; firstLane += step) {
    const endLane = Math.min(lanes, firstLane + step)
    const count = endLane - firstLane
    launch({ uniforms: { firstLane, endLane }, plan: { groups: groupsOf(count), work: count * each * 4 } })
  }
}
