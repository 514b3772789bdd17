import { unwatched } from '../../../engine/iterations'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { clusterDistances } from '../../../kernels/distances/clusterDistances'
import { silhouette } from '../../../metrics/clusterShape'
import type { Matrix } from '../../../tensor/matrix'
import { cluster, type Clustering } from './clustering'
import { type CommonCoding, perColumn } from './coding'
import { settled } from './exact'
import { codedMatrix } from '../../../learning/codedRows'
import type { Points } from './points'

export interface Searched {
  k: number
  inertia: number | null
  /** Mean over the rows, or over a sample of them; null for one cluster, and where single precision does not tell rows apart. */
  silhouette: number | null
}

/** The silhouette takes rows² steps: on a sample its standard error is below 0.01. */
const mostRows = 4000

/** Clusters the rows into every number of clusters of a range. `known` is taken over where its k comes up. */
export async function searchK(
  context: Context,
  data: Training,
  points: Points,
  coding: CommonCoding,
  options: Parameters<typeof cluster>[3],
  [from, to]: readonly [number, number],
  known: Clustering,
): Promise<Searched[]> {
  using scope = context.device.scope()
  const sample = context
    .random((1 << 20) + 1)
    .choice(data.n, mostRows)
    .sort()
  const rows = sample.map(row => (data.index ? data.index[row] : row))
  const matrix = await codedMatrix({ ...context, scope }, data.at(rows), perColumn(coding))
  // The training that people watch is over.
  const quiet: Context = { ...context, iterations: unwatched(), progress: () => undefined }
  const found: Searched[] = []
  for (let k = from; k <= to; k++) {
    const made = k === known.k ? known : await cluster(quiet, points, k, options, 0, () => Promise.resolve())
    const { labels: all, inertia, blurred } = await settled(quiet, data, made, coding, options)
    const labels = Int32Array.from(sample, row => all[row])
    found.push({
      k,
      inertia: Number.isFinite(inertia) ? inertia : null,
      silhouette: blurred ? null : await silhouetteOf(context, matrix, labels, k),
    })
    context.progress((k - from + 2) / (to - from + 2))
  }
  return found
}

async function silhouetteOf(context: Context, matrix: Matrix, labels: Int32Array, k: number): Promise<number | null> {
  const { device, signal } = context
  using scope = device.scope()
  const sums = await clusterDistances(device, scope, matrix, labels, k, signal)
  const sizes = new Float64Array(k)
  for (const label of labels) sizes[label]++
  const intra = Float64Array.from(labels, (own, i) => sums[i * k + own] / (sizes[own] - 1))
  const nearest = Float64Array.from(labels, (own, i) => {
    let least = Infinity
    for (let c = 0; c < k; c++) if (c !== own && sizes[c] > 0) least = Math.min(least, sums[i * k + c] / sizes[c])
    return least
  })
  return silhouette(intra, nearest)
}
