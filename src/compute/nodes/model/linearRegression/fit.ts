import { formatNumber } from '../../../../shared/results/format'
import { listed } from '../../../learning/names'
import type { Rows } from '../../../engine/design'
import type { Context, Estimator, Fitted } from '../../../engine/node'
import type { Prediction } from '../../../engine/prediction'
import type { State } from '../../../frame/state'
import { mostPoints, trainingSample } from '../../../learning/sample'
import { linearScores } from '../../../learning/scores'
import { surfaceBlocks } from '../../../learning/surface'
import { type Beta, ownUnits } from './beta'
import { blocksOf } from './blocks'
import { designOf } from './design'
import { roundingOf } from './diagnostics'
import { squares } from './inference'
import { solve } from './solve'
import { fitSparse, staysSparse } from './sparse'
import { warnOfWholeDummies } from '../../../learning/wholeDummies'
import type { spec } from './spec'
import { statisticsOf } from './statistics'

/** Multiply-adds spent on the leverages of charts. */
const mostWork = 5e7

type P = (typeof spec)['parameters']

const digitsLost = ({ names, moved }: { names: string[]; moved: number }, left: number): string =>
  `${listed(names)} ${names.length === 1 ? 'has' : 'have'} more digits than double precision holds: their rounding alone moves predictions by about ${formatNumber(moved)}, where ${formatNumber(left)} is left unexplained. Put prep.scale before powers are made, or take off a round number first.`

export const estimator: Estimator<P> = {
  async fit(context, data, params): Promise<Fitted> {
    if (staysSparse(data, params)) return fitSparse(context, data, params)
    const design = await designOf(context, data, params.fitIntercept)
    if (params.penalty === 'none' && params.fitIntercept) warnOfWholeDummies(context, data)
    const solved = await solve(context, design, params)
    const beta = ownUnits(design, solved)
    const judged = await statisticsOf(design, solved, beta, params)
    const left = design.yScale * Math.sqrt(squares(design, solved.residual) / design.total)
    const rounding = roundingOf(design, beta.coefficients, left)
    if (rounding) context.warn(digitsLost(rounding, left))
    return {
      state: { ...beta },
      summary: {
        coefficients: [...beta.coefficients],
        intercept: beta.intercept,
        ...judged.summary,
        nIterations: solved.iterations,
        rank: solved.rank,
        solver: solved.solver,
      },
      headline: {
        label: params.fitIntercept ? 'train R²' : 'train R², uncentred',
        value: judged.summary.rSquared,
        format: 'figure',
        better: 'high',
      },
      blocks: () => {
        const { target, index } = data
        const few = judged.half ? Math.max(50, Math.min(mostPoints, Math.floor(mostWork / design.p ** 2))) : mostPoints
        const rows = trainingSample(context, data, few)
        return blocksOf({ design, solved, beta, judged, params, target: target!.name, index, rows })
      },
    }
  },

  predict: (context, state, rows) => predict(context, state, rows),

  explain: (context, { state }, data) =>
    surfaceBlocks(context, data, { decide: rows => predict(context, state, rows) }),
}

async function predict(context: Context, state: State, rows: Rows): Promise<Prediction> {
  const { coefficients, intercept, centre, atCentre } = state as unknown as Beta
  // Models that earlier versions saved know the intercept alone.
  const from = centre
    ? { centre, atCentre: Float64Array.of(atCentre) }
    : { centre: coefficients.map(() => 0), atCentre: Float64Array.of(intercept) }
  const [values] = await linearScores(context, rows, { coefficients, ...from })
  return { kind: 'values', values }
}
