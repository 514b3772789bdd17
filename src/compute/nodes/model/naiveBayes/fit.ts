import type { Estimator } from '../../../engine/node'
import type { Prediction } from '../../../engine/prediction'
import type { Rows } from '../../../engine/design'
import type { Training } from '../../../engine/training'
import { refuseCategories } from '../../../engine/usable'
import { logDensities } from '../../../learning/bells'
import { boundaryBlocks } from '../../../learning/boundary'
import { classesIn, classSums, fromScores } from '../../../learning/classes'
import { rowsOf } from '../../../learning/numbers'
import { pointsOf } from '../../../learning/points'
import { blocksOf } from './blocks'
import { countedScores, fitCounted } from './counted'
import { fitGaussian } from './gaussian'
import type { Learned } from './learned'
import type { spec } from './spec'

export const estimator: Estimator<(typeof spec)['parameters']> = {
  async fit(context, data, params) {
    const { codes, classes } = classesIn(data)
    const p = data.names.length
    const totals = classSums(codes, classes.length, data.weights)
    const total = totals.reduce((sum, t) => sum + t, 0)
    const prior = totals.map(t => (params.fitPrior ? t / total : 1 / classes.length))
    if (params.variant !== 'categorical') refuseCategories(data.columns, `Naive Bayes (${params.variant})`)
    const found =
      params.variant === 'gaussian' ? await fitGaussian(context, data, params) : await fitCounted(context, data, params)
    // The complement of a class says nothing of how frequent it is.
    const logPrior = params.variant === 'complement' ? new Float64Array(prior.length) : prior.map(Math.log)
    const learned: Learned = { logPrior, ...found }
    const { theta, variance, featureLogProb, sizes } = learned
    return {
      state: { ...learned },
      summary: {
        classPrior: Array.from(prior),
        theta: theta ? rowsOf(theta, p) : null,
        variance: variance ? rowsOf(variance, p) : null,
        featureLogProb: !featureLogProb
          ? null
          : sizes
            ? tablesOf(data, featureLogProb, sizes)
            : rowsOf(featureLogProb, p),
      },
      blocks: () => blocksOf(context, data, learned, prior, params.variant),
    }
  },

  async predict(context, state, rows, { variant }): Promise<Prediction> {
    const { logPrior, theta, variance, featureLogProb, sizes } = state as unknown as Learned
    if (featureLogProb)
      return fromScores(
        await countedScores(context, rows, { logPrior, featureLogProb, ...(sizes && { sizes }) }, variant),
      )
    const logs = await logDensities(context, rows, { mean: theta!, variance: variance! })
    return fromScores(logs.map((log, k) => log.map(l => l + logPrior[k])))
  },

  async explain(context, { state }, data, frame, params) {
    const decide = (rows: Rows): Promise<Prediction> => estimator.predict(context, state, rows, params)
    return boundaryBlocks(context, data, await pointsOf(context, data, frame), { decide })
  },
}

/** By feature, then class, then category in sorted order. */
function tablesOf(data: Training, logs: Float64Array, sizes: Int32Array): number[][][] {
  const m = sizes.reduce((sum, size) => sum + size, 0)
  let from = 0
  return Array.from(sizes, (size, j) => {
    const names = data.categories.get(data.names[j])
    const order = Array.from({ length: size }, (_, c) => c)
    if (names) order.sort((a, b) => (names[a] < names[b] ? -1 : 1))
    const table = Array.from({ length: logs.length / m }, (_, k) => order.map(c => logs[k * m + from + c]))
    from += size
    return table
  })
}
