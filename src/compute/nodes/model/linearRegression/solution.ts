import type { Design } from './design'

/** Least squares in standardised units. */
export interface Solution {
  gamma: Float64Array
  /** p × p with (ZᵀWZ/Σw + penalty)⁻¹ = halfᵀ half; absent where columns depend on each other. */
  half: Float64Array | undefined
  /** `half` comes from the columns in double precision, not from a Gram. */
  exact: boolean
  rank: number
  /** Of each feature that depends on others: those others. */
  dependent: ReadonlyMap<number, readonly number[]>
}

/** The solution over all features; those that are constant have 0. */
export function whole(
  design: Design,
  live: readonly number[],
  gamma: Float64Array,
  half: Float64Array,
  exact: boolean,
): Solution {
  const { p } = design
  const q = live.length
  const all = new Float64Array(p)
  const spread = new Float64Array(p * p)
  for (const [i, j] of live.entries()) {
    all[j] = gamma[i]
    for (const [k, l] of live.entries()) spread[j * p + l] = half[i * q + k]
  }
  return { gamma: all, half: q === p ? spread : undefined, exact, rank: q, dependent: new Map() }
}

export function identity(n: number): Float64Array {
  const one = new Float64Array(n * n)
  for (let i = 0; i < n; i++) one[i * n + i] = 1
  return one
}
