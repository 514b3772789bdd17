import { LatheError } from '../../../../shared/errors'
import { cholesky, choleskySolve, isFactored } from '../../../linalg/cholesky/cholesky'
import { refine } from '../../../linalg/refine/refine'
import type { Design } from './design'
import type { Solution } from './solution'
import type { Gram } from './rawGram'
import { residualOf, slopesOf } from './sweeps'

/**
 * Order of the pivots of a positive semidefinite matrix (n × n), largest first, and how many are above `tolerance` × their
 * diagonal entry. Cholesky with complete pivoting: Golub and Van Loan, Matrix Computations, 4.2.8.
 */
export function pivots(matrix: Float64Array, n: number, tolerance: number): { order: number[]; rank: number } {
  const a = matrix.slice()
  const order = Array.from({ length: n }, (_, j) => j)
  const left = order.map(j => a[j * n + j])
  const first = left.slice()
  const rows: Float64Array[] = []
  for (let k = 0; k < n; k++) {
    let best = k
    for (let i = k + 1; i < n; i++)
      if (left[order[i]] / first[order[i]] > left[order[best]] / first[order[best]]) best = i
    ;[order[k], order[best]] = [order[best], order[k]]
    const j = order[k]
    if (!(left[j] > tolerance * first[j])) return { order, rank: k }
    const row = a.slice(j * n, j * n + n)
    for (const earlier of rows) if (earlier[j] !== 0) for (let i = 0; i < n; i++) row[i] -= earlier[j] * earlier[i]
    const root = Math.sqrt(left[j])
    for (let i = 0; i < n; i++) row[i] /= root
    for (let i = k + 1; i < n; i++) left[order[i]] -= row[order[i]] ** 2
    rows.push(row)
  }
  return { order, rank: n }
}

/**
 * Least squares with dependent columns in many rows: the basis is fitted and each other column is expressed by the basis, all
 * with residuals in double precision. Errors: `numeric` where a column is nearly but not quite a combination of others.
 */
export async function minimumNorm(
  design: Design,
  gram: Gram,
  basis: readonly number[],
  others: readonly number[],
): Promise<Solution> {
  const { p } = design
  const q = basis.length
  const factor = cholesky(
    Float64Array.from({ length: q * q }, (_, k) => gram.products[basis[Math.floor(k / q)] * p + basis[k % q]]),
    q,
  )
  if (!isFactored(factor)) throw undecided([])
  const fit = async (target: Float64Array): Promise<{ x: Float64Array; left: Float64Array }> => {
    const { x } = await refine({
      size: q,
      residual: async gamma => slopesOf(design, (await residualOf(design, gamma, basis, target)).residual, basis),
      solve: slopes => choleskySolve(factor, slopes),
      enough: 1e-13,
    })
    return { x, left: (await residualOf(design, x, basis, target)).residual }
  }
  const { x: basic } = await fit(design.target)
  const combinations = new Float64Array(q * others.length)
  for (const [at, j] of others.entries()) {
    const z = (await design.column(j)).map(x => (x - design.centre[j]) / design.scale[j])
    const { x, left } = await fit(z)
    // A column of variance 1 that the basis explains to ten digits is a combination of it.
    if (left.reduce((most, r) => Math.max(most, Math.abs(r)), 0) > 1e-10 * Math.sqrt(design.n))
      throw undecided([design.names[j]])
    for (let i = 0; i < q; i++) combinations[i * others.length + at] = x[i]
  }
  return leastNorm(design, basis, basic, others, combinations)
}

const undecided = (names: readonly string[]): LatheError =>
  new LatheError({
    code: 'numeric',
    message: `${names[0] ?? 'A feature'} is nearly, but not quite, a combination of other features, so its coefficient cannot be told with certainty.`,
    remedy: {
      text: 'Leave it out (table.columns), or use the penalty l2.',
      fix: { set: { node: 'table.columns', parameter: 'ignore' } },
    },
  })

/**
 * Of all coefficients that fit alike, those of least norm in the columns' own units. Features: basis (r) with the
 * solution `basic`, others (d) with z_d = Σ combinations[b, d] z_b. With T in own units, the solutions are
 * β_B + T β_D = b, and the shortest is β = (λ, Tᵀ λ) with (I + T Tᵀ) λ = b.
 */
export function leastNorm(
  design: Design,
  basis: readonly number[],
  basic: Float64Array,
  others: readonly number[],
  combinations: Float64Array,
): Solution {
  const { scale, p } = design
  const [r, d] = [basis.length, others.length]
  const t = combinations.map((value, k) => (value * scale[others[k % d]]) / scale[basis[Math.floor(k / d)]])
  const b = basic.map((value, i) => value / scale[basis[i]])
  const short = shortest(t, b, r, d) ?? { ofBasis: b, ofOthers: new Float64Array(d) }
  const gamma = new Float64Array(p)
  for (const [i, j] of basis.entries()) gamma[j] = short.ofBasis[i] * scale[j]
  for (const [i, j] of others.entries()) gamma[j] = short.ofOthers[i] * scale[j]
  const dependent = new Map(
    others.map((j, at) => [j, basis.filter((_, i) => Math.abs(combinations[i * d + at]) > 1e-8)]),
  )
  return { gamma, half: undefined, exact: false, rank: r, dependent }
}

/** By the smaller of I + T Tᵀ (r × r) and I + Tᵀ T (d × d); undefined where units differ too far for either. */
function shortest(
  t: Float64Array,
  b: Float64Array,
  r: number,
  d: number,
): { ofBasis: Float64Array; ofOthers: Float64Array } | undefined {
  const transposed = (v: Float64Array): Float64Array =>
    Float64Array.from({ length: d }, (_, k) => v.reduce((sum, value, i) => sum + t[i * d + k] * value, 0))
  const size = Math.min(r, d)
  const normal = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = i === j ? 1 : 0
      if (d < r) for (let k = 0; k < r; k++) sum += t[k * d + i] * t[k * d + j]
      else for (let k = 0; k < d; k++) sum += t[i * d + k] * t[j * d + k]
      normal[i * size + j] = normal[j * size + i] = sum
    }
  const factor = cholesky(normal, size)
  if (!isFactored(factor)) return undefined
  if (d >= r) {
    const ofBasis = choleskySolve(factor, b)
    return { ofBasis, ofOthers: transposed(ofBasis) }
  }
  const ofOthers = choleskySolve(factor, transposed(b))
  const ofBasis = b.map((value, i) => ofOthers.reduce((sum, x, k) => sum - t[i * d + k] * x, value))
  return { ofBasis, ofOthers }
}
