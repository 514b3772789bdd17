import type { Values } from '../../../../shared/params'
import type { Context } from '../../../engine/node'
import type { Rows } from '../../../engine/design'
import type { Training } from '../../../engine/training'
import { pauses } from '../../../frame/pause'
import { aroundOf, atMeans, lloyd, type Means, nearest, startOf } from '../../../learning/hostMeans'
import type { Clustering } from './clustering'
import type { CommonCoding } from './coding'
import type { spec } from './spec'

/** Cells (rows × features) up to which centres and inertia are always formed anew in double precision, and up to which where digits are at stake. */
const [quickCells, mostCells] = [4e6, 5e7]
/** Rows this near to their centres (in codes) have lost half the digits of their distance in single precision. */
const doubtful = 1e-3
/** Beside the farthest row, rows this near to their centres can no longer be told apart by codes of 24 bits. */
const grain = 1e-5
/** Cells × clusters × starts up to which these are taken in double precision: about a second. */
const startsWork = 2e7

/** Clusters as people see them, in the features' own units. */
export interface Settled extends Means {
  /** Single precision does not tell rows apart: what is said of them is found in double. */
  blurred: boolean
  /** Starts among such rows were chance, and the table is too large to start anew in double precision. */
  chance: boolean
}

/**
 * Inertia in double precision from the columns where that is affordable, and centres as means of their rows, of which the device has seven
 * digits. Where single precision does not tell rows apart beside the farthest one, starts and Lloyd's steps are taken anew in double precision. Centres that
 * were still on their way when the steps ended stay as they are: labels and inertia are about them.
 */
export async function settled(
  context: Context,
  data: Training,
  { k, labels, centers: codes, inertia }: Clustering,
  { shift, scale }: CommonCoding,
  options: Pick<Values<(typeof spec)['parameters']>, 'init' | 'nInit'>,
): Promise<Settled> {
  const p = shift.length
  const heaviest = data.weights?.reduce((most, w) => Math.max(most, w), 0) ?? 1
  const centers = codes.map((code, i) => shift[i % p] + scale * code)
  const rough: Settled = { labels, centers, inertia: inertia * heaviest * scale * scale, blurred: false, chance: false }
  const distance = (squares: number): number => Math.sqrt(squares / heaviest / data.n) / scale
  const cells = data.n * p
  if (cells > mostCells || (cells > quickCells && !(distance(rough.inertia) < doubtful))) return rough
  const columns = await Promise.all(data.names.map((_, j) => data.numbers(j)))
  const about = aroundOf(columns, data.weights, k, labels, centers)
  if (about.way > grain * scale) return { ...rough, inertia: about.squares }
  const found = atMeans(columns, data.weights, k, labels, about)
  const blurred = found.inertia > 0 && distance(found.inertia) < grain
  if (!blurred) return { ...found, blurred, chance: false }
  const pause = pauses(context.signal)
  let best = await lloyd(columns, data.weights, k, found, pause)
  const chance = cells * k * options.nInit > startsWork
  for (let start = 0; start < options.nInit && !chance; start++) {
    const centers = startOf(columns, data.weights, k, options.init, context.random(start))
    const labels = nearest(columns, centers, k)
    const around = aroundOf(columns, data.weights, k, labels, centers)
    const next = await lloyd(columns, data.weights, k, atMeans(columns, data.weights, k, labels, around), pause)
    if (next.inertia < best.inertia) best = next
  }
  return { ...best, blurred, chance }
}

/** The same of any rows, for centres in their own units. */
export async function nearestOf(rows: Rows, centers: Float64Array, k: number): Promise<Int32Array> {
  return nearest(await Promise.all(rows.names.map((_, j) => rows.numbers(j))), centers, k)
}
