import type { Context, Fitted } from '../../../engine/node'
import type { Prediction } from '../../../engine/prediction'
import type { Rows } from '../../../engine/design'
import { fromScores } from '../../../learning/classes'
import { linearScores } from '../../../learning/scores'
import type { Learned } from './learned'

export const predict = async (context: Context, state: Fitted['state'], rows: Rows): Promise<Prediction> =>
  fromScores(await scoresOf(context, state as unknown as Learned, rows))

/** Scores by way of the training rows' mean, where the model knows them there: outputs arrays of n. */
export function scoresOf(
  context: Pick<Context, 'device' | 'signal'>,
  { coefficients, intercept, mean, atMean }: Learned,
  rows: Rows,
): Promise<Float64Array[]> {
  const from = atMean ? { centre: mean, atCentre: atMean } : { centre: mean.map(() => 0), atCentre: intercept }
  return linearScores(context, rows, { coefficients, ...from })
}
