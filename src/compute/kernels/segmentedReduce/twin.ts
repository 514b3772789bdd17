import type { SegmentOp } from './segmentedReduce'

/** Every segment's rows reduced column by column, segments × d; a segment without rows is NaN, or 0 for sum and count. */
export function segmentedReduceTwin(
  op: SegmentOp,
  values: ArrayLike<number>,
  cols: number,
  labels: ArrayLike<number>,
  segments: number,
): Float64Array {
  return Float64Array.from({ length: segments * cols }, (_, at) => {
    const segment = Math.floor(at / cols)
    const rows = Array.from(labels, (_label, i) => i).filter(i => labels[i] === segment)
    const numbers = rows.map(i => values[i * cols + (at % cols)])
    const sum = numbers.reduce((a, b) => a + b, 0)
    if (op === 'sum') return sum
    if (op === 'count') return rows.length
    if (rows.length === 0 || numbers.some(Number.isNaN)) return NaN
    if (op === 'mean') return sum / rows.length
    return numbers.reduce((a, b) => (op === 'min' ? Math.min(a, b) : Math.max(a, b)))
  })
}
