import { type Activation, slopeNeedsInput } from '../kernels/activation'
import { elementwise } from '../kernels/elementwise/elementwise'
import type { OperationName } from '../kernels/elementwise/operations'
import { reduce } from '../kernels/reduce/reduce'
import { empty, reshape, sizeOf, type Tensor } from '../tensor/tensor'
import { adding, type Tape, type Variable } from './tape'

/** a + b, broadcast as in numpy. */
export function add(tape: Tape, a: Variable, b: Variable): Variable {
  const shape = broadcast(a, b)
  return tape.record(
    shape,
    [a, b],
    out => elementwise(tape.device, 'add', [a.value, b.value], out),
    (dy, give) => {
      give(a, (out, more) => summed(tape, dy, out, more))
      give(b, (out, more) => summed(tape, dy, out, more))
    },
  )
}

/** a − b, broadcast. */
export function subtract(tape: Tape, a: Variable, b: Variable): Variable {
  return tape.record(
    broadcast(a, b),
    [a, b],
    out => elementwise(tape.device, 'subtract', [a.value, b.value], out),
    (dy, give) => {
      give(a, (out, more) => summed(tape, dy, out, more))
      give(b, (out, more) => derived(tape, 'negate', [dy], dy.shape, out, more))
    },
  )
}

/** a · b number by number, broadcast. */
export function multiply(tape: Tape, a: Variable, b: Variable): Variable {
  return tape.record(
    broadcast(a, b),
    [a, b],
    out => elementwise(tape.device, 'multiply', [a.value, b.value], out),
    (dy, give) => {
      give(a, (out, more) => derived(tape, 'multiply', [dy, b.value], dy.shape, out, more))
      give(b, (out, more) => derived(tape, 'multiply', [dy, a.value], dy.shape, out, more))
    },
  )
}

/** a ÷ b, broadcast. */
export function divide(tape: Tape, a: Variable, b: Variable): Variable {
  const quotient: Variable = tape.record(
    broadcast(a, b),
    [a, b],
    out => elementwise(tape.device, 'divide', [a.value, b.value], out),
    (dy, give) => {
      give(a, (out, more) => derived(tape, 'divide', [dy, b.value], dy.shape, out, more))
      give(b, (out, more) => {
        // −dy · (a ÷ b) ÷ b
        const product = empty(tape.scope, dy.shape)
        elementwise(tape.device, 'multiply', [dy, quotient.value], product)
        elementwise(tape.device, 'negate', [product], product)
        derived(tape, 'divide', [product, b.value], dy.shape, out, more)
        tape.scope.free(product.buffer)
      })
    },
  )
  return quotient
}

/** factor · x + offset with fixed numbers. */
export function affine(tape: Tape, x: Variable, factor: number, offset = 0): Variable {
  return tape.record(
    x.value.shape,
    [x],
    out => elementwise(tape.device, 'multiplyAdd', [x.value, factor, offset], out),
    (dy, give) => give(x, (out, more) => times(tape, dy, factor, out, more)),
  )
}

/** An activation, number by number. */
export function activate(tape: Tape, x: Variable, activation: Activation): Variable {
  const y: Variable = tape.record(
    x.value.shape,
    [x],
    out => elementwise(tape.device, activation, [x.value], out),
    (dy, give) =>
      give(x, (out, more) => {
        const from = slopeNeedsInput(activation) ? x.value : y.value
        adding(tape, out, more, into => elementwise(tape.device, `${activation}Gradient`, [dy, from], into))
      }),
  )
  return y
}

/** Functions of one number whose slope is a product with one of these: x itself, or what they give. */
export type Function = 'exp' | 'log' | 'square' | 'sqrt'

/** exp, log, square or sqrt, number by number. */
export function apply(tape: Tape, name: Function, x: Variable): Variable {
  const { device, scope } = tape
  const y: Variable = tape.record(
    x.value.shape,
    [x],
    out => elementwise(device, name, [x.value], out),
    (dy, give) =>
      give(x, (out, more) => {
        if (name === 'exp') return derived(tape, 'multiply', [dy, y.value], dy.shape, out, more)
        if (name === 'log') return derived(tape, 'divide', [dy, x.value], dy.shape, out, more)
        const scaled = empty(scope, dy.shape)
        elementwise(device, 'multiply', [dy, name === 'square' ? 2 : 0.5], scaled)
        derived(
          tape,
          name === 'square' ? 'multiply' : 'divide',
          [scaled, name === 'square' ? x.value : y.value],
          dy.shape,
          out,
          more,
        )
        scope.free(scaled.buffer)
      }),
  )
  return y
}

/** factor · gradient into `out`. */
export function times(tape: Tape, gradient: Tensor, factor: number | Tensor, out: Tensor, more: boolean): void {
  if (more) elementwise(tape.device, 'multiplyAdd', [gradient, factor, out], out)
  else elementwise(tape.device, 'multiply', [gradient, factor], out)
}

/** op(inputs), which has `shape`, summed over the axes along which `out` was broadcast. */
function derived(
  tape: Tape,
  op: OperationName,
  inputs: readonly Tensor[],
  shape: readonly number[],
  out: Tensor,
  more: boolean,
): void {
  if (sizeOf(shape) === sizeOf(out.shape))
    return adding(tape, out, more, into => elementwise(tape.device, op, inputs, reshape(into, shape)))
  const whole = empty(tape.scope, shape)
  elementwise(tape.device, op, inputs, whole)
  summed(tape, whole, out, more)
  tape.scope.free(whole.buffer)
}

/** A gradient summed over the axes along which `out` was broadcast to its shape. */
export function summed(tape: Tape, gradient: Tensor, out: Tensor, more: boolean): void {
  const missing = gradient.shape.length - out.shape.length
  const axes = gradient.shape.flatMap((n, axis) =>
    axis < missing || (out.shape[axis - missing] === 1 && n > 1) ? [axis] : [],
  )
  if (axes.length === 0 || sizeOf(gradient.shape) === sizeOf(out.shape))
    return more
      ? elementwise(tape.device, 'add', [out, reshape(gradient, out.shape)], out)
      : elementwise(tape.device, 'linear', [reshape(gradient, out.shape)], out)
  const kept = gradient.shape.filter((_, axis) => !axes.includes(axis))
  adding(tape, out, more, into => reduce(tape.device, 'sum', gradient, reshape(into, kept), axes))
}

/** The shape two arrays are broadcast to, as in numpy. */
export function broadcast(a: Variable, b: Variable): number[] {
  const [x, y] = [a.value.shape, b.value.shape]
  const axes = Math.max(x.length, y.length)
  return Array.from({ length: axes }, (_, axis) => {
    const [m, n] = [x[axis - axes + x.length] ?? 1, y[axis - axes + y.length] ?? 1]
    if (m !== n && m !== 1 && n !== 1) throw new Error(`Axes of ${m} and ${n} do not go together.`)
    return m === 1 ? n : m
  })
}
