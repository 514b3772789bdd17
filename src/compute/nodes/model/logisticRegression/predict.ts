import type { Context, Fitted } from '../../../engine/node'
import type { Prediction } from '../../../engine/prediction'
import type { Rows } from '../../../engine/design'
import { fromScores } from '../../../learning/classes'
import { linearScores } from '../../../learning/scores'
import type { Learned } from './learned'

/** Scores by way of the training rows' mean, where the model knows them there, and their shares. */
export async function predict(context: Context, state: Fitted['state'], rows: Rows): Promise<Prediction> {
  const { coefficients, intercept, mean, atMean } = state as unknown as Learned
  const from = atMean ? { centre: mean, atCentre: atMean } : { centre: mean.map(() => 0), atCentre: intercept }
  return fromScores(await linearScores(context, rows, { coefficients, ...from }))
}
