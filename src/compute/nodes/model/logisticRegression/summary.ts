import type { Summary } from '../../../engine/node'
import { classSums } from '../../../learning/classes'
import { Curve } from '../../../learning/curve'
import { finite } from '../../../learning/numbers'
import type { Learned } from './learned'
import type { Problem } from './problem'

export const lossOf = ({ penalized }: Pick<Problem, 'penalized'>): Curve =>
  new Curve({
    id: 'loss',
    title: 'Loss by iteration',
    caption: `${penalized ? 'Mean loss with its penalty' : 'Mean loss'} over the training rows.`,
    label: 'Mean loss',
    series: [{ name: 'train', partition: 'train' }],
  })

/** One flat list and a number with two classes, else one list and one number for each class. */
export function shaped({ p, outputs }: Pick<Problem, 'p' | 'outputs'>, { coefficients, intercept }: Learned): Summary {
  const rows = <T>(make: (b: number) => T): T[] | T[][] => {
    const all = Array.from({ length: outputs }, (_, k) => Array.from(coefficients.subarray(k * p, (k + 1) * p), make))
    return outputs === 1 ? all[0] : all
  }
  return {
    coefficients: rows(b => b),
    intercept: outputs === 1 ? intercept[0] : Array.from(intercept),
    oddsRatios: rows(b => finite(Math.exp(b))),
  }
}

/** Of the model that knows only the classes' shares; the weights are those of the fit. */
export function nullLogLikelihood({
  codes,
  share,
  classes,
  total,
}: Pick<Problem, 'codes' | 'share' | 'classes' | 'total'>): number {
  return total * classSums(codes, classes, share).reduce((s, w) => s + (w > 0 ? w * Math.log(w) : 0), 0)
}
