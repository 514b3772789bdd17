import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { boundPart, describe, sizeOf, type Tensor } from '../../tensor/tensor'
import { groupsOf, rowPieces } from '../pieces'
import source from './slice.wgsl?raw'

const sliceKernel = kernel({
  name: 'slice',
  source,
  bindings: { x: 'read', out: 'write' },
  uniforms: {
    rows: 'u32',
    width: 'u32',
    length: 'u32',
    fromRow: 'u32',
    fromOffset: 'u32',
    toRow: 'u32',
    toOffset: 'u32',
    lanes: 'u32',
  },
})

/**
 * out = `x` from `start` on along an axis, as many as `out` has there; the other axes are alike, the buffers two. Numbers of any
 * kind are moved bit for bit. Errors: a plain `Error` for shapes that do not fit.
 */
export function slice(device: Device, x: Tensor, out: Tensor, axis: number, start: number): void {
  move(device, 'slice', { large: x, small: out, axis, start }, true)
}

/**
 * Writes `x` into `out` from `start` on along an axis; the rest of `out` stays. So arrays are joined (one `place` each) and padded (a
 * fill, then a `place`). Errors: a plain `Error` for shapes that do not fit.
 */
export function place(device: Device, x: Tensor, out: Tensor, axis: number, start: number): void {
  move(device, 'place', { large: out, small: x, axis, start }, false)
}

interface Fit {
  large: Tensor
  small: Tensor
  axis: number
  start: number
}

/** Copies of a buffer are quicker than a launch, up to so many. */
const copies = 4

function move(device: Device, name: string, { large, small, axis, start }: Fit, out: boolean): void {
  const fits =
    large.shape.length === small.shape.length &&
    large.shape.every((size, k) =>
      k === axis ? start >= 0 && start + small.shape[k] <= size : size === small.shape[k],
    )
  if (!fits || !(axis >= 0 && axis < large.shape.length))
    throw new Error(
      `${name}: ${describe(small.shape)} is no part of ${describe(large.shape)} from ${start} on along ${axis}.`,
    )
  if (sizeOf(small.shape) === 0) return
  const rows = sizeOf(large.shape.slice(0, axis))
  const inner = sizeOf(large.shape.slice(axis + 1))
  const [length, whole, offset] = [small.shape[axis] * inner, large.shape[axis] * inner, start * inner]
  if (rows <= copies) {
    for (let row = 0; row < rows; row++) {
      const [small0, large0] = [small.offset + row * length * 4, large.offset + (row * whole + offset) * 4]
      if (out) device.copy(large.buffer, large0, small.buffer, small0, length * 4)
      else device.copy(small.buffer, small0, large.buffer, large0, length * 4)
    }
    return
  }
  const quads = [length, whole, offset].every(size => size % 4 === 0)
  const width = Math.ceil(length / 4)
  for (const { start: row0, count } of rowPieces(device, rows, whole)) {
    const part = (tensor: Tensor, size: number): GPUBufferBinding =>
      boundPart(tensor, row0 * size, (row0 + count) * size)
    const [big, little] = [part(large, whole), part(small, length)]
    const groups = groupsOf(Math.min(count * width, Math.max(device.lanes, Math.ceil((count * width) / 64))))
    device.run(sliceKernel, {
      bindings: out ? { x: big, out: little } : { x: little, out: big },
      uniforms: {
        rows: count,
        width,
        length,
        ...(out
          ? { fromRow: whole, fromOffset: offset, toRow: length, toOffset: 0 }
          : { fromRow: length, fromOffset: 0, toRow: whole, toOffset: offset }),
        lanes: groups[0] * groups[1] * 64,
      },
      groups,
      variant: { quads: Number(quads) },
      work: count * length * 4,
    })
  }
}
