import { cholesky, isFactored } from '../cholesky/cholesky'
import { svd } from '../svd/svd'
import { symmetricEigen } from './symmetricEigen'

/**
 * Eigenvectors (row by row) and roots of the eigenvalues, largest first, of D C D for a p × p matrix C and a diagonal D of `sizes`: small ones keep
 * their digits where C is well conditioned, however far the sizes lie apart.
 */
export function gradedEigen(c: Float64Array, sizes: Float64Array): { vectors: Float64Array; deviations: Float64Array } {
  const p = sizes.length
  const factor = cholesky(c, p)
  if (!isFactored(factor)) {
    const { values, vectors } = symmetricEigen(
      c.map((x, at) => x * sizes[Math.floor(at / p)] * sizes[at % p]),
      p,
    )
    return { vectors, deviations: values.map(v => Math.sqrt(Math.max(0, v))) }
  }
  // C = L Lᵀ, so D C D = (Lᵀ D)ᵀ (Lᵀ D): its singular values are told apart however far their sizes lie.
  const root = c.map((_, at) => factor.lower[(at % p) * p + Math.floor(at / p)] * sizes[at % p])
  const { values, v } = svd(root, p, p)
  return { vectors: v.map((_, at) => v[(at % p) * p + Math.floor(at / p)]), deviations: values }
}
