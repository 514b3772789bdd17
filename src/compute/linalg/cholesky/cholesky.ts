import { solveLower, solveLowerTransposed } from '../triangular/triangular'

/** A = L Lᵀ. `lower` is n × n, row-major, zero above the diagonal. */
export interface Cholesky {
  n: number
  lower: Float64Array
}

/** The leading block of order `pivot` is positive definite; row `pivot` depends on those before it, or the matrix is indefinite. */
export interface NotPositive {
  pivot: number
}

export const isFactored = (result: Cholesky | NotPositive): result is Cholesky => 'lower' in result

/**
 * Cholesky factor of a symmetric matrix (n × n, row-major, lower triangle read). A pivot that is not above
 * `tolerance` × its diagonal entry is no pivot: what is left of the column is rounding (default n · 2⁻⁵²; a NaN fails too).
 * Golub and Van Loan, Matrix Computations, 4.2.
 */
export function cholesky(a: Float64Array, n: number, tolerance = n * Number.EPSILON): Cholesky | NotPositive {
  const lower = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j]
      for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k]
      if (i > j) lower[i * n + j] = sum / lower[j * n + j]
      else if (sum > tolerance * Math.abs(a[j * n + j]) && sum < Infinity) lower[j * n + j] = Math.sqrt(sum)
      else return { pivot: j }
    }
  }
  return { n, lower }
}

/** A⁻¹ b for `count` right-hand sides side by side (b: n × count, row-major). */
export function choleskySolve({ n, lower }: Cholesky, b: Float64Array, count = 1): Float64Array {
  return solveLowerTransposed(lower, n, solveLower(lower, n, b, count), count)
}

/** A⁻¹ (n × n, row-major, exactly symmetric). */
export function choleskyInverse({ n, lower }: Cholesky): Float64Array {
  const identity = new Float64Array(n * n)
  for (let i = 0; i < n; i++) identity[i * n + i] = 1
  const half = solveLower(lower, n, identity, n)
  const inverse = new Float64Array(n * n)
  for (let k = 0; k < n; k++) {
    for (let i = 0; i <= k; i++) {
      const factor = half[k * n + i]
      for (let j = 0; j <= i; j++) inverse[i * n + j] += factor * half[k * n + j]
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) inverse[j * n + i] = inverse[i * n + j]
  return inverse
}

/** ln det A. */
export function choleskyLogDeterminant({ n, lower }: Cholesky): number {
  let sum = 0
  for (let i = 0; i < n; i++) sum += Math.log(lower[i * n + i])
  return 2 * sum
}
