/** numpy's transpose of an array given row by row. */
export function transposeTwin(
  values: ArrayLike<number>,
  shape: readonly number[],
  order: readonly number[],
): Float64Array {
  const result = new Float64Array(values.length)
  const moved = order.map(axis => shape[axis])
  for (let i = 0; i < values.length; i++) {
    const at = shape.map(() => 0)
    for (let axis = shape.length - 1, rest = i; axis >= 0; axis--) {
      at[axis] = rest % shape[axis]
      rest = Math.floor(rest / shape[axis])
    }
    result[order.reduce((place, axis, j) => place * moved[j] + at[axis], 0)] = values[i]!
  }
  return result
}
