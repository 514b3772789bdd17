import { cholesky, isFactored } from '../../../linalg/cholesky/cholesky'
import { qr } from '../../../linalg/qr/qr'
import { solveLower, solveUpper, solveUpperTransposed } from '../../../linalg/triangular/triangular'
import type { Exact } from './exact'
import { hessianOf } from './hessian'
import type { Loss } from './loss'
import type { Problem } from './problem'

/** The objective's Hessian (cols × cols) with two classes; columns that have nothing to add stand by themselves. */
export interface Curvature {
  /** cols × cols with (Hessian)⁻¹ = halfᵀ half. */
  half: Float64Array
  diagonal: Float64Array
}

/** Pivots, relative to the diagonal, above which a Hessian of single precision leaves five digits of an inverse. */
const clear = 1e-2
/** Pivots below this leave a Hessian of single precision three digits of the way to the optimum, or none. */
const unseen = 1e-4
/** Pivots that are the rounding of a Hessian in double, and in single precision. */
const roundings = { double: 1e-11, single: 1e-6 }

/**
 * The Hessian at z, its inverse good to five digits: by QR of the weighted rows where there are few, by the device where columns stand
 * apart, by sums in double precision where these can be paid. `dependent`: this column follows from others. Errors: `cancelled`.
 */
export async function curvatureOf(
  loss: Loss,
  exact: Exact | undefined,
  z: Float64Array,
  signal: AbortSignal,
): Promise<Curvature | { dependent: number }> {
  if (exact?.qrFits) return byQr(exact, z)
  const rough = byCholesky(loss, await hessianOf(loss, z), roundings.single)
  if (!exact?.hessianFits || (!('dependent' in rough) && apart(rough))) return rough
  return byCholesky(loss, await exact.hessian(z, signal), roundings.double)
}

/** Whether no pivot is small: half is L⁻¹, so its diagonal are their roots' inverses. */
const apart = ({ half, diagonal }: Curvature): boolean =>
  diagonal.every((own, j) => 1 / half[j * diagonal.length + j] ** 2 > clear * own)

/** Whether no column so nearly follows from others that single precision does not see by what it differs. */
export function standApart({ problem, count }: Loss, hessian: Float64Array): boolean {
  return isFactored(cholesky(filled(problem, hessian, count), count, unseen))
}

/** The Hessian (n × n) with 1 for what columns that have nothing to add lack. */
function filled({ cols, unit }: Problem, hessian: Float64Array, n: number): Float64Array {
  const out = hessian.slice()
  for (let m = 0; m < n; m++) if (unit[m % cols] === 0) out[m * n + m] = 1
  return out
}

function byCholesky({ problem }: Loss, hessian: Float64Array, tolerance: number): Curvature | { dependent: number } {
  const { cols } = problem
  const whole = filled(problem, hessian, cols)
  const factor = cholesky(whole, cols, tolerance)
  if (!isFactored(factor)) return { dependent: factor.pivot }
  return {
    half: solveLower(factor.lower, cols, identity(cols), cols),
    diagonal: Float64Array.from({ length: cols }, (_, j) => whole[j * cols + j]),
  }
}

function byQr(exact: Exact, z: Float64Array): Curvature | { dependent: number } {
  const { cols } = exact.problem
  const { a, b, live } = exact.weighted(z)
  const q = live.length
  const { factors, order, rank } = qr(a, b.length, q)
  if (rank < q) {
    const on = solveUpper(
      factors,
      rank,
      Float64Array.from({ length: rank }, (_, i) => factors[i * q + rank]),
      1,
      q,
    )
    const together = [...order].filter((_, i) => i === rank || Math.abs(on[i]) > 1e-6)
    return { dependent: Math.max(...together.map(i => live[i])) }
  }
  const inverse = solveUpperTransposed(factors, q, identity(q), q)
  const half = identity(cols)
  for (const j of live) half[j * cols + j] = 0
  for (let k = 0; k < q; k++) for (let i = 0; i < q; i++) half[live[k] * cols + live[order[i]]] = inverse[k * q + i]
  const diagonal = new Float64Array(cols).fill(1)
  for (const [at, j] of live.entries()) {
    diagonal[j] = 0
    for (let i = 0; i < b.length; i++) diagonal[j] += a[i * q + at] ** 2
  }
  return { half, diagonal }
}

function identity(n: number): Float64Array {
  const one = new Float64Array(n * n)
  for (let i = 0; i < n; i++) one[i * n + i] = 1
  return one
}

/** Diagonal of the inverse. */
export const inverseDiagonal = ({ half, diagonal }: Curvature): Float64Array =>
  diagonal.map((_, j) => {
    let sum = 0
    for (let k = 0; k < diagonal.length; k++) sum += half[k * diagonal.length + j] ** 2
    return sum
  })
