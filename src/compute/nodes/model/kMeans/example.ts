import { designColumn, featuresAt, largest, mostLines } from '../../../engine/features'
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

/** What the fit left: k × p centres in the features' own units. */
interface Held {
  centers: Float64Array
  k: number
  scale: number
}
const heldBy = (at: Finished): Held => at.state as unknown as Held

/** One row's distance to every centre, and the centre nearest to it as the mean of its rows. */
export const example: Example = {
  async suggest(at) {
    const labels = await labelsOf(at)
    const first = new Map<number, number>()
    for (let i = 0; i < labels.length && first.size < Math.min(4, heldBy(at).k); i++)
      if (!first.has(labels[i])) first.set(labels[i], i)
    return [...first].map(([c, row]) => ({ row, about: `cluster ${c}` }))
  },

  async steps(at) {
    const own = await numberAfter(at, at.after.prediction!.column)
    return [await distances(at, own), await mean(at, own)]
  },
}

const labelsOf = (at: Finished): Promise<Float64Array> => numbersOf(at, at.after, at.after.prediction!.column)

async function distances(at: Finished, own: number): Promise<WorkedStep> {
  const features = await featuresAt(at, at.model!.features)
  const { centers, k } = heldBy(at)
  const p = features.length
  const shown = at.summary['centers'] as number[][]
  const held = (c: number, j: number): number => centers[c * p + j]
  const to = (center: (j: number) => number): number => features.reduce((s, f, j) => s + (f.x - center(j)) ** 2, 0)
  const again = Array.from({ length: k }, (_, c) => to(j => held(c, j)))
  const nearest = again.reduce((best, d, c) => (d < again[best] ? c : best), 0)
  const lines = again.map((d, c): WorkedLine => {
    const unit = features.reduce((s, f, j) => s + f.x ** 2 + held(c, j) ** 2, Number.MIN_VALUE)
    return { name: `cluster ${c}`, cells: [], value: to(j => shown[c][j]), again: d, unit }
  })
  const near = [...lines]
    .sort((a, b) => (a.value as number) - (b.value as number))
    .slice(0, mostLines)
    .sort((a, b) => lines.indexOf(a) - lines.indexOf(b))
  const terms = features.map((f, j) => `(${tex(f.x)} ${from(shown[own][j])})^2`)
  return {
    title: 'Which centre is nearest',
    sentence:
      'The squares of the differences in every feature add up to the squared distance. The row belongs to the cluster where that is smallest.',
    formula: 'd_c^2 = \\sum_{j=1}^{p} (x_j - \\mu_{cj})^2',
    filled: `d_{${own}}^2 = ${texSum(terms, 2)} = ${tex(to(j => shown[own][j]))}`,
    head: ['cluster', '$d_c^2$'],
    lines: [
      ...near,
      { name: 'nearest', cells: [], value: `cluster ${own}`, again: `cluster ${nearest}`, unit: 0, total: true },
    ],
  }
}

/** "− 3", and "+ 3" for −3. */
const from = (x: number): string => (x < 0 ? `+ ${tex(-x)}` : `- ${tex(x)}`)

async function mean(at: Finished, own: number): Promise<WorkedStep> {
  const { centers } = heldBy(at)
  const names = at.model!.features
  const p = names.length
  const labels = await labelsOf(at)
  const weight = at.before.columns.find(c => c.role === 'weight')
  const weights = weight && (await numbersOf(at, at.before, weight.name))
  const rows = trainingRows(at.before).filter(i => labels[i] === own)
  const heavy = weights ? rows.reduce((sum, i) => sum + weights[i], 0) : rows.length
  const lines: WorkedLine[] = []
  for (const [j, name] of names.entries()) {
    const values = await designColumn(at, j)
    const sum = rows.reduce((s, i) => s + (weights ? weights[i] : 1) * values[i], 0)
    const held = centers[own * p + j]
    const { variance, reach } = spreadOf(values, trainingRows(at.before))
    // A start may end while its centres still move: by tol × the mean variance at most, squared and all together.
    const slack = Math.sqrt((at.params['tol'] as number) * variance * p)
    lines.push({ name, code: true, cells: [sum], value: sum / heavy, again: held, unit: Math.abs(held) + reach, slack })
  }
  const { few, rest } = largest(lines)
  const [first] = lines
  return {
    title: `Why centre ${own} is there`,
    sentence: `A centre is the mean of the ${rows.length} training rows that are nearest to it: no other point has a smaller sum of squared distances to them.${rest.length > 0 ? ` ${rest.length} more features are not shown.` : ''}`,
    formula: weights
      ? '\\mu_c = \\frac{\\sum_{i \\in c} w_i x_i}{\\sum_{i \\in c} w_i}'
      : '\\mu_c = \\frac{1}{n_c} \\sum_{i \\in c} x_i',
    filled: `\\mu_{${own}1} = \\frac{${tex(first.cells[0] as number)}}{${tex(heavy)}} = ${tex(first.value as number)}`,
    head: ['column', 'sum', `mean $\\mu_{${own}}$`],
    lines: few,
  }
}

function spreadOf(values: Float64Array, rows: Uint32Array): { variance: number; reach: number } {
  const mean = rows.reduce((s, i) => s + values[i], 0) / rows.length
  const variance = rows.reduce((s, i) => s + (values[i] - mean) ** 2, 0) / rows.length
  return { variance, reach: rows.reduce((most, i) => Math.max(most, Math.abs(values[i] - mean)), 0) }
}
