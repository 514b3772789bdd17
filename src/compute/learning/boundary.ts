import type { Block } from '../../shared/results/blocks'
import { formatCount } from '../../shared/results/format'
import type { Context } from '../engine/node'
import type { Prediction } from '../engine/prediction'
import { type Rows, rowsFor } from '../engine/design'
import type { Training } from '../engine/training'
import type { Column } from '../frame/frame'
import { Images } from '../frame/images'
import { classesIn } from './classes'
import { hasPlane, type Middle, type Plane, planeOf, sideOf } from './plane'
import { middleOf } from './middle'
import { largestOf } from './numbers'
import { type Points, seriesOf } from './points'

/** Cells on a side, where a prediction is cheap. */
const mostCells = 60

/** What the model says of rows: `rows => estimator.predict(context, state, rows, params)`. */
export type Decide = (rows: Rows) => Promise<Prediction>

export interface Boundary {
  decide: Decide
  /** Multiply-adds of one prediction, where it is dear: training rows × features for neighbours. The grid shrinks by it. */
  work?: number
  /** Where columns stand that are not drawn, and which two are drawn; without, from the drawn rows themselves. */
  middle?: Middle
  /** How the two were chosen (default "matter most"). */
  chosen?: string
}

/**
 * Decisions of any classifier over the two columns that matter most, in the units of the data; the other columns stand at their mean
 * or their most frequent category. Nothing where there are not two columns of numbers.
 */
export async function boundaryBlocks(
  context: Context,
  data: Training,
  points: Points,
  { decide, work = 0, middle, chosen = 'matter most' }: Boundary,
): Promise<Block[]> {
  if (!hasPlane(data) || points.rows.length === 0) return []
  const side = sideOf(mostCells, work)
  const held = middle ?? (await middleOf(data, points))
  const plane = await planeOf(context, data, held, points.rows, [side, side], chosen)
  return [await boundaryOver(context, data, plane, points, decide)]
}

/** The decisions of a model over a plane. */
export async function boundaryOver(
  context: Context,
  data: Training,
  { labels, xs, ys, columns, at, said }: Plane,
  points: Points,
  decide: Decide,
): Promise<Block> {
  const { classes } = classesIn(data)
  const decided = await decisions(context, data, columns, xs.length * ys.length, decide)
  if (decided.kind !== 'classes') throw new Error('A boundary is drawn between classes.')
  const { probabilities } = decided
  return {
    kind: 'chart',
    id: 'boundary',
    title: 'Decision boundary',
    caption: `${said}The class chosen at each place, deeper where the model is surer.${points.note}${gapNote(at)}`,
    chart: {
      type: 'boundary',
      x: { label: labels[0] },
      y: { label: labels[1] },
      xs,
      ys,
      classes: classes.map(String),
      cell: ys.map((_, row) =>
        xs.map((_x, column) => {
          const chances = probabilities.map(p => p[row * xs.length + column])
          const best = largestOf(chances)
          return { class: best, sure: chances[best] }
        }),
      ),
      points: seriesOf(points, classes, i => [at[0][i], at[1][i]]),
    },
  }
}

function gapNote([x, y]: Plane['at']): string {
  const gaps = x.reduce((count, v, i) => (Number.isFinite(v) && Number.isFinite(y[i]) ? count : count + 1), 0)
  return gaps > 0
    ? ` ${formatCount(gaps, 'row')} with a missing cell in them ${gaps === 1 ? 'is' : 'are'} not drawn.`
    : ''
}

/** What a model says of n rows of our own making. */
export async function decisions(
  context: Context,
  { categories }: Pick<Training, 'categories'>,
  columns: readonly Column[],
  n: number,
  decide: Decide,
): Promise<Prediction> {
  using scope = context.device.scope()
  return await decide(rowsFor(new Images(context.device, scope), scope, columns, undefined, n, { categories }))
}
