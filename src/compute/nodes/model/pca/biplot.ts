import type { Block, ScatterChart } from '../../../../shared/results/blocks'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import type { Frame } from '../../../frame/frame'
import { targetSeries, valuesAt } from '../../../learning/points'
import { sampleNote, trainingSample } from '../../../learning/sample'
import type { Learned } from './decomposition'

const mostArrows = 12

/** Scores of the training rows on two components, coloured by the target's classes, with the features as arrows (Gabriel 1971). */
export async function biplot(
  context: Context,
  learned: Learned,
  data: Training,
  frame: Frame,
): Promise<Block | undefined> {
  if (learned.k < 2) return undefined
  const rows = trainingSample(context, data)
  const [x, y] = await Promise.all(['component1', 'component2'].map(name => valuesAt(frame, rows, name)))
  const reach = [...x, ...y].reduce((most, s) => Math.max(most, Math.abs(s)), 0)
  return {
    kind: 'chart',
    id: 'biplot',
    title: 'Biplot',
    caption: `Training rows on the first two components; arrows are the features' loadings, lengthened to fit.${sampleNote(rows.length, data.n)}`,
    chart: {
      type: 'scatter',
      x: { label: 'component1' },
      y: { label: 'component2' },
      series: await targetSeries(frame, rows, i => [x[i], y[i]]),
      arrows: arrowsOf(learned, data.names, reach),
      equal: true,
    },
  }
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
