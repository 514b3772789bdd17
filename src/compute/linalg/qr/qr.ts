import { solveUpper, solveUpperTransposed } from '../triangular/triangular'

/**
 * A P = Q R by Householder reflections. `factors` (m × n, row-major) holds R on and above the diagonal and the reflectors'
 * tails below it (their heads are 1); `tau` their factors; column j of R is column `order[j]` of A.
 */
export interface QR {
  m: number
  n: number
  factors: Float64Array
  tau: Float64Array
  order: Int32Array
  /** Number of diagonal entries of R above `tolerance` × the first: columns that do not depend on those before them. */
  rank: number
}

/**
 * Householder QR with column pivoting of A (m × n, row-major). `tolerance` decides the rank, relative to the largest
 * diagonal entry of R (default max(m, n) · 2⁻⁵²). Scale the columns first if their units differ.
 * Businger and Golub (1965); column norms downdated as in LAPACK's dgeqpf and computed anew when cancellation took half their digits.
 */
export function qr(a: Float64Array, m: number, n: number, tolerance = Math.max(m, n) * Number.EPSILON): QR {
  const f = a.slice(0, m * n)
  const steps = Math.min(m, n)
  const tau = new Float64Array(steps)
  const order = Int32Array.from({ length: n }, (_, j) => j)
  const norms = new Float64Array(n)
  for (let j = 0; j < n; j++) norms[j] = columnNorm(f, m, n, j, 0)
  const known = norms.slice()

  for (let k = 0; k < steps; k++) {
    let best = k
    for (let j = k + 1; j < n; j++) if (norms[j] > norms[best]) best = j
    if (best !== k) swapColumns(f, m, n, k, best, [norms, known, order])
    tau[k] = makeReflector(f, m, n, k)
    applyReflector(f, m, n, k, tau[k])
    for (let j = k + 1; j < n; j++) {
      if (norms[j] === 0) continue
      const left = Math.max(0, 1 - (f[k * n + j] / norms[j]) ** 2)
      const trusted = left * (norms[j] / known[j]) ** 2 > Math.sqrt(Number.EPSILON)
      norms[j] = trusted ? norms[j] * Math.sqrt(left) : columnNorm(f, m, n, j, k + 1)
      if (!trusted) known[j] = norms[j]
    }
  }
  const floor = tolerance * Math.abs(f[0] ?? 0)
  let rank = 0
  while (rank < steps && Math.abs(f[rank * n + rank]) > floor) rank++
  return { m, n, factors: f, tau, order, rank }
}

/** Qᵀ b (length m). */
export function multiplyQTransposed({ m, n, factors, tau }: QR, b: Float64Array): Float64Array {
  const x = b.slice(0, m)
  for (let k = 0; k < tau.length; k++) reflect(factors, m, n, k, tau[k], x)
  return x
}

/** Q x (length m). */
export function multiplyQ({ m, n, factors, tau }: QR, x: Float64Array): Float64Array {
  const b = x.slice(0, m)
  for (let k = tau.length - 1; k >= 0; k--) reflect(factors, m, n, k, tau[k], b)
  return b
}

/**
 * The x (length n) of least ‖A x − b‖, and among those of deficient rank the one of least ‖x‖, as scikit-learn and
 * statsmodels give it (complete orthogonal decomposition; Golub and Van Loan 5.5.2).
 */
export function leastSquares(system: QR, b: Float64Array): Float64Array {
  const { n, factors, order, rank } = system
  const c = multiplyQTransposed(system, b).subarray(0, rank)
  const inOrder = rank === n ? solveUpper(factors, n, c) : minimumNorm(factors, rank, n, c)
  const x = new Float64Array(n)
  for (let j = 0; j < n; j++) x[order[j]] = inOrder[j]
  return x
}

/** Least-norm z with [R₁ R₂] z = c, by a QR of the transpose (n × rank), which has full rank. */
function minimumNorm(upper: Float64Array, rank: number, n: number, c: Float64Array): Float64Array {
  const transposed = new Float64Array(n * rank)
  for (let i = 0; i < rank; i++) for (let j = i; j < n; j++) transposed[j * rank + i] = upper[i * n + j]
  const other = qr(transposed, n, rank, 0)
  const permuted = Float64Array.from(other.order, i => c[i])
  const z = new Float64Array(n)
  z.set(solveUpperTransposed(other.factors, rank, permuted))
  return multiplyQ(other, z)
}

/** Norm of column j from row `from` on, scaled against overflow. */
function columnNorm(f: Float64Array, m: number, n: number, j: number, from: number): number {
  let largest = 0
  for (let i = from; i < m; i++) largest = Math.max(largest, Math.abs(f[i * n + j]))
  if (largest === 0) return 0
  let sum = 0
  for (let i = from; i < m; i++) sum += (f[i * n + j] / largest) ** 2
  return largest * Math.sqrt(sum)
}

function swapColumns(
  f: Float64Array,
  m: number,
  n: number,
  a: number,
  b: number,
  beside: (Float64Array | Int32Array)[],
): void {
  for (let i = 0; i < m; i++) swap(f, i * n + a, i * n + b)
  for (const values of beside) swap(values, a, b)
}

function swap(values: Float64Array | Int32Array, a: number, b: number): void {
  const kept = values[a]
  values[a] = values[b]
  values[b] = kept
}

/** Turns column k below the diagonal into the tail of H = I − τ v vᵀ, with R's entry on the diagonal. Returns τ. */
function makeReflector(f: Float64Array, m: number, n: number, k: number): number {
  const norm = columnNorm(f, m, n, k, k)
  if (norm === 0) return 0
  const head = f[k * n + k]
  const diagonal = head > 0 ? -norm : norm
  for (let i = k + 1; i < m; i++) f[i * n + k] /= head - diagonal
  f[k * n + k] = diagonal
  return (diagonal - head) / diagonal
}

/** H applied to the columns right of k, row by row. */
function applyReflector(f: Float64Array, m: number, n: number, k: number, tau: number): void {
  if (tau === 0 || k + 1 === n) return
  const dots = f.slice(k * n, k * n + n)
  for (let i = k + 1; i < m; i++) {
    const v = f[i * n + k]
    for (let j = k + 1; j < n; j++) dots[j] += v * f[i * n + j]
  }
  for (let j = k + 1; j < n; j++) f[k * n + j] -= tau * dots[j]
  for (let i = k + 1; i < m; i++) {
    const v = tau * f[i * n + k]
    for (let j = k + 1; j < n; j++) f[i * n + j] -= v * dots[j]
  }
}

/** H applied to one vector of length m. */
function reflect(f: Float64Array, m: number, n: number, k: number, tau: number, x: Float64Array): void {
  let dot = x[k]
  for (let i = k + 1; i < m; i++) dot += f[i * n + k] * x[i]
  dot *= tau
  x[k] -= dot
  for (let i = k + 1; i < m; i++) x[i] -= dot * f[i * n + k]
}
