import type { Block } from '../../../../shared/results/blocks'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { chancesOf, type Learned } from './learned'
import type { Points } from './points'
import { type View, viewOf } from './view'

const cells = 60

/** Decisions over the two features that move the score most; other features stand at their mean. */
export async function boundaryBlock(
  context: Context,
  learned: Learned,
  data: Training,
  points: Points,
): Promise<Block[]> {
  if (data.names.length < 2 || data.target?.task !== 'classification' || points.rows.length === 0) return []
  return [boundaryOver(await viewOf(context, data, learned, points, [cells, cells]), learned)]
}

/** The decisions of a model over a view. */
export function boundaryOver(view: View, { coefficients, intercept, mean }: Learned): Block {
  const { labels, classes, gridX, gridY, varying, others, points, note } = view
  const p = mean.length
  const moved = new Set(varying.map(v => v.feature))
  const rest = Array.from(intercept, (free, k) => {
    let score = free
    for (let j = 0; j < p; j++) if (!moved.has(j)) score += coefficients[k * p + j] * mean[j]
    return score
  })
  const cell = gridY.map((_, row) =>
    gridX.map((_x, column) => {
      const at = row * gridX.length + column
      const chances = chancesOf(
        rest.map((r, k) =>
          varying.reduce((s, { feature, values }) => s + coefficients[k * p + feature] * values[at], r),
        ),
      )
      const best = chances.reduce((top, chance, k) => (chance > chances[top] ? k : top), 0)
      return { class: best, sure: chances[best] }
    }),
  )
  const where =
    others === 0 ? '' : `The two columns that move the score most; the other ${others} are held at their mean. `
  return {
    kind: 'chart',
    id: 'boundary',
    title: 'Decision boundary',
    caption: `${where}The class chosen at each place, deeper where the model is surer.${note}`,
    chart: {
      type: 'boundary',
      x: { label: labels[0] },
      y: { label: labels[1] },
      xs: gridX,
      ys: gridY,
      classes: [...classes],
      cell,
      points,
    },
  }
}
