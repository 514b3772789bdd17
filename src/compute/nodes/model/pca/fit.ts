import { LatheError } from '../../../../shared/errors'
import type { Values } from '../../../../shared/params'
import type { Context, Estimator, Fitted } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { alike, coded, linear } from '../../../kernels/linear/linear'
import { readMatrix } from '../../../tensor/matrix'
import { biplot } from './biplot'
import { loadingsMap, reconstruction, scree } from './charts'
import { decompose, fixSigns, type Learned } from './decomposition'
import type { spec } from './spec'

type Params = (typeof spec)['parameters']

export const estimator: Estimator<Params> = {
  async fit(context, data, params): Promise<Fitted> {
    const p = data.names.length
    checkCount(data, params)
    const { mean, directions, deviations, total } = await decompose(context, data)
    const relative = deviations.map(d => (deviations[0] > 0 ? (d / deviations[0]) ** 2 : 0))
    const sum = relative.reduce((s, v) => s + v, 0)
    const ratios = Array.from(relative, v => (sum > 0 ? v / sum : null))
    const k = countOf(params.nComponents, ratios, Math.min(data.n, p))
    if (sum === 0) context.warn('All training rows are equal: there is no direction in which they vary.')
    const components = fixSigns(directions.subarray(0, k * p), p)
    const learned: Learned = { components, mean, deviations: deviations.slice(0, k), k }
    if (params.whiten) warnOfFlat(context, learned)
    const ratio = ratios.slice(0, k)
    const variances = Array.from(deviations, d => finite(d * d))
    return {
      state: { ...learned },
      summary: {
        components: Array.from({ length: k }, (_, c) => Array.from(components.subarray(c * p, (c + 1) * p))),
        explainedVariance: variances.slice(0, k),
        explainedVarianceRatio: ratio,
        singularValues: Array.from(learned.deviations, d => finite(d * Math.sqrt(total - 1))),
        mean: Array.from(mean),
        nComponents: k,
      },
      blocks: [
        scree(ratio),
        reconstruction(variances, Math.min(data.n, p), total),
        ...(p <= 40 ? [loadingsMap(components, data.names, k)] : []),
      ],
    }
  },

  /** Scores: the rows about the training mean, along each component. */
  async predict({ device, scope }, state, rows, { whiten }) {
    const { components, mean, deviations, k } = state as unknown as Learned
    const names = Array.from({ length: k }, (_, c) => `component${c + 1}`)
    if (rows.n === 0) return { kind: 'features', columns: names.map(name => ({ name, values: new Float64Array(0) })) }
    const p = mean.length
    const matrix = await rows.matrix()
    // What a score can be at most, so that single precision holds it whatever the units.
    const reach = Array.from({ length: k }, (_, c) => {
      let most = 0
      for (let j = 0; j < p; j++)
        most += Math.abs(components[c * p + j]) * (matrix.scale[j] + Math.abs(matrix.shift[j] - mean[j]))
      return most > 0 ? most : 1
    })
    const scaled = components.map((v, at) => v / reach[Math.floor(at / p)])
    const shift = Float64Array.from(matrix.shift, (s, j) => s - mean[j])
    const { weights, bias } = coded({ shift, scale: matrix.scale }, scaled, new Float64Array(k))
    const out = alike(scope, matrix, k)
    linear(device, matrix, scope.upload(weights), scope.upload(bias), out)
    const scores = await readMatrix(device, out)
    return {
      kind: 'features',
      columns: scores.map((score, c) => {
        const factor = whiten ? (flat(deviations, c) ? 0 : reach[c] / deviations[c]) : reach[c]
        return { name: names[c], values: new Float64Array(score).map(s => s * factor) }
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

/** A square of 1e200 is no number. */
const finite = (x: number): number | null => (Number.isFinite(x) ? x : null)
