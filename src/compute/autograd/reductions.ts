import { elementwise } from '../kernels/elementwise/elementwise'
import { reduce } from '../kernels/reduce/reduce'
import { empty, reshape, sizeOf, type Tensor } from '../tensor/tensor'
import { adding, type Tape, type Variable } from './tape'

/** Sum over axes (all of them unless given), which leave. */
export function sum(tape: Tape, x: Variable, axes = allOf(x)): Variable {
  return folded(tape, 'sum', x, axes, 1)
}

/** Mean over axes (all of them unless given), which leave. */
export function mean(tape: Tape, x: Variable, axes = allOf(x)): Variable {
  const count = axes.reduce((product, axis) => product * x.value.shape[axis], 1)
  return folded(tape, 'mean', x, axes, 1 / count)
}

/** Variance over axes (all of them unless given), which leave; of the population, Σ (x − mean)² ÷ n. */
export function variance(tape: Tape, x: Variable, axes = allOf(x)): Variable {
  const { device } = tape
  const { shape } = x.value
  return tape.record(
    keptOf(shape, axes),
    [x],
    out => reduce(device, 'variance', x.value, out, [...axes]),
    (dy, give) =>
      give(x, (out, more) =>
        adding(tape, out, more, into => {
          // 2 ÷ n · (x − mean) · dy
          using inner = device.scope()
          const centre = empty(inner, wideOf(shape, axes))
          reduce(device, 'mean', x.value, centre, [...axes])
          elementwise(device, 'subtract', [x.value, centre], into)
          elementwise(device, 'multiply', [reshape(dy, centre.shape), (2 * sizeOf(dy.shape)) / sizeOf(shape)], centre)
          elementwise(device, 'multiply', [into, centre], into)
        }),
      ),
  )
}

function folded(tape: Tape, op: 'sum' | 'mean', x: Variable, axes: readonly number[], share: number): Variable {
  const { device } = tape
  const { shape } = x.value
  const wide = (dy: Tensor): Tensor => reshape(dy, wideOf(shape, axes))
  return tape.record(
    keptOf(shape, axes),
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
  const [kept, wide] = [keptOf(shape, axes), wideOf(shape, axes)]
  const y: Variable = tape.record(
    kept,
    [x],
    out => reduce(device, 'max', x.value, out, [...axes]),
    (dy, give) =>
      give(x, (out, more) =>
        adding(tape, out, more, into => {
          using inner = device.scope()
          const share = empty(inner, kept)
          elementwise(device, 'equal', [x.value, reshape(y.value, wide)], into)
          reduce(device, 'sum', into, share, [...axes])
          elementwise(device, 'divide', [dy, share], share)
          elementwise(device, 'multiply', [into, reshape(share, wide)], into)
        }),
      ),
  )
  return y
}

const keptOf = (shape: readonly number[], axes: readonly number[]): number[] =>
  shape.filter((_, axis) => !axes.includes(axis))

/** The input's shape with axes of 1 where a gradient is the same all along. */
const wideOf = (shape: readonly number[], axes: readonly number[]): number[] =>
  shape.map((n, axis) => (axes.includes(axis) ? 1 : n))

const allOf = (x: Variable): number[] => x.value.shape.map((_, axis) => axis)
