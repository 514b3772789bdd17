import { leastSquares, multiplyQTransposed, qr, type QR } from '../../../linalg/qr/qr'
import { refine } from '../../../linalg/refine/refine'
import { solveUpper, solveUpperTransposed } from '../../../linalg/triangular/triangular'
import { leastNorm } from './dependence'
import { type Design, weightedMean } from './design'
import { identity, type Solution, whole } from './solution'
import { chunks, slopesAt } from './sweeps'

/** About a second of work on one core. */
const mostWork = 2e8
/** 160 MB, twice while it is factored. */
const mostCells = 2e7

export const hostQrFits = ({ n }: Design, q: number): boolean => n * q * q <= mostWork && n * q <= mostCells

/**
 * Least squares over the features `live` by pivoted Householder QR of the standardised, exactly centred columns in double
 * precision, refined by slopes with twice the digits: the rounding of QR grows with the square of the condition, theirs does not.
 * A ridge penalty stands below as rows √(Σw · l2).
 */
export async function hostQr(design: Design, live: readonly number[], l2: Float64Array): Promise<Solution> {
  const { n, weights, total } = design
  const q = live.length
  const rows = l2.some(x => x > 0) ? q : 0
  const m = n + rows
  const a = new Float64Array(m * q)
  const b = new Float64Array(m)
  const root = (i: number): number => (weights ? Math.sqrt(weights[i]) : 1)
  for await (const { start, count, z } of chunks(design))
    for (const [at, j] of live.entries()) for (let i = 0; i < count; i++) a[(start + i) * q + at] = z[j * count + i]
  const column = new Float64Array(n)
  for (let at = 0; at < q; at++) {
    for (let i = 0; i < n; i++) column[i] = a[i * q + at]
    const mean = design.intercept ? weightedMean(design, column) : 0
    for (let i = 0; i < n; i++) a[i * q + at] = (column[i] - mean) * root(i)
    if (rows) a[(n + at) * q + at] = Math.sqrt(total * l2[live[at]])
  }
  for (let i = 0; i < n; i++) b[i] = design.target[i] * root(i)
  const system = qr(a, m, q)
  if (system.rank < q) return deficient(design, live, system, b)
  const half = inverseHalf(system, Math.sqrt(total))
  const start = leastSquares(system, b)
  const penalty = Float64Array.from(live, j => l2[j])
  const { x, lastCorrection } = await refine({
    size: q,
    start,
    residual: gamma => slopesAt(design, gamma, live, penalty),
    solve: slopes => applied(half, q, slopes),
  })
  if (lastCorrection <= 1e-10) return whole(design, live, x, half, true)
  // The digits ran out on the way: of both ends the one that is nearer to the least squares, in the metric of their curvature.
  const away = async (gamma: Float64Array): Promise<number> => {
    const slopes = await slopesAt(design, gamma, live, penalty)
    return applied(half, q, slopes).reduce((sum, step, i) => sum + step * slopes[i], 0)
  }
  return whole(design, live, (await away(x)) < (await away(start)) ? x : start, half, true)
}

/** halfᵀ half v. */
function applied(half: Float64Array, q: number, v: Float64Array): Float64Array {
  const out = new Float64Array(q)
  for (let k = 0; k < q; k++) {
    let sum = 0
    for (let j = 0; j < q; j++) sum += half[k * q + j] * v[j]
    for (let j = 0; j < q; j++) out[j] += half[k * q + j] * sum
  }
  return out
}

/** √Σw R⁻ᵀ Pᵀ (q × q). */
function inverseHalf({ n: q, factors, order }: QR, rootTotal: number): Float64Array {
  const inverse = solveUpperTransposed(factors, q, identity(q), q)
  const half = new Float64Array(q * q)
  for (let k = 0; k < q; k++) for (let i = 0; i < q; i++) half[k * q + order[i]] = rootTotal * inverse[k * q + i]
  return half
}

/** The first `rank` pivots carry the fit; the others are combinations of them. */
function deficient(design: Design, live: readonly number[], system: QR, b: Float64Array): Solution {
  const { n: q, factors, order, rank } = system
  const rest = q - rank
  const basic = solveUpper(factors, rank, multiplyQTransposed(system, b).subarray(0, rank), 1, q)
  const right = new Float64Array(rank * rest)
  for (let i = 0; i < rank; i++) for (let j = 0; j < rest; j++) right[i * rest + j] = factors[i * q + rank + j]
  const combinations = solveUpper(factors, rank, right, rest, q)
  const features = Array.from(order, i => live[i])
  return leastNorm(design, features.slice(0, rank), basic, features.slice(rank), combinations)
}
