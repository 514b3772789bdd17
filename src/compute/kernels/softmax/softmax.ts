import type { Device } from '../../device/device'
import { boundPart, describe, empty, sizeOf, type Tensor } from '../../tensor/tensor'
import { activationSource } from '../activation'
import { elementwise } from '../elementwise/elementwise'
import { rowPieces } from '../pieces'
import { reduce } from '../reduce/reduce'
import { rowsSource, rowWalk, teamed } from '../rows'
import { ShapedKernel } from '../shapedKernel'
import gradientSource from './gradient.wgsl?raw'
import source from './softmax.wgsl?raw'

const uniforms = { rows: 'u32', size: 'u32' } as const
const forward = new ShapedKernel(
  'softmax',
  source + rowsSource(['x'], ['out']) + activationSource,
  { ...uniforms, row0: 'u32', each: 'u32' },
  { x: 'read', out: 'write', lengths: 'read' },
)
const backward = new ShapedKernel(
  'softmaxGradient',
  gradientSource + rowsSource(['y', 'dy'], ['dx']) + activationSource,
  uniforms,
  { y: 'read', dy: 'read', dx: 'write' },
)

export interface SoftmaxOptions {
  /** ln softmax instead, without taking the logarithm of small numbers. */
  log?: boolean
  /**
   * The length (u32) of each row, or of all rows that begin with the same places: its shape is that of the first axes of `x`. Numbers behind
   * a row's length take no part and become 0; so does a row of length 0. Not with `log`.
   */
  lengths?: Tensor
  /** Whether a workgroup shares a row; chosen by the adapter unless given. */
  team?: boolean
}

/**
 * out = softmax of `x` along the last axis, eˣ ÷ Σ eˣ with the largest taken off first; both of one shape, in buffers of their own. A
 * row with a NaN is NaN.
 * Errors: a plain `Error` when the shapes differ, or lengths are not those of rows.
 */
export function softmax(device: Device, x: Tensor, out: Tensor, options: SoftmaxOptions = {}): void {
  const { rows, size } = rowsOf('softmax', x, out)
  const { log = false, team = teamed(device, size), lengths } = options
  if (lengths) checkLengths(x, lengths, log)
  else if (fewLong(device, rows, size, team)) return longSoftmax(device, x, out, log)
  eachPiece(device, forward, { x, out }, { rows, size }, { log, team, ...(lengths && { lengths }) }, 32)
}

/**
 * dx from y = softmax(x) (its logarithm with `log`) and dy, all of one shape along whose last axis softmax ran; dx in a buffer of its own.
 * Where `lengths` masked y it is 0, and so is dx: they need not be told again.
 * Errors: a plain `Error` when the shapes differ.
 */
export function softmaxGradient(device: Device, y: Tensor, dy: Tensor, dx: Tensor, options: SoftmaxOptions = {}): void {
  rowsOf('softmaxGradient', y, dy)
  const { rows, size } = rowsOf('softmaxGradient', y, dx)
  const { log = false, team = teamed(device, size) } = options
  if (fewLong(device, rows, size, team)) longGradient(device, y, dy, dx, log)
  else eachPiece(device, backward, { y, dy, dx }, { rows, size }, { log, team }, 20)
}

/** One launch for the rows that a binding holds; `each` multiply-adds a number. */
function eachPiece(
  device: Device,
  kernels: ShapedKernel,
  arrays: Readonly<Record<string, Tensor>>,
  { rows, size }: { rows: number; size: number },
  { log, team, lengths }: { log: boolean; team: boolean; lengths?: Tensor },
  each: number,
): void {
  const names = [...Object.keys(arrays), ...(lengths ? ['lengths'] : [])]
  for (const { start, count } of rowPieces(device, rows, size)) {
    const { groups, walk } = rowWalk(count, size, team)
    const parts = Object.entries(arrays).map(([name, array]): [string, GPUBufferBinding] => [
      name,
      boundPart(array, start * size, (start + count) * size),
    ])
    const shared = lengths ? rows / sizeOf(lengths.shape) : 1
    const from = Math.floor(start / shared)
    const held = lengths && boundPart(lengths, from, Math.ceil((start + count) / shared))
    device.run(kernels.of(names), {
      bindings: { ...Object.fromEntries(parts), ...(held && { lengths: held }) },
      uniforms: { rows: count, size, row0: start - (from - (held?.skip ?? 0)) * shared, each: shared },
      groups,
      variant: { ...walk, log: Number(log), masked: Number(!!lengths), activation: 0, ...kernels.slots(names) },
      work: each * count * size,
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

/** Rows too few to keep the adapter busy with one invocation or team each, and long enough that several launches are quicker. */
function fewLong(device: Device, rows: number, size: number, team: boolean): boolean {
  return size >= 512 && rows * 8 * (team ? 64 : 1) < device.lanes
}

function checkLengths(x: Tensor, { shape }: Tensor, log: boolean): void {
  if (log) throw new Error('softmax: the logarithm of what lengths mask does not exist.')
  if (shape.length >= x.shape.length || String(shape) !== String(x.shape.slice(0, shape.length)))
    throw new Error(`softmax: lengths of ${describe(shape)} are not those of rows of ${describe(x.shape)}.`)
}

function rowsOf(name: string, a: Tensor, b: Tensor): { rows: number; size: number } {
  if (a.shape.length === 0 || String(a.shape) !== String(b.shape))
    throw new Error(`${name}: ${describe(a.shape)} and ${describe(b.shape)} should be one shape with a last axis.`)
  const size = a.shape.at(-1)!
  return { rows: size === 0 ? 0 : sizeOf(a.shape) / size, size }
}
