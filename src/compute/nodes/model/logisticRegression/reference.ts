/**
 * The same mathematics, plainly, in double precision: Newton's method on C · Σ wᵢ lossᵢ + ½ ‖β‖² (or on Σ wᵢ lossᵢ) with a row of
 * coefficients for each class, or one for two classes. For tests: n × p numbers, cubic in classes × features.
 */
export interface Reference {
  coefficients: number[][]
  intercept: number[]
  logLikelihood: number
}

export interface ReferenceOptions {
  classes: number
  /** Infinity: no penalty. */
  c?: number
  weights?: readonly number[]
  fitIntercept?: boolean
}

export function reference(
  rows: readonly (readonly number[])[],
  codes: readonly number[],
  options: ReferenceOptions,
): Reference {
  const { classes, c = 1, fitIntercept = true } = options
  const p = rows[0].length
  const outputs = classes === 2 ? 1 : classes
  const weights = options.weights ?? rows.map(() => 1)
  const mean = rows[0].map((_, j) => (fitIntercept ? rows.reduce((s, row) => s + row[j], 0) / rows.length : 0))
  const design = rows.map(row => [...row.map((x, j) => x - mean[j]), ...(fitIntercept ? [1] : [])])
  const cols = design[0].length
  const size = outputs * cols
  let beta = new Array<number>(size).fill(0)
  const scoresOf = (b: readonly number[], x: readonly number[]): number[] => {
    const scores = Array.from({ length: outputs }, (_, k) => x.reduce((s, v, j) => s + b[k * cols + j] * v, 0))
    return outputs === 1 ? [0, scores[0]] : scores
  }
  const chances = (b: readonly number[], x: readonly number[]): number[] => {
    const scores = scoresOf(b, x)
    const top = Math.max(...scores)
    const raised = scores.map(s => Math.exp(s - top))
    const sum = raised.reduce((s, e) => s + e, 0)
    return raised.map(e => e / sum)
  }
  const lossOf = (b: readonly number[]): number =>
    design.reduce((sum, x, i) => {
      const scores = scoresOf(b, x)
      const top = Math.max(...scores)
      return sum + weights[i] * (top - scores[codes[i]] + Math.log(scores.reduce((s, v) => s + Math.exp(v - top), 0)))
    }, 0)
  const objective = (b: readonly number[]): number =>
    lossOf(b) + b.reduce((s, v, m) => s + (m % cols < p ? v * v : 0), 0) / (2 * c)
  for (let round = 0; round < 100; round++) {
    const gradient = beta.map((b, m) => (m % cols < p ? b / c : 0))
    const hessian = beta.map((_, m) =>
      beta.map((_b, l) => (m === l && m % cols < p ? 1 / c : 0) + (outputs > 1 && m % cols === l % cols ? 1e-3 : 0)),
    )
    for (const [i, x] of design.entries()) {
      const all = chances(beta, x)
      const mine = outputs === 1 ? [all[1]] : all
      for (let k = 0; k < outputs; k++) {
        const hit = outputs === 1 ? codes[i] === 1 : codes[i] === k
        for (let j = 0; j < cols; j++) gradient[k * cols + j] += weights[i] * (mine[k] - (hit ? 1 : 0)) * x[j]
        for (let l = 0; l < outputs; l++) {
          const curvature = weights[i] * mine[k] * ((k === l ? 1 : 0) - mine[l])
          for (let j = 0; j < cols; j++)
            for (let m = 0; m < cols; m++) hessian[k * cols + j][l * cols + m] += curvature * x[j] * x[m]
        }
      }
    }
    const step = solved(hessian, gradient)
    const from = objective(beta)
    let size = 1
    let next = beta
    do {
      next = beta.map((b, m) => b - size * step[m])
      size /= 2
    } while (objective(next) > from + 1e-13 * Math.abs(from) && size > 1e-9)
    const moved = Math.max(...next.map((b, m) => Math.abs(b - beta[m]) / (1 + Math.abs(b))))
    beta = next
    if (moved < 1e-13) break
  }
  const coefficients = Array.from({ length: outputs }, (_, k) => beta.slice(k * cols, k * cols + p))
  const intercept = coefficients.map((row, k) =>
    fitIntercept ? beta[k * cols + p] - row.reduce((s, b, j) => s + b * mean[j], 0) : 0,
  )
  return { coefficients, intercept, logLikelihood: -lossOf(beta) }
}

/** A⁻¹ b by elimination with pivots. */
function solved(a: number[][], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i]])
  const n = b.length
  for (let j = 0; j < n; j++) {
    const best = rows.slice(j).reduce((top, row, i) => (Math.abs(row[j]) > Math.abs(rows[top][j]) ? j + i : top), j)
    ;[rows[j], rows[best]] = [rows[best], rows[j]]
    for (let i = j + 1; i < n; i++) {
      const share = rows[i][j] / rows[j][j]
      for (let l = j; l <= n; l++) rows[i][l] -= share * rows[j][l]
    }
  }
  const x = new Array<number>(n).fill(0)
  for (let i = n - 1; i >= 0; i--)
    x[i] = (rows[i][n] - x.reduce((s, v, l) => (l > i ? s + rows[i][l] * v : s), 0)) / rows[i][i]
  return x
}
