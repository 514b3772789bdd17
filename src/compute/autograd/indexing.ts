import { scatterAdd } from '../kernels/scatter/scatter'
import { softmax as softmaxKernel, softmaxGradient, type SoftmaxOptions } from '../kernels/softmax/softmax'
import { take } from '../kernels/take/take'
import { elementwise } from '../kernels/elementwise/elementwise'
import { type Draw, randomMask } from '../kernels/random/random'
import { empty, type Tensor } from '../tensor/tensor'
import { adding, type Tape, type Variable } from './tape'

/**
 * Rows of a table (m × …) by u32 indices: an embedding, or rows of a batch. The gradient is summed in the order of the indices, so that
 * it repeats bit by bit.
 */
export function rows(tape: Tape, table: Variable, indices: Tensor): Variable {
  const { device } = tape
  return tape.record(
    [...indices.shape, ...table.value.shape.slice(1)],
    [table],
    out => take(device, table.value, indices, out),
    (dy, give) =>
      give(table, (out, more) => {
        if (!more) elementwise(device, 'linear', [0], out)
        scatterAdd(device, dy, indices, out)
      }),
  )
}

/** softmax along the last axis, or its logarithm. */
export function softmax(tape: Tape, x: Variable, options: SoftmaxOptions = {}): Variable {
  const { device } = tape
  const y: Variable = tape.record(
    x.value.shape,
    [x],
    out => softmaxKernel(device, x.value, out, options),
    (dy, give) =>
      give(x, (out, more) => adding(tape, out, more, into => softmaxGradient(device, y.value, dy, into, options))),
  )
  return y
}

export interface Dropout extends Draw {
  /** Share of numbers that are set to 0, below 1. */
  rate: number
}

/** Sets numbers to 0 at random and scales the others by 1 ÷ (1 − rate) (Srivastava et al., 2014); for training alone. */
export function dropout(tape: Tape, x: Variable, { rate, ...draw }: Dropout): Variable {
  if (rate === 0) return x
  const { device, scope } = tape
  const { shape } = x.value
  const mask = empty(scope, shape)
  randomMask(device, mask, { ...draw, p: 1 - rate, value: 1 / (1 - rate) })
  return tape.record(
    shape,
    [x],
    out => elementwise(device, 'multiply', [x.value, mask], out),
    (dy, give) =>
      give(x, (out, more) => adding(tape, out, more, into => elementwise(device, 'multiply', [dy, mask], into))),
  )
}
