import { LatheError } from '../../../../shared/errors'
import { formatNumber } from '../../../../shared/results/format'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { classesIn } from '../../../learning/classes'
import { classMoments } from '../../../learning/classMoments'
import { listed } from '../../../learning/names'
import type { Learned, Params } from './learned'

type Gaussian = Required<Pick<Learned, 'theta' | 'variance'>>

/** Mean and variance of every feature in every class. Errors: `data` where a bell curve would have no width. */
export async function fitGaussian(context: Context, data: Training, { varSmoothing }: Params): Promise<Gaussian> {
  const { codes, classes } = classesIn(data)
  const { totals, mean, variance } = await classMoments(context, data, codes, classes.length, data.weights)
  const p = data.names.length
  const total = totals.reduce((sum, t) => sum + t, 0)
  const over = (of: (k: number) => number): number => totals.reduce((sum, t, k) => sum + (t / total) * of(k), 0)
  let largest = 0
  for (let j = 0; j < p; j++) {
    const middle = over(k => mean[k * p + j])
    largest = Math.max(
      largest,
      over(k => variance[k * p + j] + (mean[k * p + j] - middle) ** 2),
    )
  }
  const added = varSmoothing * largest
  const wide = variance.map(v => v + added)
  const drowned = data.names.filter((_, j) => {
    const own = totals.reduce((most, __, k) => Math.max(most, variance[k * p + j]), 0)
    return own > 0 && own < added
  })
  if (drowned.length > 0)
    context.warn(
      `varSmoothing adds ${formatNumber(added)} to every variance, for the largest of a feature is ${formatNumber(largest)}: ${listed(drowned)} ${drowned.length === 1 ? 'varies' : 'vary'} less than that and ${drowned.length === 1 ? 'says' : 'say'} nearly nothing. Give a smaller varSmoothing, or scale the features (prep.scale, robust where a value lies far off).`,
    )
  const at = wide.indexOf(0)
  if (at < 0) return { theta: mean, variance: wide }
  throw new LatheError({
    code: 'data',
    message: `${data.names[at % p]} is constant among the rows of ${String(classes[Math.floor(at / p)])}: no bell curve is that narrow.`,
    remedy: {
      text: 'Give varSmoothing above 0, or leave the column out in table.columns.',
      fix: { set: { parameter: 'varSmoothing', value: 1e-9 } },
    },
  })
}
