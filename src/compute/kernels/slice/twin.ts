import { sizeOf } from '../../tensor/tensor'

/** Places in an array of shape `large` of the numbers of its part of shape `small` from `start` on along an axis, row by row. */
export function placesOfPart(
  large: readonly number[],
  small: readonly number[],
  axis: number,
  start: number,
): number[] {
  return Array.from({ length: sizeOf(small) }, (_, index) => {
    let [rest, at, stride] = [index, 0, 1]
    for (let k = small.length - 1; k >= 0; k--) {
      at += ((rest % small[k]) + (k === axis ? start : 0)) * stride
      rest = Math.floor(rest / small[k])
      stride *= large[k]
    }
    return at
  })
}
