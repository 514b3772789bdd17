import { LatheError } from '../../../../shared/errors'
import type { Values } from '../../../../shared/params'
import type { Context, Estimator, Fitted } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { finite, rowsOf } from '../../../learning/numbers'
import { linearScores } from '../../../learning/scores'
import { biplot } from './biplot'
import { componentPictures, loadingsMap, reconstruction, scree } from './charts'
import { fixSigns } from '../../../linalg/symmetricEigen/directions'
import { decompose, type Learned } from './decomposition'
import type { spec } from './spec'

type Params = (typeof spec)['parameters']

export const estimator: Estimator<Params> = {
  async fit(context, data, params): Promise<Fitted> {
    const p = data.names.length
    checkCount(data, params)
    const { mean, directions, deviations, total, grain } = await decompose(context, data)
    const relative = deviations.map(d => (deviations[0] > 0 ? (d / deviations[0]) ** 2 : 0))
    const sum = relative.reduce((s, v) => s + v, 0)
    const ratios = Array.from(relative, v => (sum > 0 ? v / sum : null))
    const k = countOf(params.nComponents, ratios, Math.min(data.n, p))
    if (sum === 0) context.warn('All training rows are equal: there is no direction in which they vary.')
    const components = fixSigns(directions.subarray(0, k * p), p)
    const learned: Learned = { components, mean, deviations: deviations.slice(0, k), k }
    if (params.whiten) warnOfFlat(context, learned)
    else warnOfGrain(context, learned, grain)
    const ratio = ratios.slice(0, k)
    const variances = Array.from(deviations, d => finite(d * d))
    return {
      state: { ...learned },
      summary: {
        components: rowsOf(components, p),
        explainedVariance: variances.slice(0, k),
        explainedVarianceRatio: ratio,
        singularValues: Array.from(learned.deviations, d => finite(d * Math.sqrt(total - 1))),
        mean: Array.from(mean),
        nComponents: k,
      },
      headline: {
        label: 'variance kept',
        value:
          sum > 0
            ? Math.min(
                1,
                ratio.reduce<number>((all, share) => all + (share ?? 0), 0),
              )
            : null,
        format: 'percent',
      },
      blocks: [
        scree(ratio),
        reconstruction(variances, Math.min(data.n, p), total),
        ...componentPictures(data, components, ratio),
        ...(p <= 40 ? [loadingsMap(components, data.names, k)] : []),
      ],
    }
  },

  /** Scores: the rows about the training mean, along each component. */
  async predict(context, state, rows, { whiten }) {
    const { components, mean, deviations, k } = state as unknown as Learned
    const model = { coefficients: components, centre: mean, atCentre: new Float64Array(k) }
    const scores = await linearScores(context, rows, model)
    return {
      kind: 'features',
      columns: scores.map((score, c) => {
        const values = whiten ? score.map(s => (flat(deviations, c) ? 0 : s / deviations[c])) : score
        return { name: `component${c + 1}`, values }
      }),
    }
  },

  async explain(context, fitted, data, frame) {
    const block = await biplot(context, fitted.state as unknown as Learned, data, frame)
    return block ? [block] : []
  },
}

/** A component along which the rows do not vary beyond rounding. */
const flat = (deviations: Float64Array, c: number): boolean => !(deviations[c] > 1e-7 * deviations[0])

function warnOfFlat(context: Context, { deviations, k }: Learned): void {
  const still = Array.from({ length: k }, (_, c) => c).filter(c => flat(deviations, c)).length
  if (still > 0)
    context.warn(
      `${still} of ${k} components have no variance to divide by: their whitened scores are 0. Give a smaller nComponents.`,
    )
}

/** Small ones that are no more than what rounding makes of nothing; those of exactly 0 need no word. */
function warnOfGrain(context: Context, { deviations }: Learned, grain: number): void {
  const lost = deviations.findIndex(d => d > 0 && d < grain * deviations[0])
  if (lost > 0)
    context.warn(
      `From component ${lost + 1} on the rows vary less than the digits of the largest component can tell: these variances are rounding.`,
    )
}

function checkCount(data: Training, { nComponents }: Values<Params>): void {
  if (nComponents === null || nComponents < 1) return
  if (!Number.isInteger(nComponents))
    throw new LatheError({
      code: 'parameter',
      message: `nComponents is ${nComponents}.`,
      remedy: {
        text: 'Give a whole number of components, or a share of the variance below 1.',
        fix: { set: { parameter: 'nComponents', value: Math.round(nComponents) } },
      },
    })
  const most = Math.min(data.n, data.names.length)
  if (nComponents > most)
    throw new LatheError({
      code: 'data',
      message: `${nComponents} components cannot be found of ${data.n} rows and ${data.names.length} features.`,
      remedy: { text: `Give nComponents of at most ${most}.`, fix: { set: { parameter: 'nComponents', value: most } } },
    })
}

/** The number of components asked for; of a share, the fewest whose ratios sum to more than it, as in scikit-learn. */
function countOf(asked: number | null, ratios: readonly (number | null)[], most: number): number {
  if (asked === null) return most
  if (asked >= 1) return asked
  let held = 0
  for (let k = 0; k < most; k++) {
    held += ratios[k] ?? 1
    if (held > asked) return k + 1
  }
  return most
}
