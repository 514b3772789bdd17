/**
 * Solves with triangular matrices in double precision on the host. Matrices are row-major; `stride` is the length of a
 * stored row, so a triangle inside a wider matrix (the R of a QR) is used in place. `count` right-hand sides stand side by
 * side: `b` is n × count, row-major. The diagonal must have no zero.
 */

/** L x = b by forward substitution. Reads the lower triangle only. Returns x (n × count). */
export function solveLower(lower: Float64Array, n: number, b: Float64Array, count = 1, stride = n): Float64Array {
  const x = b.slice(0, n * count)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) subtractRow(x, i, k, lower[i * stride + k], count)
    divideRow(x, i, lower[i * stride + i], count)
  }
  return x
}

/** Lᵀ x = b by back substitution, reading the lower triangle of L. Returns x (n × count). */
export function solveLowerTransposed(
  lower: Float64Array,
  n: number,
  b: Float64Array,
  count = 1,
  stride = n,
): Float64Array {
  const x = b.slice(0, n * count)
  for (let i = n - 1; i >= 0; i--) {
    divideRow(x, i, lower[i * stride + i], count)
    for (let k = 0; k < i; k++) subtractRow(x, k, i, lower[i * stride + k], count)
  }
  return x
}

/** R x = b by back substitution. Reads the upper triangle only. Returns x (n × count). */
export function solveUpper(upper: Float64Array, n: number, b: Float64Array, count = 1, stride = n): Float64Array {
  const x = b.slice(0, n * count)
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) subtractRow(x, i, k, upper[i * stride + k], count)
    divideRow(x, i, upper[i * stride + i], count)
  }
  return x
}

/** Rᵀ x = b by forward substitution, reading the upper triangle of R. Returns x (n × count). */
export function solveUpperTransposed(
  upper: Float64Array,
  n: number,
  b: Float64Array,
  count = 1,
  stride = n,
): Float64Array {
  const x = b.slice(0, n * count)
  for (let i = 0; i < n; i++) {
    divideRow(x, i, upper[i * stride + i], count)
    for (let k = i + 1; k < n; k++) subtractRow(x, k, i, upper[i * stride + k], count)
  }
  return x
}

/** Row `to` of x minus `factor` times its row `from`. */
function subtractRow(x: Float64Array, to: number, from: number, factor: number, count: number): void {
  if (factor === 0) return
  for (let c = 0; c < count; c++) x[to * count + c] -= factor * x[from * count + c]
}

function divideRow(x: Float64Array, row: number, divisor: number, count: number): void {
  for (let c = 0; c < count; c++) x[row * count + c] /= divisor
}
