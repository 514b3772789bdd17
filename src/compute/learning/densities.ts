import type { Block } from '../../shared/results/blocks'
import type { Context } from '../engine/node'
import type { Training } from '../engine/training'
import { originsOf } from '../engine/units'
import type { Bells } from './bells'
import { classesIn } from './classes'
import { finite } from './numbers'

const [mostClasses, points] = [8, 121]

/** The bell curves of the classes over feature j, in the units of the data, each times the share of its class. */
export async function densityBlocks(
  { types }: Pick<Context, 'types'>,
  data: Training,
  { mean, variance }: Bells,
  share: Float64Array,
  j: number,
): Promise<Block[]> {
  const { names, steps } = data
  const { classes } = classesIn(data)
  const [{ own, shift, factor }] = await originsOf(types, steps, [names[j]])
  const curves = Array.from(share.subarray(0, mostClasses), (s, k) => {
    const at = k * names.length + j
    const deviation = Math.abs(own ? factor : 1) * Math.sqrt(variance[at])
    const height = s / (deviation * Math.sqrt(2 * Math.PI))
    return { middle: own ? shift + factor * mean[at] : mean[at], deviation, height }
  })
  const low = Math.min(...curves.map(c => c.middle - 3 * c.deviation))
  const high = Math.max(...curves.map(c => c.middle + 3 * c.deviation))
  if (!(high > low) || !Number.isFinite(high - low)) return []
  const xs = Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1))
  const few = classes.length > mostClasses ? ` The first ${mostClasses} of ${classes.length} classes.` : ''
  return [
    {
      kind: 'chart',
      id: 'densities',
      title: 'Class densities',
      caption: `${names[j]} tells the classes apart best: its bell curve in each class, times the share of the class.${few}`,
      chart: {
        type: 'line',
        x: { label: own ? names[j] : `${names[j]}, as prepared` },
        y: { label: 'density × share', min: 0 },
        series: curves.map(({ middle, deviation, height }, k) => ({
          name: String(classes[k]),
          class: k,
          points: xs.map((x): [number, number | null] => [
            x,
            finite(height * Math.exp(-0.5 * ((x - middle) / deviation) ** 2)),
          ]),
        })),
      },
    },
  ]
}
