/**
 * A column on the device: n single-precision codes u, value = shift + scale · u. Shift and scale are doubles, so a column at 1e6 ± 1
 * loses nothing; codes lie in [−1, 1], so squares never overflow. Missing cells have code 0 and a bit in `mask`.
 */
export interface Image {
  buffer: GPUBuffer
  shift: number
  scale: number
  /** One bit per row, set where the cell is missing; absent when none is. */
  mask?: GPUBuffer
}
