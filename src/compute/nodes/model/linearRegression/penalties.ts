import type { Values } from '../../../../shared/params'
import type { Penalties } from '../../../linalg/coordinateDescent/coordinateDescent'
import type { Design } from './design'
import type { spec } from './spec'

export type Params = Values<(typeof spec)['parameters']>

/** Larger ones would leave the range when multiplied; a coefficient this dear is 0 anyway. */
const most = 1e150

/**
 * The penalty in standardised units: ‖target − Zγ‖²/2Σw + Σ l1ⱼ|γⱼ| + Σ l2ⱼ γⱼ²/2. With β = γ · yScale / scale this is
 * scikit-learn's ridge ‖r‖² + α‖β‖² and elastic net ‖r‖²/2n + α(ρ‖β‖₁ + (1 − ρ)‖β‖²/2).
 */
export function penaltiesOf({ penalty, alpha, l1Ratio }: Params, design: Design): Penalties {
  const { scale, yScale, total, p } = design
  const share = penalty === 'l1' ? 1 : penalty === 'elasticNet' ? l1Ratio : 0
  const l1 = new Float64Array(p)
  const l2 = new Float64Array(p)
  if (penalty === 'none') return { l1, l2 }
  const strength = penalty === 'l2' ? alpha / total : alpha * (1 - share)
  for (let j = 0; j < p; j++) {
    if (share > 0) l1[j] = Math.min(most, (alpha * share) / scale[j] / yScale)
    if (strength > 0) l2[j] = Math.min(most, strength / scale[j] / scale[j])
  }
  return { l1, l2 }
}
