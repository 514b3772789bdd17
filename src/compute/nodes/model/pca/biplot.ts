import type { Block, ScatterChart } from '../../../../shared/results/blocks'
import { formatCount, formatNumber } from '../../../../shared/results/format'
import type { Context } from '../../../engine/node'
import { classesOf, taskOf } from '../../../engine/target'
import type { Training } from '../../../engine/training'
import { columnNamed, type Frame, targetOf } from '../../../frame/frame'
import type { Learned } from './decomposition'

const mostPoints = 5000
const mostArrows = 12

/** Scores of the training rows on two components, coloured by the target's classes, with the features as arrows (Gabriel 1971). */
export async function biplot(
  context: Context,
  learned: Learned,
  data: Training,
  frame: Frame,
): Promise<Block | undefined> {
  if (learned.k < 2) return undefined
  const shown = context
    .random(1 << 20)
    .choice(data.n, mostPoints)
    .sort()
  const rows = shown.map(i => (data.index ? data.index[i] : i))
  const [x, y] = [await scoresOf(frame, 'component1', rows), await scoresOf(frame, 'component2', rows)]
  const reach = [...x, ...y].reduce((most, s) => Math.max(most, Math.abs(s)), 0)
  const sample =
    shown.length < data.n
      ? ` ${formatNumber(shown.length, 'integer')} of ${formatCount(data.n, 'row')}, drawn with the seed.`
      : ''
  return {
    kind: 'chart',
    id: 'biplot',
    title: 'Biplot',
    caption: `Training rows on the first two components; arrows are the features' loadings, lengthened to fit.${sample}`,
    chart: {
      type: 'scatter',
      x: { label: 'component1' },
      y: { label: 'component2' },
      series: await seriesOf(frame, rows, x, y),
      arrows: arrowsOf(learned, data.names, reach),
      equal: true,
    },
  }
}

async function scoresOf(frame: Frame, name: string, rows: Uint32Array): Promise<Float64Array> {
  const { cells } = columnNamed(frame, name)
  if (cells.form !== 'numbers') throw new Error(`${name} is not numeric.`)
  const values = await cells.numbers()
  return Float64Array.from(rows, row => values[row])
}

/** One series per class of the target, where there is one; rows without a class are left out. */
async function seriesOf(
  frame: Frame,
  rows: Uint32Array,
  x: Float64Array,
  y: Float64Array,
): Promise<ScatterChart['series']> {
  const point = (i: number): [number, number] => [x[i], y[i]]
  const target = targetOf(frame)
  if (!target || (await taskOf(target)) !== 'classification')
    return [{ name: 'rows', points: Array.from(rows.keys(), point), rows: [...rows] }]
  const { classes, codes } = await classesOf(target)
  return classes.map((name, c) => {
    const members = [...rows.keys()].filter(i => codes[rows[i]] === c)
    return { name: String(name), class: c, points: members.map(point), rows: members.map(i => rows[i]) }
  })
}

/** The longest arrows, the longest of them as far out as the farthest row. */
function arrowsOf(
  { components }: Learned,
  names: readonly string[],
  reach: number,
): NonNullable<ScatterChart['arrows']> {
  const arrows = names.map((name, j) => ({
    name,
    to: [components[j], components[names.length + j]] as [number, number],
  }))
  const length = (a: { to: [number, number] }): number => Math.hypot(...a.to)
  const longest = arrows.sort((a, b) => length(b) - length(a)).slice(0, mostArrows)
  const factor = reach / Math.max(length(longest[0]), 1e-300)
  return longest.map(({ name, to }) => ({ name, to: [to[0] * factor, to[1] * factor] }))
}
