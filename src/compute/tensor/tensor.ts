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

/** The range of its buffer, as a launch binds it. */
export function bound(tensor: Tensor): GPUBufferBinding {
  return { buffer: tensor.buffer, offset: tensor.offset, size: Math.max(16, Math.ceil(sizeOf(tensor.shape) / 4) * 16) }
}

/**
 * The range of its buffer that holds rows `first` … `first + count − 1` of a tensor whose first axis is rows; `skip` numbers stand in
 * it before them, since a range begins at a multiple of 256 bytes.
 */
export function rowRange(tensor: Tensor, first: number, count: number): { binding: GPUBufferBinding; skip: number } {
  const row = sizeOf(tensor.shape.slice(1))
  const start = tensor.offset + first * row * 4
  const offset = Math.floor(start / 256) * 256
  const size = Math.max(16, Math.ceil((start - offset + count * row * 4) / 16) * 16)
  return { binding: { buffer: tensor.buffer, offset, size }, skip: (start - offset) / 4 }
}

/** Numbers `from` … `to` − 1, as a launch binds them, to a whole quad; `from` is a multiple of 64. */
export function boundPart({ buffer, offset }: Tensor, from: number, to: number): GPUBufferBinding {
  return { buffer, offset: offset + from * 4, size: Math.max(16, Math.ceil((to - from) / 4) * 16) }
}

/** Reads the numbers back, row by row. */
export function readTensor(device: Device, { buffer, offset, shape }: Tensor): Promise<Float32Array> {
  return device.readFloats(buffer, sizeOf(shape), offset / 4)
}

/** A shape as people write it: 3 × 4. */
export function describe(shape: readonly number[]): string {
  return shape.length === 0 ? 'a scalar' : shape.join(' × ')
}
