import { describe, sizeOf } from '../../tensor/tensor'

/** One axis of a walk over several arrays: its size, and how far each array moves along it (0 where it repeats). */
export interface Axis {
  size: number
  strides: readonly number[]
}

/**
 * The axes of a walk over `shape`, innermost first, with the strides of arrays that broadcast to it as in numpy: shapes are aligned
 * at their last axis, and axes of size 1 repeat. Axes along which every array moves on evenly are one; axes of size 1 are left out.
 * Errors: a plain `Error` naming both shapes.
 */
export function axesOf(shape: readonly number[], arrays: readonly (readonly number[])[]): Axis[] {
  for (const array of arrays)
    if (!broadcasts(array, shape)) throw new Error(`${describe(array)} does not broadcast to ${describe(shape)}.`)
  const axes: Axis[] = []
  const reached = arrays.map(() => 1)
  for (let back = 1; back <= shape.length; back++) {
    const size = shape.at(-back)!
    const strides = arrays.map((array, k) => {
      const own = array.at(-back) ?? 1
      const stride = own === 1 ? 0 : reached[k]
      reached[k] *= back <= array.length ? own : 1
      return stride
    })
    if (size === 1) continue
    const inner = axes.at(-1)
    if (inner?.strides.every((stride, k) => stride * inner.size === strides[k])) inner.size *= size
    else axes.push({ size, strides })
  }
  return axes
}

function broadcasts(array: readonly number[], shape: readonly number[]): boolean {
  if (array.length > shape.length) return false
  return array.every((size, i) => size === 1 || size === shape[shape.length - array.length + i])
}

/** First and last index that array `k` takes while the walk goes from `start` to before `end`. */
export function touched(axes: readonly Axis[], k: number, start: number, end: number): [number, number] {
  let [from, to] = [start, end - 1]
  let [low, high] = [0, 0]
  let block = sizeOf(axes.map(axis => axis.size))
  for (let d = axes.length - 1; d >= 0; d--) {
    const { size, strides } = axes[d]
    block /= size
    const [first, last] = [Math.floor(from / block), Math.floor(to / block)]
    low += first * strides[k]
    high += last * strides[k]
    from -= first * block
    to -= last * block
    if (first === last) continue
    // Everything further inside is run through, or nearly.
    for (const inside of axes.slice(0, d)) high += (inside.size - 1) * inside.strides[k]
    break
  }
  return [low, high]
}

/** The digits of an index along the axes, innermost first. */
export function digits(index: number, sizes: readonly number[]): number[] {
  return sizes.map(size => {
    const digit = index % size
    index = Math.floor(index / size)
    return digit
  })
}
