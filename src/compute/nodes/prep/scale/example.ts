import { componentOf, largest, wideRow } from '../../../engine/features'
import { tex } from '../../../engine/tex'
import {
  cellAt,
  type Example,
  type Finished,
  trainingRows,
  type WorkedLine,
  type WorkedStep,
} from '../../../engine/worked'
import { columnNamed, type Frame } from '../../../frame/frame'
import { isWide } from '../../../frame/wide'

type Method = 'standard' | 'minMax' | 'robust' | 'maxAbs' | 'normalize'

/** One row scaled, and where the two numbers of a column come from. */
export const example: Example = {
  async steps(at) {
    if (at.params['method'] === 'normalize') return [await lengthOne(at)]
    const change = await scaledRow(at)
    return change ? [change, await learned(at, change)] : []
  },
}

const featuresOf = (at: Finished): readonly string[] => at.state['features'] as readonly string[]
const columnsOf = (at: Finished): readonly string[] => at.state['columns'] as readonly string[]

/** The row's numbers in a table, in the order of the features. */
async function componentsOf(at: Finished, frame: Frame): Promise<number[]> {
  const parts = columnsOf(at).map(async (name): Promise<ArrayLike<number>> => {
    const { cells } = columnNamed(frame, name)
    return isWide(cells) ? wideRow(cells, at.row) : [(await cellAt(at, frame, name)) as number]
  })
  return (await Promise.all(parts)).flatMap(part => Array.from(part))
}

async function scaledRow(at: Finished): Promise<WorkedStep | undefined> {
  const centre = at.state['centre'] as Float64Array
  const scale = at.state['scale'] as Float64Array
  const shown = { mean: at.summary['mean'] as number[], scale: at.summary['scale'] as number[] }
  const lines: WorkedLine[] = []
  const [before, after] = [await componentsOf(at, at.before), await componentsOf(at, at.after)]
  for (const [j, name] of featuresOf(at).entries()) {
    const x = before[j]
    lines.push({
      name,
      code: true,
      cells: [x, shown.mean[j], shown.scale[j]],
      value: after[j],
      again: (x - centre[j]) / scale[j],
      unit: (Math.abs(x) + Math.abs(centre[j])) / scale[j],
    })
  }
  if (lines.length === 0) return undefined
  const { few, rest } = largest(lines)
  const [line] = few
  const [x, mean, by] = line.cells as number[]
  return {
    title: 'The row on the common scale',
    sentence: `From each number its column’s middle is taken off, and the rest is divided by the column’s spread.${rest.length > 0 ? ` The ${few.length} farthest out of ${lines.length} columns.` : ''}`,
    formula: "x' = \\frac{x - c}{s}",
    filled: `x'_1 = \\frac{${tex(x)} - ${tex(mean, true)}}{${tex(by)}} = ${tex(line.value as number)}`,
    head: ['column', 'value $x$', '$c$', '$s$', "scaled $x'$"],
    lines: few,
  }
}

/** What the column that stands out most in this row learned, from the training rows. */
async function learned(at: Finished, { lines }: WorkedStep): Promise<WorkedStep> {
  const name = lines.reduce((a, b) => (Math.abs(b.value as number) > Math.abs(a.value as number) ? b : a)).name
  const j = featuresOf(at).indexOf(name)
  const values = await componentOf(at, at.before, columnsOf(at), j)
  const rows = trainingRows(at.before)
  const { centre, spread, words, formula } = origins[at.params['method'] as Exclude<Method, 'normalize'>]
  const cells = Float64Array.from(rows, i => values[i])
  const reach = cells.reduce((most, x) => Math.max(most, Math.abs(x)), Number.MIN_VALUE)
  const [c, s] = [centre(cells), spread(cells)]
  const line = (what: string, value: number, again: number): WorkedLine => ({
    name: what,
    cells: [],
    value,
    again,
    unit: reach,
  })
  return {
    title: `What ${name} learned`,
    sentence: `From the ${rows.length} training rows only: ${words}.`,
    formula,
    filled: `c = ${tex(c)} \\qquad s = ${tex(s > 0 ? s : 1)}`,
    head: ['', 'of the training rows'],
    lines: [
      line('taken off', c, (at.state['centre'] as Float64Array)[j]),
      line('divided by', s > 0 ? s : 1, (at.state['scale'] as Float64Array)[j]),
    ],
  }
}

interface Origin {
  words: string
  formula: string
  centre: (x: Float64Array) => number
  spread: (x: Float64Array) => number
}

const meanOf = (x: Float64Array): number => x.reduce((s, v) => s + v, 0) / x.length
const least = (x: Float64Array): number => x.reduce((m, v) => Math.min(m, v), Infinity)
const greatest = (x: Float64Array): number => x.reduce((m, v) => Math.max(m, v), -Infinity)
const deviation = (x: Float64Array): number => {
  const mean = meanOf(x)
  return Math.sqrt(x.reduce((s, v) => s + (v - mean) ** 2, 0) / x.length)
}

/** Between the two sorted values around it, as numpy does. */
function quantile(x: Float64Array, q: number): number {
  const sorted = x.slice().sort()
  const place = q * (sorted.length - 1)
  const low = sorted[Math.floor(place)]
  return low + (place % 1) * (sorted[Math.ceil(place)] - low)
}

const origins: Readonly<Record<Exclude<Method, 'normalize'>, Origin>> = {
  standard: {
    words: 'their mean and their standard deviation',
    formula: 'c = \\frac1n \\sum_i x_i \\qquad s = \\sqrt{\\frac1n \\sum_i (x_i - c)^2}',
    centre: meanOf,
    spread: deviation,
  },
  minMax: {
    words: 'the smallest value, and how far the largest is from it',
    formula: 'c = \\min_i x_i \\qquad s = \\max_i x_i - c',
    centre: least,
    spread: x => greatest(x) - least(x),
  },
  robust: {
    words: 'their median, and the distance between the quartiles',
    formula: 'c = Q_{0.5} \\qquad s = Q_{0.75} - Q_{0.25}',
    centre: x => quantile(x, 0.5),
    spread: x => quantile(x, 0.75) - quantile(x, 0.25),
  },
  maxAbs: {
    words: 'nothing is taken off; the largest distance from 0',
    formula: 'c = 0 \\qquad s = \\max_i |x_i|',
    centre: () => 0,
    spread: x => x.reduce((m, v) => Math.max(m, Math.abs(v)), 0),
  },
}

async function lengthOne(at: Finished): Promise<WorkedStep> {
  const names = featuresOf(at)
  const [xs, after] = [await componentsOf(at, at.before), await componentsOf(at, at.after)]
  const norm = at.params['norm'] as 'l2' | 'l1' | 'max'
  const length =
    norm === 'l2'
      ? Math.hypot(...xs)
      : norm === 'l1'
        ? xs.reduce((s, x) => s + Math.abs(x), 0)
        : xs.reduce((m, x) => Math.max(m, Math.abs(x)), 0)
  const formula = { l2: '\\sqrt{\\sum_j x_j^2}', l1: '\\sum_j |x_j|', max: '\\max_j |x_j|' }[norm]
  const lines = names.map((name, j): WorkedLine => ({
    name,
    code: true,
    cells: [xs[j]],
    value: after[j],
    again: length > 0 ? xs[j] / length : xs[j],
    unit: 1,
  }))
  return {
    title: 'The row with length 1',
    sentence: 'Every number of the row is divided by the length of the row. Nothing is learned from other rows.',
    formula: `x' = \\frac{x}{${formula}}`,
    filled: `${formula} = ${tex(length)}`,
    head: ['column', 'value $x$', "$x'$"],
    lines: largest(lines).few,
  }
}
