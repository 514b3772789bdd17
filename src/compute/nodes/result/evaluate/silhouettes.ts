import type { Context } from '../../../engine/node'
import { codingOf } from '../../../frame/coding'
import { components, type Part, widthOf } from '../../../frame/components'
import { clusterDistances } from '../../../kernels/distances/clusterDistances'
import { silhouette, silhouetteValues } from '../../../metrics/clusterShape'
import { matrixOf } from '../../../frame/matrix'
import { codesAt } from './arrays'

/** Distances between more rows than this take minutes on a software adapter: the catalogue's limit. */
export const mostRows = 20_000
/** Row sums that the host holds (rows × clusters), 160 MB. */
const mostSums = 20_000_000

export interface Silhouettes {
  /** Mean over the rows; null unless there are at least 2 clusters and fewer than rows. */
  mean: number | null
  /** Mean of each cluster, null where it has no row. */
  byCluster: (number | null)[]
  /** Rows it was measured on; fewer than there are when they were sampled. */
  rows: number
}

/**
 * Silhouettes (Rousseeuw 1987) of the rows `index` of a frame, noise (negative label) left out, a seeded sample of them above
 * 20,000. `labels`: cluster of each of these rows, 0 … k − 1. Distances are summed on the device in single precision.
 */
export async function silhouettes(
  context: Context,
  parts: readonly Part[],
  index: Uint32Array,
  labels: Int32Array,
  k: number,
): Promise<Silhouettes> {
  const limit = Math.min(mostRows, Math.max(1, Math.floor(mostSums / k)))
  const clustered = Uint32Array.from(labels.keys()).filter(i => labels[i] >= 0)
  const taken =
    clustered.length > limit
      ? context
          .random(2)
          .choice(clustered.length, limit)
          .sort()
          .map(i => clustered[i])
      : clustered
  const own = codesAt(labels, taken)
  const counts = new Uint32Array(k)
  for (const c of own) counts[c]++
  const held = counts.filter(count => count > 0).length
  if (held < 2 || held >= own.length) return { mean: null, byCluster: Array.from(counts, () => null), rows: own.length }

  using scope = context.device.scope()
  const rows = taken.map(i => index[i])
  const matrix = await matrixOf(context.images, scope, parts, rows, await commonCoding(parts))
  const sums = await clusterDistances(context.device, scope, matrix, own, k, context.signal)
  const intra = new Float64Array(own.length)
  const nearest = new Float64Array(own.length).fill(Infinity)
  own.forEach((cluster, i) => {
    for (let c = 0; c < k; c++) {
      if (c === cluster) intra[i] = sums[i * k + c] / (counts[c] - 1)
      else if (counts[c] > 0) nearest[i] = Math.min(nearest[i], sums[i * k + c] / counts[c])
    }
  })
  const values = silhouetteValues(intra, nearest)
  const totals = new Float64Array(k)
  values.forEach((value, i) => (totals[own[i]] += value))
  return {
    mean: silhouette(intra, nearest),
    byCluster: Array.from(counts, (count, c) => (count > 0 ? totals[c] / count : null)),
    rows: own.length,
  }
}

/** One scale for all components, so that distances between codes are those between rows; each keeps its own centre. */
async function commonCoding(parts: readonly Part[]): Promise<{ shift: Float64Array; scale: Float64Array }> {
  const shift = new Float64Array(parts.reduce((sum, part) => sum + widthOf(part), 0))
  let [j, reach] = [0, 0]
  for (const part of parts)
    for (const values of await components(part)) {
      shift[j] = codingOf(values).shift
      for (const x of values) reach = Math.max(reach, Math.abs(x - shift[j]))
      j++
    }
  return { shift, scale: new Float64Array(shift.length).fill(reach > 0 && Number.isFinite(1 / reach) ? reach : 1) }
}
