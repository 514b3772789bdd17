import { boundPart, sizeOf, type Tensor } from '../../tensor/tensor'

/** One side of a product: number (line, step) of a matrix is at batch · (number of the matrix) + line · line + step · step. */
export interface Operand {
  tensor: Tensor
  line: number
  step: number
  batch: number
}

export type Range = readonly [from: number, to: number]

/** A side, or a part of it, as a launch binds it: a range that begins at a multiple of 256 bytes, and the strides in it. */
export interface Side {
  binding: GPUBufferBinding
  base: number
  line: number
  step: number
  batch: number
}

/** The part of a side that has these lines, steps and matrices. */
export function sideOf({ tensor, line, step, batch }: Operand, lines: Range, steps: Range, matrices: Range): Side {
  const empty = lines[1] <= lines[0] || steps[1] <= steps[0]
  const first = matrices[0] * batch + lines[0] * line + steps[0] * step
  const last = (matrices[1] - 1) * batch + (lines[1] - 1) * line + (steps[1] - 1) * step
  const binding = empty ? boundPart(tensor, 0, 0) : boundPart(tensor, first, Math.min(last + 1, sizeOf(tensor.shape)))
  return { binding, base: binding.skip, line, step, batch }
}
