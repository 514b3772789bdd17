import { elementwise } from '../kernels/elementwise/elementwise'
import { place, slice as sliceKernel } from '../kernels/slice/slice'
import { transpose } from '../kernels/transpose/transpose'
import { describe, empty, reshape, sizeOf } from '../tensor/tensor'
import { summed } from './arithmetic'
import { adding, type Tape, type Variable } from './tape'

/** The same numbers in another shape; −1 stands for what is left. */
export function shaped(tape: Tape, x: Variable, shape: readonly number[]): Variable {
  const rest = shape.reduce((product, n) => (n < 0 ? product : product * n), 1)
  const whole = shape.map(n => (n < 0 ? sizeOf(x.value.shape) / rest : n))
  return tape.view(reshape(x.value, whole), [x], (dy, give) =>
    give(x, (out, more) => summed(tape, reshape(dy, x.value.shape), out, more)),
  )
}

/** The axes in another order, turned round without one: axis i of the result is axis order[i] of x. */
export function transposed(
  tape: Tape,
  x: Variable,
  order = x.value.shape.map((_, i, { length }) => length - 1 - i),
): Variable {
  const { device } = tape
  const back = order.map((_, axis) => order.indexOf(axis))
  return tape.record(
    order.map(axis => x.value.shape[axis]),
    [x],
    out => transpose(device, x.value, out, order),
    (dy, give) => give(x, (out, more) => adding(tape, out, more, into => transpose(device, dy, into, back))),
  )
}

/**
 * `length` of an axis (counted from the front) from `start` on, the other axes whole: time steps of a sequence, gates of a layer. However
 * many slices are taken of x, each costs launches over its own size alone on the way back, and one fill of all.
 */
export function slice(tape: Tape, x: Variable, axis: number, start: number, length: number): Variable {
  const { device } = tape
  const shape = x.value.shape.with(axis, length)
  return tape.record(
    shape,
    [x],
    out => sliceKernel(device, x.value, out, axis, start),
    (dy, give) =>
      give(x, (out, more) => {
        if (!more) {
          elementwise(device, 'linear', [0], out)
          place(device, dy, out, axis, start)
          return
        }
        using inner = device.scope()
        const part = empty(inner, shape)
        sliceKernel(device, out, part, axis, start)
        elementwise(device, 'add', [part, dy], part)
        place(device, part, out, axis, start)
      }),
  )
}

/** Arrays one behind the other along an axis (counted from the front); the other axes are alike. */
export function concat(tape: Tape, parts: readonly Variable[], axis: number): Variable {
  const { device } = tape
  const starts: number[] = []
  let length = 0
  for (const { value } of parts) {
    starts.push(length)
    length += value.shape[axis]
  }
  if (parts.length === 0 || !Number.isInteger(length))
    throw new Error(`${parts.map(({ value }) => describe(value.shape)).join(', ')} are not joined along ${axis}.`)
  return tape.record(
    parts[0].value.shape.with(axis, length),
    parts,
    out => {
      for (const [i, { value }] of parts.entries()) place(device, value, out, axis, starts[i])
    },
    (dy, give) => {
      for (const [i, part] of parts.entries())
        give(part, (out, more) => adding(tape, out, more, into => sliceKernel(device, dy, into, axis, starts[i])))
    },
  )
}
