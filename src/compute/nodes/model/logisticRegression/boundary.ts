import type { Block, BoundaryChart } from '../../../../shared/results/blocks'
import type { Training } from '../../../engine/training'
import { chancesOf, type Learned } from './learned'
import { type Points, seriesOf, valuesAt } from './points'
import { range } from './sigmoid'

const cells = 60

/** What a boundary is drawn over: two features, the centres of the grid's cells and the rows on top. */
export interface View {
  names: readonly string[]
  classes: readonly string[]
  /** Places of the two features, in the frame's order. */
  pair: readonly [number, number]
  gridX: number[]
  gridY: number[]
  points: BoundaryChart['points']
  /** What the caption adds when rows were left out. */
  note: string
}

/** Decisions over the two features that move the score most; other features stand at their mean. */
export async function boundaryBlock(learned: Learned, data: Training, points: Points): Promise<Block[]> {
  const target = data.target
  const p = data.names.length
  if (p < 2 || target?.task !== 'classification' || points.rows.length === 0) return []
  const pair = strongest(learned, p)
  const [xs, ys] = [await valuesAt(data, points, pair[0]), await valuesAt(data, points, pair[1])]
  const view: View = {
    names: data.names,
    classes: target.classes.map(String),
    pair,
    gridX: centres(xs, cells),
    gridY: centres(ys, cells),
    points: seriesOf(points, target.classes, i => [xs[i]!, ys[i]!]),
    note: points.note,
  }
  return [boundaryOver(view, learned)]
}

/** The decisions of a model over a view. */
export function boundaryOver(view: View, { coefficients, intercept, mean }: Learned): Block {
  const { names, classes, gridX, gridY, points, note } = view
  const [a, b] = view.pair
  const p = names.length
  const rest = Array.from(intercept, (free, k) => {
    let score = free
    for (let j = 0; j < p; j++) if (j !== a && j !== b) score += coefficients[k * p + j]! * mean[j]!
    return score
  })
  const cell = gridY.map(y =>
    gridX.map(x => {
      const chances = chancesOf(rest.map((r, k) => r + coefficients[k * p + a]! * x + coefficients[k * p + b]! * y))
      const best = chances.reduce((top, chance, k) => (chance > chances[top]! ? k : top), 0)
      return { class: best, sure: chances[best]! }
    }),
  )
  const where = p === 2 ? '' : `The two features that move the score most; the other ${p - 2} are held at their mean. `
  return {
    kind: 'chart',
    id: 'boundary',
    title: 'Decision boundary',
    caption: `${where}The class chosen at each place, deeper where the model is surer.${note}`,
    chart: {
      type: 'boundary',
      x: { label: names[a]! },
      y: { label: names[b]! },
      xs: gridX,
      ys: gridY,
      classes: [...classes],
      cell,
      points,
    },
  }
}

/** The two features whose coefficient times deviation is largest in any class, in the frame's order. */
export function strongest({ coefficients, deviation, intercept }: Learned, p: number): [number, number] {
  const strength = Array.from({ length: p }, (_, j) =>
    Math.max(...Array.from(intercept, (_free, k) => Math.abs(coefficients[k * p + j]!) * deviation[j]!)),
  )
  const order = strength.map((_, j) => j).sort((i, j) => strength[j]! - strength[i]! || i - j)
  return [Math.min(order[0]!, order[1]!), Math.max(order[0]!, order[1]!)]
}

/** Centres of the cells over the values' range and a twentieth on either side. */
export function centres(values: Float64Array, cells: number): number[] {
  const [low, high] = range(values)
  const from = low - (high - low) / 20
  const width = ((high - low) * 1.1) / cells
  return Array.from({ length: cells }, (_, i) => from + (i + 0.5) * width)
}
