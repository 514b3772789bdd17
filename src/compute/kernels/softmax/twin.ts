/**
 * Softmax of rows of `size` numbers, or its logarithm, in double precision, each answer rounded to single. `lengths`: of each row; 0 behind
 * it.
 */
export function softmaxTwin(
  x: ArrayLike<number>,
  size: number,
  log = false,
  lengths?: readonly number[],
): Float64Array {
  const out = Float64Array.from(x)
  for (let start = 0; start < out.length; start += size) {
    const length = Math.min(size, lengths?.[start / size] ?? size)
    const row = out.subarray(start, start + length)
    out.fill(0, start + length, start + size)
    const largest = row.reduce((a, b) => Math.max(a, b), -Infinity)
    const total = row.reduce((sum, v) => sum + Math.exp(v - largest), 0)
    row.forEach((v, j) => (row[j] = log ? v - largest - Math.log(total) : Math.exp(v - largest) / total))
    row.forEach((v, j) => (row[j] = Math.fround(v)))
  }
  return out
}

/** dx by the matrix of partial derivatives, row by row. */
export function softmaxGradientTwin(
  y: ArrayLike<number>,
  dy: ArrayLike<number>,
  size: number,
  log = false,
): Float64Array {
  return Float64Array.from({ length: y.length }, (_, i) => {
    const start = i - (i % size)
    let sum = 0
    for (let j = start; j < start + size; j++) {
      const same = Number(i === j)
      sum += dy[j] * (log ? same - Math.exp(y[i]) : y[j] * (same - y[i]))
    }
    return sum
  })
}
