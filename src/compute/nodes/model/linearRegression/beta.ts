import { LatheError } from '../../../../shared/errors'
import type { Design } from './design'
import type { Solved } from './solve'

/** Coefficients in the columns' own units, and the prediction where all features are 0 and at the centre. */
export interface Beta {
  coefficients: Float64Array
  intercept: number
  centre: Float64Array
  atCentre: number
}

/** y = Σ βⱼ xⱼ + β₀ from the standardised solution. Errors: `numeric` where a figure leaves the range of numbers. */
export function ownUnits(design: Design, { gamma, constant }: Solved): Beta {
  const { scale, centre, yScale, yCentre, intercept } = design
  const coefficients = gamma.map((g, j) => (g === 0 ? 0 : (g / scale[j]) * yScale))
  const atCentre = intercept ? yCentre + constant * yScale : 0
  const start = intercept ? coefficients.reduce((sum, b, j) => sum - b * centre[j], atCentre) : 0
  if (!Number.isFinite(start) || !coefficients.every(Number.isFinite))
    throw new LatheError({
      code: 'numeric',
      message: 'The coefficients left the range of numbers: the units of the features and the target differ too far.',
      remedy: { text: 'Put prep.scale before it.', fix: { insert: 'prep.scale' } },
    })
  return { coefficients, intercept: start, centre, atCentre }
}
