/** Principal components in plain double precision, for tests: independent of the covariance matrix and of the device. */
export interface Reference {
  mean: Float64Array
  /** p × p, row-major, largest deviation first; signs arbitrary. */
  directions: Float64Array
  /** ÷ n − 1. */
  variances: Float64Array
}

/**
 * Singular value decomposition of the centred rows by one-sided Jacobi rotations (Hestenes 1958): columns are turned in pairs until
 * all are orthogonal; their squared lengths ÷ (n − 1) are the variances. Small ones keep their digits. Rows may have weights.
 */
export function reference(columns: readonly Float64Array[], weights?: Float64Array): Reference {
  const [p, n] = [columns.length, columns[0].length]
  const w = weights ?? new Float64Array(n).fill(1)
  const total = w.reduce((s, x) => s + x, 0)
  const mean = Float64Array.from(columns, c => c.reduce((s, x, i) => s + w[i] * x, 0) / total)
  const a = columns.map((c, j) => c.map((x, i) => (x - mean[j]) * Math.sqrt(w[i])))
  const v = Array.from({ length: p }, (_, j) => Float64Array.from({ length: p }, (__, i) => (i === j ? 1 : 0)))
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false
    for (let i = 0; i < p; i++)
      for (let j = i + 1; j < p; j++) {
        const [alpha, beta, gamma] = [dot(a[i], a[i]), dot(a[j], a[j]), dot(a[i], a[j])]
        if (Math.abs(gamma) <= 1e-15 * Math.sqrt(alpha * beta)) continue
        turned = true
        const zeta = (beta - alpha) / (2 * gamma)
        const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta))
        const c = 1 / Math.sqrt(1 + t * t)
        turn(a[i], a[j], c, c * t)
        turn(v[i], v[j], c, c * t)
      }
    if (!turned) break
  }
  const squares = a.map(x => dot(x, x))
  const order = squares.map((_, j) => j).sort((i, j) => squares[j] - squares[i])
  const directions = new Float64Array(p * p)
  order.forEach((from, k) => directions.set(v[from], k * p))
  return { mean, directions, variances: Float64Array.from(order, j => squares[j] / (total - 1)) }
}

const dot = (x: Float64Array, y: Float64Array): number => x.reduce((s, value, i) => s + value * y[i], 0)

function turn(x: Float64Array, y: Float64Array, c: number, s: number): void {
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i], y[i]]
    x[i] = c * a - s * b
    y[i] = s * a + c * b
  }
}
