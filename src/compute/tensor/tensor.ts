import type { Device } from '../device/device'
import type { Scope } from '../device/scope'

/**
 * A dense array on the device, row by row (the last axis runs fastest), 4 bytes a number: f32 unless a kernel says otherwise.
 * `offset` is in bytes, a multiple of 256, so that parts of one buffer can be tensors.
 */
export interface Tensor {
  readonly buffer: GPUBuffer
  readonly offset: number
  readonly shape: readonly number[]
}

/** Numbers in a shape; 1 for a scalar (no axes). */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, n) => size * n, 1)
}

/** A tensor of zeros. */
export function zeros(scope: Scope, shape: readonly number[]): Tensor {
  return { buffer: scope.buffer(sizeOf(shape) * 4), offset: 0, shape }
}

/** A tensor whose numbers are not set yet: for what a launch writes whole. */
export function empty(scope: Scope, shape: readonly number[]): Tensor {
  return { buffer: scope.scratch(sizeOf(shape) * 4), offset: 0, shape }
}

/** A tensor of numbers from the host, row by row. */
export function tensorOf(
  scope: Scope,
  shape: readonly number[],
  data: Float32Array | Uint32Array | Int32Array,
): Tensor {
  if (data.length !== sizeOf(shape)) throw new Error(`${data.length} numbers do not fill ${describe(shape)}.`)
  return { buffer: scope.upload(data), offset: 0, shape }
}

/** The same numbers in another shape of the same size. */
export function reshape(tensor: Tensor, shape: readonly number[]): Tensor {
  if (sizeOf(shape) !== sizeOf(tensor.shape))
    throw new Error(`${describe(tensor.shape)} cannot be seen as ${describe(shape)}.`)
  return { ...tensor, shape }
}

/** A range of a buffer as a launch binds it: it begins at a multiple of 256 bytes, so `skip` numbers stand in it before those meant. */
export interface Bound extends GPUBufferBinding {
  readonly skip: number
}

/** All numbers of a tensor. */
export function bound(tensor: Tensor): Bound {
  return boundPart(tensor, 0, sizeOf(tensor.shape))
}

/** Numbers `from` … `to` − 1 of a tensor, to a whole quad; none is skipped where `from` is a multiple of 64. */
export function boundPart({ buffer, offset }: Tensor, from: number, to: number): Bound {
  const start = offset + from * 4
  const aligned = Math.floor(start / 256) * 256
  const size = Math.max(16, Math.ceil((offset + to * 4 - aligned) / 16) * 16)
  return { buffer, offset: aligned, size, skip: (start - aligned) / 4 }
}

/** Rows `first` … `first + count` − 1 of a tensor whose first axis is rows. */
export function boundRows(tensor: Tensor, first: number, count: number): Bound {
  const row = sizeOf(tensor.shape.slice(1))
  return boundPart(tensor, first * row, (first + count) * row)
}

/** Reads the numbers back, row by row. */
export function readTensor(device: Device, { buffer, offset, shape }: Tensor): Promise<Float32Array> {
  return device.readFloats(buffer, sizeOf(shape), offset / 4)
}

/** A shape as people write it: 3 × 4. */
export function describe(shape: readonly number[]): string {
  return shape.length === 0 ? 'a scalar' : shape.join(' × ')
}
