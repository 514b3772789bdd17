import type { Device } from '../../device/device'
import type { Scope } from '../../device/scope'
import { bound, boundPart, describe, empty, sizeOf, type Tensor } from '../../tensor/tensor'
import { groupsOf, rowPieces } from '../pieces'
import { ShapedKernel } from '../shapedKernel'
import { sort } from '../sort/sort'
import source from './scatter.wgsl?raw'

const kernels = new ShapedKernel(
  'scatter',
  source,
  { count: 'u32', inner: 'u32', width: 'u32', rows: 'u32', row0: 'u32' },
  { keys: 'read', places: 'read', updates: 'read', out: 'write', sums: 'write', sumKeys: 'write' },
)

/**
 * out[index] += update for every row: updates (indices × inner), indices (any shape, u32), out (m × inner), in buffers of their own; the
 * gradient of an embedding. Deterministic: updates of one index are added in their order, in blocks of 64, and by many
 * invocations where they are many (a padding index). An index ≥ m is left out: the launcher cannot see it. Errors: a plain `Error` for shapes that do not fit.
 */
export function scatterAdd(device: Device, updates: Tensor, indices: Tensor, out: Tensor): void {
  launch(device, 'scatterAdd', updates, indices, out)
}

/** out[index] = update for every row, as `scatterAdd`; of updates with one index the last one stays. */
export function scatter(device: Device, updates: Tensor, indices: Tensor, out: Tensor): void {
  launch(device, 'scatter', updates, indices, out)
}

/** Sorts the indices with their places, which is stable; then each index has an invocation a quad of its row. */
function launch(device: Device, name: 'scatter' | 'scatterAdd', updates: Tensor, indices: Tensor, out: Tensor): void {
  const [rows, ...rest] = out.shape
  if (rows === undefined || String(updates.shape) !== String([...indices.shape, ...rest]))
    throw new Error(
      `${name}: updates of ${describe(updates.shape)} and indices of ${describe(indices.shape)} do not go into ${describe(out.shape)}.`,
    )
  const [inner, total] = [sizeOf(rest), sizeOf(indices.shape)]
  if (inner === 0 || rows === 0) return
  for (const { start, count } of rowPieces(device, total, inner)) {
    using scope = device.scope()
    const [keys, places] = [empty(scope, [count]), empty(scope, [count])]
    const piece = { buffer: indices.buffer, offset: indices.offset + start * 4, shape: [count] }
    sort(device, piece, keys, { type: 'u32', most: rows, values: { to: places } })
    const from = boundPart(updates, start * inner, (start + count) * inner)
    const run = { count, inner, add: name === 'scatterAdd' }
    addRuns(device, scope, { keys: bound(keys), places: bound(places), updates: from }, out, run)
  }
}

/** Updates of one launch that an invocation adds up at most. */
const chunk = 256

type Updates = Record<'keys' | 'updates', GPUBufferBinding> & { places?: GPUBufferBinding }

/** Until one chunk is left: sums of its ends are the updates of the next round, a 128th of those before. */
function addRuns(
  device: Device,
  scope: Scope,
  updates: Updates,
  out: Tensor,
  { count, inner, add }: { count: number; inner: number; add: boolean },
): void {
  const width = Math.ceil(inner / 4)
  const chunks = Math.ceil(count / chunk)
  const several = add && chunks > 1
  const ends = several && {
    sums: bound(empty(scope, [2 * chunks, 4 * width])),
    sumKeys: bound(empty(scope, [2 * chunks])),
  }
  for (const into of rowPieces(device, out.shape[0], inner)) {
    const bindings = {
      ...updates,
      out: boundPart(out, into.start * inner, (into.start + into.count) * inner),
      ...(ends || undefined),
    }
    const names = Object.keys(bindings)
    device.run(kernels.of(names), {
      bindings,
      uniforms: { count, inner, width, rows: into.count, row0: into.start },
      groups: groupsOf(count * width),
      variant: {
        quads: Number(inner % 4 === 0),
        add: Number(add),
        apart: Number('places' in updates),
        several: Number(several),
        ...kernels.slots(names),
      },
      work: 4 * count * inner,
    })
  }
  if (!ends) return
  addRuns(device, scope, { keys: ends.sumKeys, updates: ends.sums }, out, { count: 2 * chunks, inner, add })
}
