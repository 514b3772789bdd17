import type { Context, Estimator, Fitted } from '../../../engine/node'
import type { Rows } from '../../../engine/training'
import { alike, linear } from '../../../kernels/linear/linear'
import type { State } from '../../../engine/state'
import { ownUnits } from './beta'
import { blocksOf, lossBlock } from './blocks'
import { designOf } from './design'
import { solve } from './solve'
import type { spec } from './spec'
import { statisticsOf } from './statistics'

type P = (typeof spec)['parameters']

export const estimator: Estimator<P> = {
  async fit(context, data, params): Promise<Fitted> {
    const design = await designOf(context, data, params.fitIntercept)
    const solved = await solve(context, design, params, live(context))
    const beta = ownUnits(design, solved)
    const judged = await statisticsOf(design, solved, beta, params)
    return {
      state: { coefficients: beta.coefficients, intercept: beta.intercept },
      summary: {
        coefficients: [...beta.coefficients],
        intercept: beta.intercept,
        ...judged.summary,
        nIterations: solved.iterations,
        rank: solved.rank,
        solver: solved.solver,
      },
      blocks: () =>
        blocksOf(context, { design, solved, beta, judged, params, target: data.target!.name, index: data.index }),
    }
  },

  /** Deviations from the middle of each column in single precision on the device, the rest in double precision. */
  async predict(context, state, rows) {
    return { kind: 'values', values: await predicted(context, state, rows) }
  },
}

async function predicted(context: Context, state: State, rows: Rows): Promise<Float64Array> {
  const coefficients = state['coefficients'] as Float64Array
  const values = new Float64Array(rows.n)
  if (rows.n === 0) return values
  using scope = context.device.scope()
  const matrix = await rows.matrix()
  const slopes = coefficients.map((b, j) => b * matrix.scale[j])
  const unit = slopes.reduce((most, s) => Math.max(most, Math.abs(s)), 0) || 1
  const offset = coefficients.reduce((sum, b, j) => sum + b * matrix.shift[j], state['intercept'] as number)
  const out = alike(scope, matrix, 1)
  const weights = scope.upload(Float32Array.from(slopes, s => s / unit))
  linear(context.device, matrix, weights, scope.upload(new Float32Array(1)), out)
  for (const { buffer, start, rows: count } of out.blocks) {
    const deviations = await context.device.readFloats(buffer, count)
    for (let i = 0; i < count; i++) values[start + i] = offset + unit * deviations[i]
  }
  return values
}

/** Shows the loss while it falls, at most ten times a second. */
function live(context: Context): (losses: readonly number[]) => void {
  let shown = 0
  return losses => {
    if (!context.iterations.watched && performance.now() - shown < 100) return
    shown = performance.now()
    context.show(lossBlock(losses))
  }
}
