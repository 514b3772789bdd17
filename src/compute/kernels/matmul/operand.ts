import { sizeOf, type Tensor } from '../../tensor/tensor'

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
  return { ...windowOf(tensor, empty ? 0 : first, empty ? 0 : last + 1), line, step, batch }
}

/** Numbers `first` to before `end` of a tensor as a binding, which begins at a multiple of 256 bytes, and where they begin in it. */
export function windowOf(
  { buffer, offset, shape }: Tensor,
  first: number,
  end: number,
): { binding: GPUBufferBinding; base: number } {
  if (end <= first) return { binding: { buffer, size: 16 }, base: 0 }
  const from = offset + first * 4
  const start = Math.floor(from / 256) * 256
  const size = Math.ceil((offset + Math.min(end, sizeOf(shape)) * 4 - start) / 16) * 16
  return { binding: { buffer, offset: start, size }, base: (from - start) / 4 }
}
