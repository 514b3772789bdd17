import type { Block } from '../../../../shared/results/blocks'
import type { Training } from '../../../engine/training'
import { chancesOf, type Learned } from './learned'
import { type Points, seriesOf, valuesAt } from './points'
import { range } from './sigmoid'

const cells = 60

/** Decisions over the two features that move the score most; other features stand at their mean. */
export async function boundaryBlock(learned: Learned, data: Training, points: Points): Promise<Block[]> {
  const target = data.target
  const p = data.names.length
  if (p < 2 || target?.task !== 'classification' || points.rows.length === 0) return []
  const { coefficients, intercept, mean } = learned
  const outputs = intercept.length
  const [a, b] = strongest(learned, p)
  const [xs, ys] = [await valuesAt(data, points, a), await valuesAt(data, points, b)]
  const rest = Array.from(intercept, (free, k) => {
    let score = free
    for (let j = 0; j < p; j++) if (j !== a && j !== b) score += coefficients[k * p + j]! * mean[j]!
    return score
  })
  const [gridX, gridY] = [centres(xs), centres(ys)]
  const cell = gridY.map(y =>
    gridX.map(x => {
      const scores = Array.from(
        { length: outputs },
        (_, k) => rest[k]! + coefficients[k * p + a]! * x + coefficients[k * p + b]! * y,
      )
      const chances = chancesOf(scores)
      const best = chances.reduce((top, chance, k) => (chance > chances[top]! ? k : top), 0)
      return { class: best, sure: chances[best]! }
    }),
  )
  const [nameX, nameY] = [data.names[a]!, data.names[b]!]
  const where = p === 2 ? '' : `The two features that move the score most; the other ${p - 2} are held at their mean. `
  return [
    {
      kind: 'chart',
      id: 'boundary',
      title: 'Decision boundary',
      caption: `${where}The class chosen at each place, deeper where the model is surer.${points.note}`,
      chart: {
        type: 'boundary',
        x: { label: nameX },
        y: { label: nameY },
        xs: gridX,
        ys: gridY,
        classes: target.classes.map(String),
        cell,
        points: seriesOf(points, target.classes, i => [xs[i]!, ys[i]!]),
      },
    },
  ]
}

/** The two features whose coefficient times deviation is largest in any class, in the frame's order. */
function strongest({ coefficients, deviation, intercept }: Learned, p: number): [number, number] {
  const strength = Array.from({ length: p }, (_, j) =>
    Math.max(...Array.from(intercept, (_free, k) => Math.abs(coefficients[k * p + j]!) * deviation[j]!)),
  )
  const order = strength.map((_, j) => j).sort((i, j) => strength[j]! - strength[i]! || i - j)
  return [Math.min(order[0]!, order[1]!), Math.max(order[0]!, order[1]!)]
}

/** Centres of the cells over the values' range and a twentieth on either side. */
function centres(values: Float64Array): number[] {
  const [low, high] = range(values)
  const from = low - (high - low) / 20
  const width = ((high - low) * 1.1) / cells
  return Array.from({ length: cells }, (_, i) => from + (i + 0.5) * width)
}
