import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { bound, boundPart, describe, empty, sizeOf, type Tensor } from '../../tensor/tensor'
import { groupsOf, rowPieces } from '../pieces'
import { sort } from '../sort/sort'
import source from './scatter.wgsl?raw'

const scatterKernel = kernel({
  name: 'scatter',
  source,
  bindings: { keys: 'read', places: 'read', updates: 'read', out: 'write' },
  uniforms: { count: 'u32', inner: 'u32', width: 'u32', rows: 'u32', row0: 'u32' },
})

/**
 * out[index] += update for every row: updates (indices × inner), indices (any shape, u32), out (m × inner), in buffers of their own; the
 * gradient of an embedding. Deterministic: updates of one index are added in their order, in blocks of 64. An index ≥ m is left out:
 * the launcher cannot see it. Errors: a plain `Error` for shapes that do not fit.
 */
export function scatterAdd(device: Device, updates: Tensor, indices: Tensor, out: Tensor): void {
  launch(device, 'scatterAdd', updates, indices, out)
}

/** out[index] = update for every row, as `scatterAdd`; of updates with one index the last one stays. */
export function scatter(device: Device, updates: Tensor, indices: Tensor, out: Tensor): void {
  launch(device, 'scatter', updates, indices, out)
}

/** Sorts the indices with their places, which is stable; then each index has one invocation a quad of its row. */
function launch(device: Device, name: 'scatter' | 'scatterAdd', updates: Tensor, indices: Tensor, out: Tensor): void {
  const [rows, ...rest] = out.shape
  if (rows === undefined || String(updates.shape) !== String([...indices.shape, ...rest]))
    throw new Error(
      `${name}: updates of ${describe(updates.shape)} and indices of ${describe(indices.shape)} do not go into ${describe(out.shape)}.`,
    )
  const [inner, total] = [sizeOf(rest), sizeOf(indices.shape)]
  if (inner === 0 || rows === 0) return
  const width = Math.ceil(inner / 4)
  for (const { start, count } of rowPieces(device, total, inner)) {
    using scope = device.scope()
    const [keys, places] = [empty(scope, [count]), empty(scope, [count])]
    const piece = { buffer: indices.buffer, offset: indices.offset + start * 4, shape: [count] }
    sort(device, piece, keys, { type: 'u32', most: rows, values: { to: places } })
    for (const into of rowPieces(device, rows, inner))
      device.run(scatterKernel, {
        bindings: {
          keys: bound(keys),
          places: bound(places),
          updates: boundPart(updates, start * inner, (start + count) * inner),
          out: boundPart(out, into.start * inner, (into.start + into.count) * inner),
        },
        uniforms: { count, inner, width, rows: into.count, row0: into.start },
        groups: groupsOf(count * width),
        variant: { quads: Number(inner % 4 === 0), add: Number(name === 'scatterAdd') },
        work: 4 * count * inner,
      })
  }
}
