import type { Device } from '../../device/device'
import { bound, boundPart, empty, sizeOf, type Tensor } from '../../tensor/tensor'
import { activationSource } from '../activation'
import { gridOf } from '../pieces'
import { ShapedKernel } from '../shapedKernel'
import { type Axis, axesOf, digits, touched } from './broadcast'
import source from './elementwise.wgsl?raw'
import { type OperationName, operations } from './operations'

/** An array, or one number for all of it. */
export type Operand = Tensor | number

const uniforms = Object.fromEntries([
  ...['start', 'quads', 'steps', 'tail'].map(name => [name, 'u32']),
  ...[0, 1, 2, 3].map(k => [`number${k}`, 'f32']),
  ...[0, 1, 2, 3].map(k => [`base${k}`, 'u32']),
  ...[0, 1, 2, 3, 4, 5].flatMap(d => ['size', 'x', 'y', 'z'].map(part => [`${part}${d}`, 'u32'])),
  ...[0, 1, 2, 3, 4, 5].map(d => [`step${d}`, 'u32']),
] as [string, 'u32' | 'f32'][])

/** Where an input comes from; the numbers of `mode` in the shader. */
const modes = { number: 0, out: 1, along: 2, quads: 3, one: 4, shared: 5, apart: 6 } as const
type Mode = keyof typeof modes

const kernels = new ShapedKernel('elementwise', source + activationSource, uniforms, {
  x0: 'read',
  x1: 'read',
  x2: 'read',
  out: 'write',
})

/**
 * out = op(inputs), number by number. Each input broadcasts to the shape of `out` as in numpy (at most 6 axes after even ones have been
 * joined); a number stands for itself everywhere. `out` may be one of the inputs, if that has its shape; otherwise no input lies in its
 * buffer. Gradients of activations take (dy, y), of gelu (dy, x).
 *
 * Accurate to 1e-6 relative (`power` 1e-5; sin and cos 1e-6 absolute for |x| ≤ 8,192). What NaN and subnormal numbers give is the
 * adapter's own. Errors: a plain `Error` for shapes that do not fit.
 */
export function elementwise(device: Device, op: OperationName, inputs: readonly Operand[], out: Tensor): void {
  const operation = operations[op]
  if (inputs.length !== operation.inputs)
    throw new Error(`${op} takes ${operation.inputs} inputs, not ${inputs.length}.`)
  const shapes = inputs.map(input => (typeof input === 'number' ? [] : input.shape))
  const walk = axesOf(out.shape, shapes)
  const quads = (walk[0]?.size ?? 1) % 4 === 0
  const inputModes = inputs.map((input, k) => modeOf(input, k, out, walk, quads))
  const walked = inputModes.some(mode => mode === 'quads' || mode === 'shared' || mode === 'apart')
  if (walked && walk.length > 6) throw new Error(`${op}: more than 6 axes are walked.`)
  const plan = { op, inputs, out, walk: walked ? walk : [], inputModes, quads }
  const size = sizeOf(out.shape)
  const piece = pieceOf(device)
  const starts = Array.from({ length: Math.ceil(size / piece) }, (_, i) => i * piece)
  const stop = (start: number): number => Math.min(size, start + piece)
  const fits = (start: number): boolean => inputs.every((_, k) => held(device, plan, k, start, stop(start)))
  if (!starts.every(fits)) return inRows(device, op, inputs, out)
  for (const start of starts) launch(device, plan, start, stop(start))
}

/** Whether a binding holds what the numbers start … end − 1 of `out` take of an input. */
function held(device: Device, { inputs, inputModes, walk }: Plan, k: number, start: number, end: number): boolean {
  const [input, mode] = [inputs[k], inputModes[k]]
  if (typeof input === 'number' || !['quads', 'shared', 'apart'].includes(mode)) return true
  if (sizeOf(input.shape) * 4 <= device.bindingLimit) return true
  const [low, high] = touched(walk, k, start, end)
  return (high + 1 - Math.floor(low / 64) * 64) * 4 <= device.bindingLimit
}

/** Part by part along the first axis: an input that repeats is then walked from its beginning each time. Parts that begin where no binding does are copied aside. */
function inRows(device: Device, op: OperationName, inputs: readonly Operand[], out: Tensor): void {
  const [rows, ...rest] = out.shape as [number, ...number[]]
  for (let row = 0; row < rows; row++) {
    using scope = device.scope()
    const aside = (tensor: Tensor): Tensor => {
      if (tensor.offset % 256 === 0) return tensor
      const copied = empty(scope, tensor.shape)
      device.copy(tensor.buffer, tensor.offset, copied.buffer, 0, sizeOf(tensor.shape) * 4)
      return copied
    }
    const part = (input: Tensor): Tensor => {
      const [first, ...shape] = input.shape
      if (input.shape.length < out.shape.length) return input
      return { buffer: input.buffer, offset: input.offset + (first === 1 ? 0 : row * sizeOf(shape) * 4), shape }
    }
    const target = part(out)
    const to = target.offset % 256 === 0 ? target : empty(scope, rest)
    const parts = inputs.map(input => (typeof input === 'number' ? input : aside(part(input))))
    elementwise(device, op, parts, to)
    if (to !== target) device.copy(to.buffer, 0, target.buffer, target.offset, sizeOf(rest) * 4)
  }
}

interface Plan {
  op: OperationName
  inputs: readonly Operand[]
  out: Tensor
  walk: readonly Axis[]
  inputModes: readonly Mode[]
  quads: boolean
}

function modeOf(input: Operand, k: number, out: Tensor, walk: readonly Axis[], quads: boolean): Mode {
  if (typeof input === 'number') return 'number'
  const along =
    walk.length === 0 || (walk.length === 1 ? walk[0].strides[k] === 1 : sizeOf(input.shape) === sizeOf(out.shape))
  if (input.buffer === out.buffer) {
    if (along && input.offset === out.offset) return 'out'
    throw new Error('An input shares its buffer with out, and is not the same array.')
  }
  if (along) return 'along'
  if (sizeOf(input.shape) === 1) return 'one'
  if (!quads) return 'apart'
  return walk[0].strides[k] === 1 ? 'quads' : 'shared'
}

/** Numbers in a launch: what a binding holds, and on software adapters at most 32 MiB, 30 ms of SwiftShader. */
function pieceOf(device: Device): number {
  const most = Math.floor(device.bindingLimit / 256) * 64
  return device.info.software ? Math.min(most, 2 ** 23) : most
}

function launch(device: Device, { op, inputs, out, walk, inputModes, quads }: Plan, start: number, end: number): void {
  const count = Math.ceil((end - start) / 4)
  // Long loops on software adapters, many groups on a GPU. Quads in a row take a processor 0.5–0.9 of the time of every 64th, since each
  // lane then walks lines of the cache of its own (add of 64 MiB: lavapipe 15 of 32 ms, SwiftShader 59 of 70).
  const runs = device.info.software
  const steps = Math.max(1, Math.min(runs ? 128 : 4, Math.floor(count / 512)))
  const groups = Math.ceil(count / (64 * steps))
  const unit = quads ? 4 : 1
  const sizes = walk.map(({ size }, d) => (d === 0 ? size / unit : size))
  const tail = (end - start) % 4
  const values: Record<string, number> = { start: start / unit, quads: count, steps, tail }
  for (const name of Object.keys(uniforms)) values[name] ??= 0
  digits((quads ? 1 : 4) * (runs ? 1 : 64), sizes).forEach((digit, d) => (values[`step${d}`] = digit))
  sizes.forEach((size, d) => (values[`size${d}`] = size))
  const bindings: Record<string, GPUBufferBinding> = {}
  inputs.forEach((input, k) => {
    const mode = inputModes[k]
    if (typeof input === 'number') values[`number${k}`] = input
    else if (mode === 'along') bindings[`x${k}`] = boundPart(input, start, end)
    else if (mode === 'one') bindings[`x${k}`] = bound(input)
    else if (mode !== 'out') {
      const whole = sizeOf(input.shape) * 4 <= device.bindingLimit
      const [low, high] = whole ? [0, sizeOf(input.shape) - 1] : touched(walk, k, start, end)
      const from = Math.floor(low / 64) * 64
      bindings[`x${k}`] = boundPart(input, from, high + 1)
      const divisor = mode === 'quads' ? 4 : 1
      values[`base${k}`] = -from / divisor
      walk.forEach(
        ({ strides }, d) => (values[`${'xyz'[k]}${d}`] = d === 0 && mode === 'quads' ? 1 : strides[k] / divisor),
      )
    }
  })
  bindings['out'] = boundPart(out, start, end)
  const names = Object.keys(bindings)
  const operation = operations[op]
  device.run(kernels.of(names), {
    bindings,
    uniforms: values,
    groups: gridOf(groups),
    variant: {
      op: operation.number,
      activation: operation.activation ?? 0,
      inputs: inputs.length,
      mode0: modes[inputModes[0] ?? 'number'],
      mode1: modes[inputModes[1] ?? 'number'],
      mode2: modes[inputModes[2] ?? 'number'],
      ...kernels.slots(names),
      axes: walk.length,
      apart: quads ? 0 : 1,
      runs: runs ? 1 : 0,
      tailed: tail > 0 ? 1 : 0,
    },
    work: 16 * count,
  })
}
