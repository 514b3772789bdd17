/** One axis of an array that is moved: its length, and how far apart its numbers lie before and after. */
export interface Axis {
  size: number
  from: number
  to: number
}

/**
 * The axes of a transposition, in the input's order, with as few as will do: single ones are left out, and those that stay neighbours are one.
 */
export function axesOf(shape: readonly number[], order: readonly number[]): Axis[] {
  const strides = (sizes: readonly number[]): number[] => {
    const result = sizes.map(() => 1)
    for (let i = sizes.length - 2; i >= 0; i--) result[i] = result[i + 1] * sizes[i + 1]
    return result
  }
  const from = strides(shape)
  const to = strides(order.map(axis => shape[axis]))
  const axes: Axis[] = []
  for (const [i, size] of shape.entries()) {
    if (size === 1) continue
    const axis = { size, from: from[i], to: to[order.indexOf(i)] }
    const before = axes.at(-1)
    if (before?.from === axis.from * size && before.to === axis.to * size)
      axes[axes.length - 1] = { ...axis, size: before.size * size }
    else axes.push(axis)
  }
  return axes
}

/** A part of the axes: sizes, and where it begins before and after. */
export interface Part {
  axes: readonly Axis[]
  from: number
  to: number
}

/** Numbers from the first to the last, those between included. */
export const spanOf = (axes: readonly Axis[], side: 'from' | 'to'): number =>
  axes.reduce((span, axis) => span + (axis.size - 1) * axis[side], 1)

/** Cuts a transposition into parts of at most `most` numbers that span at most `limit` on either side. */
export function* partsOf(part: Part, limit: number, most: number): Generator<Part, void> {
  const { axes } = part
  const numbers = axes.reduce((product, { size }) => product * size, 1)
  const side = spanOf(axes, 'from') > limit ? 'from' : spanOf(axes, 'to') > limit || numbers > most ? 'to' : undefined
  // Cutting the axis with the widest steps shortens the span of that side.
  const cut = side && axes.filter(axis => axis.size > 1).reduce((a, b) => (b[side] > a[side] ? b : a))
  if (!cut) {
    yield part
    return
  }
  const half = cut.size > 4 ? Math.ceil(cut.size / 8) * 4 : Math.ceil(cut.size / 2)
  const sized = (size: number): Axis[] => axes.map(axis => (axis === cut ? { ...axis, size } : axis))
  yield* partsOf({ ...part, axes: sized(half) }, limit, most)
  const begins = { from: part.from + half * cut.from, to: part.to + half * cut.to }
  yield* partsOf({ axes: sized(cut.size - half), ...begins }, limit, most)
}
