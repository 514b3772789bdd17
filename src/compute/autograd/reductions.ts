import { elementwise } from '../kernels/elementwise/elementwise'
import { reduce } from '../kernels/reduce/reduce'
import { reshape, sizeOf, type Tensor } from '../tensor/tensor'
import { adding, type Tape, type Variable } from './tape'

/** Sum over axes (all of them unless given), which leave. */
export function sum(tape: Tape, x: Variable, axes = allOf(x)): Variable {
  return folded(tape, 'sum', x, axes, 1)
}

/** Mean over axes (all of them unless given), which leave. */
export function mean(tape: Tape, x: Variable, axes = allOf(x)): Variable {
  const count = axes.reduce((product, axis) => product * x.value.shape[axis]!, 1)
  return folded(tape, 'mean', x, axes, 1 / count)
}

function folded(tape: Tape, op: 'sum' | 'mean', x: Variable, axes: readonly number[], share: number): Variable {
  const { device } = tape
  const { shape } = x.value
  const kept = shape.filter((_, axis) => !axes.includes(axis))
  // The gradient in the input's shape, with axes of 1 where it is the same all along.
  const wide = (dy: Tensor): Tensor =>
    reshape(
      dy,
      shape.map((n, axis) => (axes.includes(axis) ? 1 : n)),
    )
  return tape.record(
    kept,
    [x],
    out => reduce(device, op, x.value, out, [...axes]),
    (dy, give) =>
      give(x, (out, more) => adding(tape, out, more, into => elementwise(device, 'multiply', [wide(dy), share], into))),
  )
}

/** Largest number along axes, which leave; the gradient goes to it, in equal shares where several are the largest. */
export function max(tape: Tape, x: Variable, axes: readonly number[]): Variable {
  const { device } = tape
  const { shape } = x.value
  const wideShape = shape.map((n, axis) => (axes.includes(axis) ? 1 : n))
  const kept = shape.filter((_, axis) => !axes.includes(axis))
  const y: Variable = tape.record(
    kept,
    [x],
    out => reduce(device, 'max', x.value, out, [...axes]),
    (dy, give) =>
      give(x, (out, more) =>
        adding(tape, out, more, into => {
          using inner = device.scope()
          const share = { buffer: inner.scratch(sizeOf(kept) * 4), offset: 0, shape: kept }
          elementwise(device, 'equal', [x.value, reshape(y.value, wideShape)], into)
          reduce(device, 'sum', into, share, [...axes])
          elementwise(device, 'divide', [dy, share], share)
          elementwise(device, 'multiply', [into, reshape(share, wideShape)], into)
        }),
      ),
  )
  return y
}

const allOf = (x: Variable): number[] => x.value.shape.map((_, axis) => axis)
