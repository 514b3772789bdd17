import type { Values } from '../../../../shared/params'
import type { Block, DrawnNumber } from '../../../../shared/results/blocks'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { originsOf } from '../../../engine/units'
import { middleOf } from '../../../learning/middle'
import { strongest } from '../../../learning/plane'
import { trainingPointsOf } from '../../../learning/points'
import { placesAmong, sampleNote, trainingSample } from '../../../learning/sample'
import type { spec } from './spec'
import type { Learned } from './table'

/** Rows and numbers that a page searches at every move of the point: under a millisecond. */
const [mostRows, mostNumbers] = [1000, 50_000]

/** Training rows with a point among them that people move, over the two features that tell them apart most. */
export async function neighboursBlocks(
  context: Context,
  { rows, told }: Learned,
  data: Training,
  { metric: name, p: power, nNeighbors: k, weights }: Values<(typeof spec)['parameters']>,
): Promise<Block[]> {
  const p = data.names.length
  if (p < 2 || p > mostNumbers / 10) return []
  const sample = trainingSample(context, data, Math.min(mostRows, Math.floor(mostNumbers / p)))
  if (sample.length < k) return []
  const places = placesAmong(data.index, sample)
  const table = Array.from(places, place => [...rows.subarray(place * p, (place + 1) * p)])
  const middle = data.names.map((_, j) => table.map(row => row[j]).sort((a, b) => a - b)[table.length >> 1])
  const origins = await originsOf(context.types, data.steps, data.names)
  const strength = await strengthsOf(
    context,
    data,
    table,
    Array.from(places, place => told[place]),
  )
  const [x, y] = strongest(strength, data.names).map((name): DrawnNumber => {
    const column = data.names.indexOf(name)
    const { own, shift, factor } = origins[column]
    return own ? { column, shift, factor } : { column, shift: 0, factor: 1 }
  })
  const label = ({ column }: DrawnNumber): string =>
    origins[column].own ? data.names[column] : `${data.names[column]}, as prepared`
  const drawn = (row: readonly number[]): [number, number] => [
    x.shift + x.factor * row[x.column],
    y.shift + y.factor * row[y.column],
  ]
  const names = data.target?.task === 'classification' ? data.target.classes.map(String) : undefined
  // Points stand class by class in the chart: so do their rows here.
  const order = [...places.keys()]
  if (names) order.sort((i, j) => told[places[i]] - told[places[j]] || i - j)
  const groups = names
    ? names.map((label, c) => ({ label, of: order.filter(i => told[places[i]] === c), class: c }))
    : [{ label: 'training rows', of: order, ink: 'pale' as const }]
  const rest = p > 2 ? ` The other ${p - 2} columns of the point stand at their median.` : ''
  return [
    {
      kind: 'chart',
      id: 'neighbours',
      title: 'Who is asked',
      caption: `The ${k} nearest rows of a point.${rest}${sampleNote(sample.length, data.n, 'training row')}`,
      chart: {
        type: 'scatter',
        x: { label: label(x) },
        y: { label: label(y) },
        series: groups
          .filter(g => g.of.length > 0)
          .map(({ label: said, of, ...mark }) => ({
            name: said,
            points: of.map(i => drawn(table[i])),
            rows: of.map(i => sample[i]),
            ...mark,
          })),
        neighbours: {
          table: order.map(i => table[i]),
          told: order.map(i => told[places[i]]),
          ...(names && { classes: names }),
          metric: { name, p: power },
          k,
          weights,
          query: middle,
          axes: [x, y],
        },
      },
    },
  ]
}

/** How much each feature tells of the target among the drawn rows: between classes, or by its squared correlation. */
async function strengthsOf(
  context: Context,
  data: Training,
  table: readonly (readonly number[])[],
  told: readonly number[],
): Promise<ReadonlyMap<string, number>> {
  if (data.target?.task === 'classification')
    return (await middleOf(data, trainingPointsOf(context, data, table.length))).strength
  return new Map(
    data.names.map((name, j) => [
      name,
      correlation(
        table.map(row => row[j]),
        told,
      ) ** 2,
    ]),
  )
}

/** Pearson's correlation; 0 where one of the two does not vary. */
function correlation(x: readonly number[], y: readonly number[]): number {
  const mean = (v: readonly number[]): number => v.reduce((sum, a) => sum + a / v.length, 0)
  const [mx, my] = [mean(x), mean(y)]
  let [xx, yy, xy] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    xx += (x[i] - mx) ** 2
    yy += (y[i] - my) ** 2
    xy += (x[i] - mx) * (y[i] - my)
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx) / Math.sqrt(yy) : 0
}
