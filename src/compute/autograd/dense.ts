import { type Activation, slopeNeedsInput } from '../kernels/activation'
import { elementwise } from '../kernels/elementwise/elementwise'
import { matmul as product } from '../kernels/matmul/matmul'
import { empty } from '../tensor/tensor'
import { activate, summed } from './arithmetic'
import type { Tape, Variable } from './tape'

/**
 * activation(x · w + b): x n × inputs, w inputs × outputs, b outputs. The activation is fused into the product where its slope
 * can be had from its value; gelu is computed after it.
 */
export function dense(tape: Tape, x: Variable, w: Variable, b?: Variable, activation: Activation = 'linear'): Variable {
  if (slopeNeedsInput(activation)) return activate(tape, dense(tape, x, w, b), activation)
  const { device } = tape
  const inputs = b ? [x, w, b] : [x, w]
  const y: Variable = tape.record(
    [x.value.shape[0], w.value.shape[1]],
    inputs,
    out => product(device, x.value, w.value, out, { activation, ...(b && { bias: b.value }) }),
    (dy, give) => {
      using inner = device.scope()
      let dz = dy
      if (activation !== 'linear') {
        dz = empty(inner, dy.shape)
        elementwise(device, `${activation}Gradient`, [dy, y.value], dz)
      }
      give(w, (out, accumulate) => product(device, x.value, dz, out, { transposeA: true, accumulate }))
      if (b) give(b, (out, accumulate) => summed(tape, dz, out, accumulate))
      give(x, (out, accumulate) => product(device, dz, w.value, out, { transposeB: true, accumulate }))
    },
  )
  return y
}

/** Product of matrices, with the batch axes of `matmul`; `transposeB` for attention's q · kᵀ. */
export function matmul(tape: Tape, a: Variable, b: Variable, { transposeB = false } = {}): Variable {
  const { device } = tape
  const rows = a.value.shape.at(-2)!
  const columns = transposeB ? b.value.shape.at(-2)! : b.value.shape.at(-1)!
  const batch = a.value.shape.length >= b.value.shape.length ? a.value.shape.slice(0, -2) : b.value.shape.slice(0, -2)
  if (a.value.shape.length !== b.value.shape.length)
    throw new Error('Both sides of a recorded product have the same axes.')
  return tape.record(
    [...batch, rows, columns],
    [a, b],
    out => product(device, a.value, b.value, out, { transposeB }),
    (dy, give) => {
      give(a, (out, accumulate) => product(device, dy, b.value, out, { transposeB: !transposeB, accumulate }))
      give(b, (out, accumulate) =>
        transposeB
          ? product(device, dy, a.value, out, { transposeA: true, accumulate })
          : product(device, a.value, dy, out, { transposeA: true, accumulate }),
      )
    },
  )
}
