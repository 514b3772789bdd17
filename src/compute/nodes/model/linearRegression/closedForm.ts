import { LatheError } from '../../../../shared/errors'
import { cholesky, choleskySolve, isFactored } from '../../../linalg/cholesky/cholesky'
import { refine } from '../../../linalg/refine/refine'
import { solveLower } from '../../../linalg/triangular/triangular'
import type { Design } from './design'
import { minimumNorm, pivots } from './dependence'
import { hostQr, hostQrFits } from './hostQr'
import { identity, type Solution, whole } from './solution'
import type { Gram } from './rawGram'
import { hostGram, payable, slopesAt } from './sweeps'

/** Corrections below this share of the coefficients leave more than eleven digits after the last one. */
const converged = 1e-11
/** What must be reached where no exact factorization is affordable. */
const tolerable = 1e-7
/** Pivots below this are within the rounding of a Gram of single, and of double precision. */
const grains = { single: 1e-6, double: 1e-10 }

/**
 * (ZᵀWZ/Σw + diag l2) γ = ZᵀWy/Σw. The Gram is factored once (Cholesky) and the solution refined with residuals in double
 * precision (Björck, 1967), so the digits come from the data and not from the Gram. Where that does not contract, or columns
 * depend on each other, Householder QR of the columns in double precision decides, in many rows a Gram in double precision; of many solutions the one with the
 * smallest norm in the columns' own units is taken, as LAPACK's gelsd does.
 */
export async function closedForm(design: Design, gram: Gram, l2: Float64Array): Promise<Solution> {
  const { p, constant } = design
  const live = Array.from({ length: p }, (_, j) => j).filter(j => !constant[j])
  const q = live.length
  const matrix = new Float64Array(q * q)
  for (let i = 0; i < q; i++)
    for (let j = 0; j < q; j++) matrix[i * q + j] = gram.products[live[i] * p + live[j]] + (i === j ? l2[live[i]] : 0)
  const grain = gram.exact ? grains.double : grains.single
  const { order, rank } = pivots(matrix, q, grain)
  const factor = rank === q ? cholesky(matrix, q, grain / 10) : undefined
  let digits = Infinity
  if (factor && isFactored(factor)) {
    const penalty = Float64Array.from(live, j => l2[j])
    const { x, lastCorrection } = await refine({
      size: q,
      start: choleskySolve(
        factor,
        Float64Array.from(live, j => gram.withTarget[j]),
      ),
      residual: gamma => slopesAt(design, gamma, live, penalty),
      solve: slopes => choleskySolve(factor, slopes),
      enough: 1e-13,
    })
    digits = lastCorrection
    if (digits <= converged || (digits <= tolerable && !hostQrFits(design, q)))
      return whole(design, live, x, solveLower(factor.lower, q, identity(q), q), gram.exact)
  }
  if (hostQrFits(design, q)) return hostQr(design, live, l2)
  if (!gram.exact && payable(design)) return closedForm(design, await hostGram(design), l2)
  if (rank < q && l2.every(x => x === 0)) {
    const basis = order.slice(0, rank).map(i => live[i])
    return minimumNorm(
      design,
      gram,
      basis,
      live.filter(j => !basis.includes(j)),
    )
  }
  throw new LatheError({
    code: 'numeric',
    message: 'The features depend on each other so strongly that the coefficients cannot be told apart with certainty.',
    remedy: {
      text: 'Leave out features that repeat others in table.columns, centre powers, or use the penalty l2.',
      fix: { set: { node: 'table.columns', parameter: 'ignore' } },
    },
  })
}
