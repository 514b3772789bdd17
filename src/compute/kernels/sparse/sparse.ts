import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { SparseMatrix, SparseTile } from '../../tensor/sparse'
import { bound, boundRows, describe, empty, type Tensor } from '../../tensor/tensor'
import { beyondBinding, loopGroups } from '../pieces'
import source from './sparse.wgsl?raw'

const sparseKernel = kernel({
  name: 'sparse',
  source,
  bindings: { starts: 'read', entries: 'read', b: 'read', out: 'write' },
  uniforms: { rows: 'u32', width: 'u32', first: 'u32', outWidth: 'u32', outFirst: 'u32', add: 'u32' },
})

/** Columns of an answer that an invocation holds in registers: more are no faster. */
const sliceColumns = 16

/**
 * out = A · b of a sparse n × m matrix with m × k numbers, n × k. Aᵀ · c is the same of `a.transposed()`: no atomics, so that the same
 * input gives the same bits. Sums are of 256 entries at most, then of those.
 * Errors: a plain `Error` for shapes that do not fit; `data` when no binding holds k numbers of the rows of a tile.
 */
export function sparseProduct(device: Device, a: SparseMatrix, b: Tensor, out: Tensor): void {
  const k = b.shape[1]
  if (describe(b.shape) !== describe([a.cols, k]) || describe(out.shape) !== describe([a.rows, k]))
    throw new Error(`${a.rows} × ${a.cols} times ${describe(b.shape)} is not ${describe(out.shape)}.`)
  if (k === 0) return
  for (const tile of a.tiles) {
    if (Math.max(tile.rows, tile.columns) * k * 4 > device.bindingLimit)
      throw beyondBinding(`${Math.max(tile.rows, tile.columns)} rows of ${k} numbers`)
    for (let from = 0; from < k; from += sliceColumns)
      multiply(device, tile, b, out, { from, count: Math.min(sliceColumns, k - from) })
  }
}

/** Some columns of the answer over one tile. Columns in fours are taken as quads. */
function multiply(
  device: Device,
  tile: SparseTile,
  b: Tensor,
  out: Tensor,
  { from, count }: { from: number; count: number },
): void {
  using scope = device.scope()
  const k = b.shape[1]
  const step = k % 4 === 0 ? 4 : 1
  const variant = { quads: Number(step === 4), count: count / step }
  const of = boundRows(b, tile.column, tile.columns)
  const to = boundRows(out, tile.row, tile.rows)
  const whole = { outWidth: k / step, outFirst: from / step, add: Number(tile.column > 0) }
  const parts = tile.joins && empty(scope, [tile.pieces, count])
  device.run(sparseKernel, {
    bindings: { starts: tile.starts, entries: tile.entries, b: of, out: parts ? bound(parts) : to },
    uniforms: {
      rows: tile.pieces,
      width: k / step,
      first: from / step,
      ...(parts ? { outWidth: count / step, outFirst: 0, add: 0 } : whole),
    },
    variant: { ...variant, join: 0 },
    groups: [loopGroups(device, tile.pieces)],
    work: (tile.nonZeros + tile.pieces) * (8 + count),
  })
  if (!parts || !tile.joins) return
  device.run(sparseKernel, {
    bindings: { starts: tile.joins, entries: tile.entries, b: bound(parts), out: to },
    uniforms: { rows: tile.rows, width: count / step, first: 0, ...whole },
    variant: { ...variant, join: 1 },
    groups: [loopGroups(device, tile.rows)],
    work: tile.pieces * (8 + count),
  })
}
