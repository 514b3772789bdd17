import { LatheError } from '../../../shared/errors'
import { multiplyQ, qr } from '../qr/qr'

/** A = U diag(values) Vᵀ with k = min(m, n). */
export interface Svd {
  /** m × k, row by row: orthonormal columns. */
  u: Float64Array
  /** Singular values, largest first. */
  values: Float64Array
  /** n × k, row by row: orthonormal columns. Signs of a pair of columns of U and V are arbitrary. */
  v: Float64Array
}

/** Sweeps over all pairs of columns; ten are the most that were ever seen for n below a thousand. */
const maxSweeps = 40

/**
 * Thin singular value decomposition of A (m × n, row by row, finite) in double precision: QR with column pivoting, then one-sided
 * Jacobi rotations of the rows of R, so that small singular values keep their digits where columns differ much in size. Takes about
 * 10 · k² · max(m, n) steps. Hestenes (1958); Drmač and Veselić, New fast and accurate Jacobi SVD algorithm (2008).
 * Errors: `numeric` for numbers that are not finite.
 */
export function svd(a: Float64Array, m: number, n: number): Svd {
  if (!a.every(Number.isFinite)) throw notFinite()
  if (m < n) {
    const { u, values, v } = svd(transposed(a, m, n), n, m)
    return { u: v, values, v: u }
  }
  const largest = a.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  // A power of two rounds nothing, and squares stay in range.
  const scale = largest > 0 ? 2 ** Math.floor(Math.log2(largest)) : 1
  const system = qr(
    a.map(x => x / scale),
    m,
    n,
  )
  // Rows of R, which the rotations make orthogonal: W R = diag(σ) Zᵀ, so R = Wᵀ diag(σ) Zᵀ.
  const rows = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) rows[i * n + j] = system.factors[i * n + j]!
  const turns = identity(n)
  orthogonalize(rows, turns, n)
  const norms = Float64Array.from({ length: n }, (_, i) => norm(rows.subarray(i * n, i * n + n)))
  const order = Array.from(norms.keys()).sort((i, j) => norms[j] - norms[i])
  const values = Float64Array.from(order, i => norms[i] * scale)
  const right = order.map(i => {
    const row = rows.subarray(i * n, i * n + n)
    return norms[i] > 0 ? row.map(x => x / norms[i]) : row.fill(0)
  })
  completeBasis(right, n)
  const v = new Float64Array(n * n)
  const u = new Float64Array(m * n)
  order.forEach((from, k) => {
    for (let j = 0; j < n; j++) v[system.order[j] * n + k] = right[k][j]!
    const padded = new Float64Array(m)
    padded.set(turns.subarray(from * n, from * n + n))
    multiplyQ(system, padded).forEach((x, i) => (u[i * n + k] = x))
  })
  return { u, values, v }
}

/** Turns pairs of rows until all are orthogonal; `turns` takes the same rotations. Rutishauser's formulas (1966). */
function orthogonalize(rows: Float64Array, turns: Float64Array, n: number): void {
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    let turned = false
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        let [alpha, beta, gamma] = [0, 0, 0]
        for (let k = 0; k < n; k++) {
          const [x, y] = [rows[p * n + k], rows[q * n + k]]
          alpha += x * x
          beta += y * y
          gamma += x * y
        }
        if (gamma === 0 || Math.abs(gamma) <= Number.EPSILON * Math.sqrt(alpha * beta)) continue
        turned = true
        const zeta = (beta - alpha) / (2 * gamma)
        const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta))
        const c = 1 / Math.hypot(1, t)
        rotate(rows, p * n, q * n, n, c, c * t)
        rotate(turns, p * n, q * n, n, c, c * t)
      }
    if (!turned) return
  }
}

function rotate(values: Float64Array, p: number, q: number, n: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const [x, y] = [values[p + k], values[q + k]]
    values[p + k] = c * x - s * y
    values[q + k] = s * x + c * y
  }
}

/** Gives rows of zeros (singular value 0) directions that are orthogonal to all others. */
function completeBasis(rows: readonly Float64Array[], n: number): void {
  const known = rows.filter(row => norm(row) > 0)
  for (const row of rows) {
    if (norm(row) > 0) continue
    for (let axis = 0; axis < n && norm(row) === 0; axis++) {
      const candidate = new Float64Array(n)
      candidate[axis] = 1
      // Twice is enough (Kahan): what the first pass leaves of the others is rounding of the candidate.
      for (let pass = 0; pass < 2; pass++)
        for (const other of known) {
          const share = candidate.reduce((sum, x, k) => sum + x * other[k], 0)
          for (let k = 0; k < n; k++) candidate[k] -= share * other[k]
        }
      const size = norm(candidate)
      if (size > 1 / (2 * Math.sqrt(n))) row.set(candidate.map(x => x / size))
    }
    known.push(row)
  }
}

const norm = (x: Float64Array): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0))

function identity(n: number): Float64Array {
  const one = new Float64Array(n * n)
  for (let i = 0; i < n; i++) one[i * n + i] = 1
  return one
}

function transposed(a: Float64Array, m: number, n: number): Float64Array {
  const out = new Float64Array(m * n)
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out[j * m + i] = a[i * n + j]!
  return out
}

const notFinite = (): LatheError =>
  new LatheError({
    code: 'numeric',
    message: 'The singular values of a matrix could not be found.',
    remedy: 'Check the features for infinite or extreme values.',
  })
