import { incompleteBeta } from './incompleteBeta'
import { incompleteGamma } from './incompleteGamma'

/** P(F > f) with `df1` and `df2` degrees of freedom; df2 may be infinite. */
export function fisherSf(f: number, df1: number, df2: number): number {
  if (!(df1 > 0 && df2 > 0)) return NaN
  if (df2 === Infinity) return chiSquaredSf(f * df1, df1)
  const ratio = (df1 / df2) * f
  if (ratio === Infinity) return 0
  if (ratio <= 0) return 1
  return incompleteBeta(1 / (1 + ratio), ratio / (1 + ratio), df2 / 2, df1 / 2).lower
}

/** P(χ² > x) with `df` degrees of freedom. */
export const chiSquaredSf = (x: number, df: number): number => incompleteGamma(df / 2, x / 2).upper
