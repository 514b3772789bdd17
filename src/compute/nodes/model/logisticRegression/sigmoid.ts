import type { Block } from '../../../../shared/results/blocks'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { sharesOf } from '../../../learning/classes'
import { range } from '../../../learning/numbers'
import { type Points, seriesOf } from '../../../learning/points'
import type { Learned } from './learned'
import { scoresOf } from './predict'

const steps = 120

/** Two classes: rows at 0 and 1 and the curve between, over the one feature or the score. One feature, more classes: a curve for each. */
export async function sigmoidBlock(
  context: Context,
  learned: Learned,
  data: Training,
  points: Points,
): Promise<Block[]> {
  const target = data.target
  if (target?.task !== 'classification' || points.rows.length === 0) return []
  const { coefficients, intercept } = learned
  const p = data.names.length
  const binary = intercept.length === 1
  if (!binary && p > 1) return []
  const alone = p === 1
  const rows = data.at(points.rows)
  const xs = alone ? await rows.numbers(0) : (await scoresOf(context, learned, rows))[0]
  const [low, high] = range(xs)
  const grid = Array.from({ length: steps + 1 }, (_, i) => low + ((high - low) * i) / steps)
  const chance = (x: number): number[] =>
    alone ? sharesOf(Array.from(intercept, (b, k) => b + coefficients[k] * x)) : sharesOf([x])
  const label = alone ? data.names[0] : 'Score (log-odds)'
  const head = { kind: 'chart', id: 'sigmoid', title: 'Probability' } as const
  if (!binary) {
    const series = target.classes.slice(0, 20).map((c, k) => ({
      name: String(c),
      class: k,
      points: grid.map((x): [number, number] => [x, chance(x)[k]]),
    }))
    const caption = `Probability of each class by ${label}.`
    return [
      { ...head, caption, chart: { type: 'line', x: { label }, y: { label: 'Probability', min: 0, max: 1 }, series } },
    ]
  }
  const positive = String(target.classes[1])
  return [
    {
      ...head,
      caption: `Rows of ${positive} stand at 1, the others at 0; the curve is the probability the model gives.${points.note}`,
      chart: {
        type: 'scatter',
        x: { label },
        y: { label: `Probability of ${positive}`, min: 0, max: 1 },
        series: seriesOf(points, target.classes, i => [xs[i], points.codes[i]]),
        lines: [{ name: 'model', points: grid.map((x): [number, number] => [x, chance(x)[1]]) }],
      },
    },
  ]
}
