import { LatheError } from '../../../../shared/errors'
import type { Values } from '../../../../shared/params'
import type { Context, Estimator, Fitted } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { ClusterPicture } from '../../../learning/clusterPicture'
import { finite, rowsOf } from '../../../learning/numbers'
import { inertiaChart, searchCharts } from './charts'
import { codedMatrix } from '../../../learning/codedRows'
import { cluster } from './clustering'
import { type CommonCoding, commonCoding, perColumn } from './coding'
import { nearestOf, settled } from './exact'
import { packCenters } from './layout'
import { Points } from './points'
import { searchK } from './searchK'
import type { spec } from './spec'

type Params = (typeof spec)['parameters']

/** Rows up to which labels stand in the summary. */
const mostLabels = 10_000

export const estimator: Estimator<Params> = {
  async fit(context, data, params): Promise<Fitted> {
    checkCounts(data, params)
    const { coding, matrix, variances, widest } = await commonCoding(context, data)
    const heaviest = data.weights?.reduce((most, w) => Math.max(most, w), 0) ?? 1
    const points = new Points(
      context.device,
      context.scope,
      matrix,
      data.weights?.map(w => w / heaviest),
    )
    const { shift, scale } = coding
    const meanVariance = variances.reduce((sum, v) => sum + v / scale / scale, 0) / variances.length
    const options = { ...params, tol: params.tol * meanVariance }
    const picture = new ClusterPicture(context, data)
    const inOwnUnits = (codes: Float64Array): Float64Array =>
      codes.map((code, i) => shift[i % shift.length] + scale * code)
    const unit = scale * scale * heaviest
    const share = params.searchK ? 1 / (2 + params.searchK[1] - params.searchK[0]) : 1
    const { iterations } = context
    const made = await cluster(context, points, params.nClusters, options, share, run =>
      picture.live(() => run.path.map(inOwnUnits)),
    )
    const { labels, centers, inertia, blurred, chance } = await settled(context, data, made, coding, params)
    iterations.over()
    if (params.searchK && iterations.early)
      context.warn('Numbers of clusters were not compared: the training was finished by hand.')
    const searches = params.searchK && iterations.limit === Infinity
    const search = searches
      ? await searchK(context, data, points, coding, options, params.searchK as readonly [number, number], made)
      : null
    const sizes = new Array<number>(made.k).fill(0)
    for (const label of labels) sizes[label]++
    warnOfFew(context, sizes)
    if (chance) warnOfBlur(context, data.names[widest])
    return {
      state: { centers, k: made.k, shift, scale, blurred },
      summary: {
        centers: rowsOf(centers, shift.length),
        inertia: finite(inertia),
        labels: data.n <= mostLabels ? Array.from(labels) : null,
        sizes,
        nIterations: made.best.iterations,
        searchK: search,
      },
      headline: { label: 'inertia', value: finite(inertia), format: 'figure', better: 'low' },
      blocks: async () => {
        const path = [...made.best.path.map(inOwnUnits), centers]
        const drawn = await picture.blocks({ k: made.k, labels, centers, path })
        return [...drawn, inertiaChart(made, unit), ...(search ? searchCharts(search) : [])]
      },
    }
  },

  /** Every row gets the centre nearest to it, by the kernel that the fit uses. */
  async predict({ device, scope }, state, rows) {
    if (rows.n === 0) return { kind: 'clusters', labels: new Int32Array(0) }
    const { centers, k, shift, scale, blurred } = state as unknown as Learned
    if (blurred) return { kind: 'clusters', labels: await nearestOf(rows, centers, k) }
    const p = shift.length
    const points = new Points(device, scope, await codedMatrix({ device, scope }, rows, perColumn({ shift, scale })))
    const codes = centers.map((x, i) => (x - shift[i % p]) / scale)
    points.assign(scope.upload(packCenters(codes, k, p)), k, scope.buffer(points.lanes * 8))
    return { kind: 'clusters', labels: await points.readLabels() }
  },
}

/** What predicts: k × p centres in the features' own units, and how rows become codes. */
interface Learned extends CommonCoding {
  centers: Float64Array
  k: number
  /** Missing in models that earlier versions saved. */
  blurred?: boolean
}

function checkCounts(data: Training, { nClusters, searchK }: Values<Params>): void {
  const usable = data.weights ? data.weights.reduce((n, w) => n + (w > 0 ? 1 : 0), 0) : data.n
  if (searchK && searchK[0] > searchK[1])
    throw new LatheError({
      code: 'parameter',
      message: `searchK goes from ${searchK[0]} to ${searchK[1]}.`,
      remedy: {
        text: 'Give the smaller number first.',
        fix: { set: { parameter: 'searchK', value: searchK.toReversed() } },
      },
    })
  const most = Math.max(nClusters, searchK?.[1] ?? 0)
  if (most > usable)
    throw new LatheError({
      code: 'data',
      message: `${most} clusters need at least ${most} rows; there are ${usable}.`,
      remedy:
        nClusters > usable
          ? { text: 'Give a smaller nClusters.', fix: { set: { parameter: 'nClusters' } } }
          : { text: 'Give a smaller range in searchK.', fix: { set: { parameter: 'searchK' } } },
    })
}

const warnOfBlur = (context: Context, name: string): void =>
  context.warn(
    `${name} has values so far from the others that single precision, seven digits of that distance, does not tell the other rows apart: where clusters among them begin is chance. Leave such rows out, or cap their values.`,
  )

function warnOfFew(context: Context, sizes: readonly number[]): void {
  const found = sizes.filter(size => size > 0).length
  if (found < sizes.length)
    context.warn(
      `Only ${found} of ${sizes.length} clusters have rows: there are fewer distinct rows than clusters. Give a smaller nClusters.`,
    )
}
