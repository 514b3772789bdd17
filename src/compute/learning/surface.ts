import type { Block } from '../../shared/results/blocks'
import { finite } from './numbers'
import type { Context } from '../engine/node'
import type { Training } from '../engine/training'
import { type Boundary, decisions } from './boundary'
import { middleOfValues } from './middle'
import { hasPlane, planeOf, sideOf } from './plane'
import { trainingSample } from './sample'

/** Cells on a side, where a prediction is cheap: a surface is drawn with at most 41 lines each way. */
const mostCells = 41

/**
 * What any regressor predicts over the two columns that its target follows most, in the units of the data, over where the training rows lie;
 * the other columns stand at their mean or their most frequent category. Nothing where there are not two columns of numbers.
 */
export async function surfaceBlocks(
  context: Context,
  data: Training,
  { decide, work = 0 }: Pick<Boundary, 'decide' | 'work'>,
): Promise<Block[]> {
  if (!hasPlane(data)) return []
  const rows = trainingSample(context, data)
  const side = sideOf(mostCells, work)
  const middle = await middleOfValues(data, rows)
  const { labels, xs, ys, columns, said } = await planeOf(context, data, middle, rows, [side, side], 'matter most')
  const decided = await decisions(context, data, columns, xs.length * ys.length, decide)
  if (decided.kind !== 'values') throw new Error('A surface is drawn of numbers.')
  const { values } = decided
  return [
    {
      kind: 'chart',
      id: 'surface',
      title: 'Fitted surface',
      caption: `${said}Height and colour are the prediction.`,
      chart: {
        type: 'surface',
        x: { label: labels[0] },
        y: { label: labels[1] },
        z: { label: data.target!.name },
        xs,
        ys,
        values: ys.map((_, row) => xs.map((_x, column) => finite(values[row * xs.length + column]))),
      },
    },
  ]
}
