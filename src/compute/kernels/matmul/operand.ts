import { type Tensor } from '../../tensor/tensor'

/** One side of a product: number (line, step) of matrix `batch` is at batch · batchStep + line · lineStep + step · stepStep. */
export interface Operand {
  tensor: Tensor
  line: number
  step: number
  batch: number
}

/** A part of a tensor as a launch binds it: a range that begins at a multiple of 256 bytes, and where in it the part begins. */
export interface Window {
  binding: GPUBufferBinding
  base: number
}

/** The numbers from `first` to before `end` of a tensor. */
export function windowOf({ buffer, offset }: Tensor, first: number, end: number): Window {
  if (end <= first) return { binding: { buffer, size: 16 }, base: 0 }
  const from = offset + first * 4
  const start = Math.floor(from / 256) * 256
  const size = Math.ceil((offset + end * 4 - start) / 16) * 16
  return { binding: { buffer, offset: start, size }, base: (from - start) / 4 }
}
