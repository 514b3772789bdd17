import { featuresAt, largest } from '../../../engine/features'
import { tex, texSum } from '../../../engine/tex'
import {
  type Example,
  type Finished,
  numberAfter,
  numbersOf,
  trainingRows,
  type WorkedLine,
  type WorkedStep,
} from '../../../engine/worked'
import type { Learned } from './decomposition'

/** Components that are looked at. */
const most = 5

/** One row's place along the first components, and the variance that a component holds. */
export const example: Example = {
  async suggest(at) {
    const scores = await numbersOf(at, at.after, 'component1')
    const end = (sign: number): number => scores.reduce((best, s, i) => (sign * s > sign * scores[best] ? i : best), 0)
    return [
      { row: end(1), about: 'farthest along component 1' },
      { row: end(-1), about: 'farthest the other way' },
    ]
  },

  async steps(at) {
    return [await projection(at), await places(at), ...(await variances(at))]
  },
}

const learnedOf = (at: Finished): Learned => at.state as unknown as Learned
const whitened = (at: Finished): boolean => at.params['whiten'] === true

/** A score from what the model holds, and the size of what is added up. */
async function scoreOf(at: Finished, c: number): Promise<{ score: number; size: number }> {
  const { components, mean, deviations } = learnedOf(at)
  const features = await featuresAt(at, at.model!.features)
  const by = whitened(at) ? deviations[c] : 1
  const along = (f: { x: number }, j: number): number => (components[c * features.length + j] * (f.x - mean[j])) / by
  return {
    score: features.reduce((sum, f, j) => sum + along(f, j), 0),
    size: features.reduce(
      (sum, f, j) => sum + Math.abs((components[c * features.length + j] / by) * f.x) + Math.abs(along(f, j)),
      Number.MIN_VALUE,
    ),
  }
}

async function projection(at: Finished): Promise<WorkedStep> {
  const { components, mean, deviations } = learnedOf(at)
  const features = await featuresAt(at, at.model!.features)
  const direction = (at.summary['components'] as number[][])[0]
  const middle = at.summary['mean'] as number[]
  const { score, size } = await scoreOf(at, 0)
  const by = whitened(at) ? deviations[0] : 1
  const value = await numberAfter(at, 'component1')
  const lines = features.map((f, j): WorkedLine => ({
    name: f.name,
    code: true,
    cells: [f.x, f.x - middle[j], direction[j]],
    value: (direction[j] * (f.x - middle[j])) / by,
    again: (components[j] * (f.x - mean[j])) / by,
    unit: size,
  }))
  const { few, rest } = largest(lines)
  const terms = features.map((f, j) => `${tex(direction[j])} \\cdot ${tex(f.x - middle[j], true)}`)
  const total = by === 1 ? texSum(terms) : `\\frac{${texSum(terms, 3)}}{${tex(by)}}`
  return {
    title: 'Its place along component 1',
    sentence: `The row’s distance from the mean in every feature, times how much the feature counts in the direction.${by === 1 ? '' : ' Whitening divides the sum by the deviation along the component.'}${rest.length > 0 ? ` ${rest.length} small terms are not shown.` : ''}`,
    formula: `t_1 = ${by === 1 ? '' : '\\frac{1}{s_1}'} \\sum_{j=1}^{p} v_{1j} (x_j - \\bar x_j)`,
    filled: `t_1 = ${total} = ${tex(value)}`,
    head: ['column', 'value $x$', '$x - \\bar x$', '$v_1$', by === 1 ? 'product' : 'product $/ s_1$'],
    lines: [...few, { name: 'component 1', cells: [null, null, null], value, again: score, unit: size, total: true }],
  }
}

async function places(at: Finished): Promise<WorkedStep> {
  const count = Math.min(most, learnedOf(at).k)
  const lines: WorkedLine[] = []
  for (let c = 0; c < count; c++) {
    const { score, size } = await scoreOf(at, c)
    const value = await numberAfter(at, `component${c + 1}`)
    lines.push({ name: `component ${c + 1}`, cells: [], value, again: score, unit: size })
  }
  return {
    title: 'Its place on every component',
    sentence: `The same for each direction. ${count < learnedOf(at).k ? `The first ${count} of ${learnedOf(at).k}.` : 'Together they are the row in other coordinates.'}`,
    formula: 't = V (x - \\bar x)',
    filled: `t = (${lines.map(l => tex(l.value as number)).join(',\\; ')}${count < learnedOf(at).k ? ',\\; \\ldots' : ''})`,
    head: ['component', 'place $t$'],
    lines,
  }
}

/** The variance of the scores is what the decomposition said of it; weighted rows and whitened scores would tell another. */
async function variances(at: Finished): Promise<WorkedStep[]> {
  if (whitened(at) || at.before.columns.some(c => c.role === 'weight')) return []
  const { deviations, k } = learnedOf(at)
  const rows = trainingRows(at.before)
  const lines: WorkedLine[] = []
  const shares = at.summary['explainedVarianceRatio'] as (number | null)[]
  for (let c = 0; c < Math.min(most, k); c++) {
    const scores = await numbersOf(at, at.after, `component${c + 1}`)
    const mean = rows.reduce((s, i) => s + scores[i], 0) / rows.length
    const value = rows.reduce((s, i) => s + (scores[i] - mean) ** 2, 0) / (rows.length - 1)
    // Along a late component single precision measures the variance beside that of the first one.
    const unit = deviations[0] ** 2
    lines.push({ name: `component ${c + 1}`, cells: [shares[c]!], value, again: deviations[c] ** 2, unit })
  }
  const first = lines[0]
  return [
    {
      title: 'How much the rows vary along it',
      sentence: `The variance of the ${rows.length} training rows’ places. No other direction has a larger one than the first, and each next one is at a right angle to those before it.`,
      formula: '\\lambda_c = \\frac{1}{n - 1} \\sum_i t_{ic}^2',
      filled: `\\lambda_1 = \\frac{${tex((first.value as number) * (rows.length - 1))}}{${tex(rows.length - 1)}} = ${tex(first.value as number)}`,
      head: ['component', 'share', 'variance $\\lambda$'],
      lines,
    },
  ]
}
