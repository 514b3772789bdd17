import { throwIfCancelled } from '../../../shared/errors'

/** Σ l1ⱼ|γⱼ| + Σ l2ⱼ γⱼ²/2. */
export interface Penalties {
  l1: Float64Array
  l2: Float64Array
}

/** G (p × p, row by row) and c (p) of the quadratic. */
export interface CrossProducts {
  products: Float64Array
  withTarget: Float64Array
}

export interface Descent {
  gamma: Float64Array
  /** Sweeps over all coefficients. */
  iterations: number
  converged: boolean
  /** Duality gap in units of the target's variance. */
  gap: number
}

/**
 * Minimises ½γᵀGγ − cᵀγ + Σ l1ⱼ|γⱼ| + Σ l2ⱼγⱼ²/2 by one coefficient at a time on the cross products (p × p): Friedman, Hastie
 * and Tibshirani (2010). Stops when a sweep changes no coefficient by more than `tol` × the largest, and the duality gap is
 * below `tol` × the target's mean square.
 */
export function coordinateDescent(
  { products, withTarget }: CrossProducts,
  { l1, l2 }: Penalties,
  options: { tol: number; maxIter: number; targetSquare: number; signal: AbortSignal },
): Descent {
  const p = withTarget.length
  const gamma = new Float64Array(p)
  /** c − Gγ: slope of the fit in each coefficient. */
  const slopes = withTarget.slice()
  let gap = Infinity
  for (let iterations = 1; iterations <= options.maxIter; iterations++) {
    throwIfCancelled(options.signal)
    let [change, reach] = [0, 0]
    for (let j = 0; j < p; j++) {
      const own = products[j * p + j]
      if (!(own > 0)) continue
      const before = gamma[j]
      const after = soft(slopes[j] + own * before, l1[j]) / (own + l2[j])
      if (after !== before) {
        const step = after - before
        gamma[j] = after
        for (let k = 0; k < p; k++) slopes[k] -= step * products[j * p + k]
        change = Math.max(change, Math.abs(step))
      }
      reach = Math.max(reach, Math.abs(after))
    }
    if (change > options.tol * reach && iterations < options.maxIter) continue
    gap = dualityGap(gamma, slopes, withTarget, { l1, l2 }, options.targetSquare)
    if (gap <= options.tol * options.targetSquare) return { gamma, iterations, converged: true, gap }
  }
  return { gamma, iterations: options.maxIter, converged: false, gap }
}

/** x moved towards 0 by t. */
const soft = (x: number, t: number): number => (x > t ? x - t : x < -t ? x + t : 0)

/**
 * Gap between the objective and the dual value of the residual, shrunk until it is feasible; the squared penalty counts as rows
 * below the data, as in scikit-learn. Without an l1 penalty nothing but a slope of 0 is feasible: the largest slope stands in.
 */
function dualityGap(
  gamma: Float64Array,
  slopes: Float64Array,
  withTarget: Float64Array,
  { l1, l2 }: Penalties,
  targetSquare: number,
): number {
  const p = gamma.length
  let [fitted, explained, ridge, absolute, worst] = [0, 0, 0, 0, 0]
  for (let j = 0; j < p; j++) {
    const full = slopes[j] - l2[j] * gamma[j]
    explained += gamma[j] * withTarget[j]
    fitted += gamma[j] * (withTarget[j] - slopes[j])
    ridge += l2[j] * gamma[j] * gamma[j]
    absolute += l1[j] * Math.abs(gamma[j])
    worst = Math.max(worst, l1[j] > 0 ? Math.abs(full) / l1[j] : full === 0 ? 0 : Infinity)
  }
  const residual = Math.max(0, targetSquare - 2 * explained + fitted) + ridge
  if (worst === Infinity) return slopes.reduce((most, s, j) => Math.max(most, Math.abs(s - l2[j] * gamma[j])), 0)
  const shrink = worst > 1 ? 1 / worst : 1
  // ⟨y, residual⟩ of the augmented rows, whose target is 0 in the penalty's rows.
  const onTarget = targetSquare - explained
  return Math.max(0, 0.5 * residual * (1 + shrink * shrink) + absolute - shrink * onTarget)
}
