import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { boundPart, describe, empty, sizeOf, type Tensor } from '../../tensor/tensor'
import { activationSource } from '../activation'
import { elementwise } from '../elementwise/elementwise'
import { groupsOf, rowPieces } from '../pieces'
import { reduce } from '../reduce/reduce'
import gradientSource from './gradient.wgsl?raw'
import source from './softmax.wgsl?raw'

const softmaxKernel = kernel({
  name: 'softmax',
  source: source + activationSource,
  bindings: { x: 'read', out: 'write' },
  uniforms: { rows: 'u32', size: 'u32' },
})
const gradientKernel = kernel({
  name: 'softmaxGradient',
  source: gradientSource + activationSource,
  bindings: { y: 'read', dy: 'read', dx: 'write' },
  uniforms: { rows: 'u32', size: 'u32' },
})

export interface SoftmaxOptions {
  /** ln softmax instead, without taking the logarithm of small numbers. */
  log?: boolean
}

/**
 * out = softmax of `x` along the last axis, eˣ ÷ Σ eˣ with the largest taken off first; both of one shape, in buffers of their own.
 * Errors: a plain `Error` when the shapes differ.
 */
export function softmax(device: Device, x: Tensor, out: Tensor, { log = false }: SoftmaxOptions = {}): void {
  const { rows, size } = rowsOf('softmax', x, out)
  if (fewLong(device, rows, size)) {
    longSoftmax(device, x, out, log)
    return
  }
  for (const { start, count } of rowPieces(device, rows, size)) {
    const part = (tensor: Tensor): GPUBufferBinding => boundPart(tensor, start * size, (start + count) * size)
    device.run(softmaxKernel, {
      bindings: { x: part(x), out: part(out) },
      uniforms: { rows: count, size },
      groups: groupsOf(count),
      variant: { quads: Number(size % 4 === 0), log: Number(log), activation: 0 },
      work: 32 * count * size,
    })
  }
}

/**
 * dx from y = softmax(x) (its logarithm with `log`) and dy, all of one shape along whose last axis softmax ran; dx in a buffer of its own.
 * Errors: a plain `Error` when the shapes differ.
 */
export function softmaxGradient(
  device: Device,
  y: Tensor,
  dy: Tensor,
  dx: Tensor,
  { log = false }: SoftmaxOptions = {},
): void {
  rowsOf('softmaxGradient', y, dy)
  const { rows, size } = rowsOf('softmaxGradient', y, dx)
  if (fewLong(device, rows, size)) return longGradient(device, y, dy, dx, log)
  for (const { start, count } of rowPieces(device, rows, size)) {
    const part = (tensor: Tensor): GPUBufferBinding => boundPart(tensor, start * size, (start + count) * size)
    device.run(gradientKernel, {
      bindings: { y: part(y), dy: part(dy), dx: part(dx) },
      uniforms: { rows: count, size },
      groups: groupsOf(count),
      variant: { quads: Number(size % 4 === 0), log: Number(log), activation: 0 },
      work: 20 * count * size,
    })
  }
}

/** The same by reductions, which share a row among many invocations. */
function longSoftmax(device: Device, x: Tensor, out: Tensor, log: boolean): void {
  using scope = device.scope()
  const of = empty(scope, [...x.shape.slice(0, -1), 1])
  reduce(device, 'max', x, of, [-1])
  elementwise(device, 'subtract', [x, of], out)
  const powers = log ? empty(scope, x.shape) : out
  elementwise(device, 'exp', [out], powers)
  reduce(device, 'sum', powers, of, [-1])
  if (log) elementwise(device, 'log', [of], of)
  elementwise(device, log ? 'subtract' : 'divide', [out, of], out)
}

function longGradient(device: Device, y: Tensor, dy: Tensor, dx: Tensor, log: boolean): void {
  using scope = device.scope()
  const sum = empty(scope, [...y.shape.slice(0, -1), 1])
  if (log) {
    const share = empty(scope, y.shape)
    reduce(device, 'sum', dy, sum, [-1])
    elementwise(device, 'exp', [y], share)
    elementwise(device, 'multiply', [share, sum], share)
    elementwise(device, 'subtract', [dy, share], dx)
  } else {
    elementwise(device, 'multiply', [y, dy], dx)
    reduce(device, 'sum', dx, sum, [-1])
    elementwise(device, 'subtract', [dy, sum], dx)
    elementwise(device, 'multiply', [dx, y], dx)
  }
}

/** Rows too few to keep the adapter busy with one invocation each, and long enough that several launches are quicker. */
function fewLong(device: Device, rows: number, size: number): boolean {
  return size >= 512 && rows * 8 < device.lanes
}

function rowsOf(name: string, a: Tensor, b: Tensor): { rows: number; size: number } {
  if (a.shape.length === 0 || String(a.shape) !== String(b.shape))
    throw new Error(`${name}: ${describe(a.shape)} and ${describe(b.shape)} should be one shape with a last axis.`)
  const size = a.shape.at(-1)!
  return { rows: size === 0 ? 0 : sizeOf(a.shape) / size, size }
}
