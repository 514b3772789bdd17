import type { Block, Cell, ScatterChart } from '../../shared/results/blocks'
import { formatCount, formatNumber } from '../../shared/results/format'
import type { Context } from '../engine/node'
import type { Training } from '../engine/training'
import { type Origin, originsOf } from '../engine/units'
import { pictureShape } from '../frame/picture'
import { Live } from './live'
import { picturesBlock } from './pictures'
import { mostPoints, placesAmong, sampleNote, trainingSample } from './sample'

/** Centres whose way is drawn, and clusters and features of the table. */
const [mostPaths, mostClusters, mostFeatures] = [50, 200, 50]

/** What a fit found. Centres are k × p in the features' own units. */
export interface Clusters {
  k: number
  /** Cluster of each training row, −1 for none. */
  labels: Int32Array
  centers?: Float64Array
  /** The centres before and after each step, where they moved. */
  path?: readonly Float64Array[]
}

/**
 * Charts of clusters over two features, in the units of the data where the steps before can be undone: the rows with the centres, the way
 * of the centres (live too), and a table of the centres. The rows are those of every other chart.
 */
export class ClusterPicture {
  #drawn: Promise<Drawn> | undefined
  readonly #live: Live

  /** @param axes Names of the two features to draw; by default those in which clusters differ most. */
  constructor(
    private readonly context: Context,
    private readonly data: Training,
    private readonly axes?: readonly [string, string],
  ) {
    // So few rows are drawn in no time: their picture comes with the first step, of more only once there is time to watch.
    this.#live = new Live(context, { every: 120, atOnce: data.n <= mostPoints })
  }

  /** Shows the way of the centres so far, k × p each, when it is time. */
  async live(path: () => readonly Float64Array[]): Promise<void> {
    await this.#live.draw(async () => {
      const drawn = await this.#rows()
      return this.#way(drawn, path(), this.#pair(drawn, drawn.columns.map(spread)))
    })
  }

  async blocks({ k, labels, centers, path }: Clusters): Promise<Block[]> {
    const drawn = await this.#rows()
    const own = Int32Array.from(drawn.places, place => labels[place])
    const pair = this.#pair(
      drawn,
      drawn.columns.map(column => between(column, own, k)),
    )
    return [
      this.#clusters(drawn, own, k, centers, pair),
      ...(path ? [this.#way(drawn, path, pair)] : []),
      ...(centers ? this.#centers(drawn, labels, k, centers) : []),
    ]
  }

  #rows(): Promise<Drawn> {
    return (this.#drawn ??= drawnOf(this.context, this.data))
  }

  #pair({ names }: Drawn, strength: readonly number[]): [number, number] {
    const chosen = this.axes?.map(name => names.indexOf(name)) ?? []
    if (chosen.length === 2 && !chosen.includes(-1)) return chosen as [number, number]
    const [first, second = first] = [...names.keys()].sort((a, b) => strength[b] - strength[a] || a - b)
    return [Math.min(first, second), Math.max(first, second)]
  }

  #clusters(
    drawn: Drawn,
    own: Int32Array,
    k: number,
    centers: Float64Array | undefined,
    pair: [number, number],
  ): Block {
    const members = (c: number): number[] => [...own.keys()].filter(i => own[i] === c)
    const at = (i: number): [number, number] => placed(pair, j => drawn.read(j, drawn.columns[j][i]), own[i])
    const seriesOf = (c: number, name: string): ScatterChart['series'][number] => ({
      name,
      ...(c >= 0 && { class: c }),
      points: members(c).map(at),
      rows: members(c).map(i => drawn.inFrame[i]),
    })
    const series = Array.from({ length: k }, (_, c) => seriesOf(c, `cluster ${c}`))
    if (own.includes(-1)) series.push({ ...seriesOf(-1, 'no cluster'), ink: 'pale' })
    if (centers) {
      const points = Array.from({ length: k }, (_, c) => centerAt(drawn, centers, c, pair))
      series.push({ name: 'centres', points, size: 12, ink: 'strong' })
    }
    const chosen = this.axes ? 'The two features that were chosen' : 'The two features in which clusters differ most'
    return {
      kind: 'chart',
      id: 'clusters',
      title: 'Clusters',
      caption: `${chosen}${centers ? ', with the centres' : ''}.${drawn.note}`,
      chart: { type: 'scatter', ...axesOf(drawn, pair), series },
    }
  }

  #way(drawn: Drawn, path: readonly Float64Array[], pair: [number, number]): Block {
    const last = path[path.length - 1]
    const k = last.length / drawn.names.length
    const shown = Array.from({ length: Math.min(k, mostPaths) }, (_, c) => c)
    const few = k > mostPaths ? `; the first ${mostPaths} of ${k} centres` : ''
    return {
      kind: 'chart',
      id: 'centroids',
      title: 'Ways of the centres',
      caption: `From the first step to step ${path.length - 1}${few}.${drawn.note}`,
      chart: {
        type: 'scatter',
        ...axesOf(drawn, pair),
        series: [
          {
            name: 'rows',
            points: drawn.inFrame.map((_, i) => placed(pair, j => drawn.read(j, drawn.columns[j][i]), 0)),
            rows: [...drawn.inFrame],
            size: 2,
            ink: 'pale',
          },
          ...shown.map(c => ({ name: `centre ${c}`, class: c, points: [centerAt(drawn, last, c, pair)], size: 12 })),
        ],
        lines: shown.map(c => ({ points: path.map(centers => centerAt(drawn, centers, c, pair)) })),
      },
    }
  }

  /** The centres in a table; those of pictures as pictures, with their sizes in the table. */
  #centers({ names, read }: Drawn, labels: Int32Array, k: number, centers: Float64Array): Block[] {
    const p = names.length
    const at = (c: number, j: number): number => read(j, centers[c * p + j])
    const sizes = new Float64Array(k)
    for (const label of labels) if (label >= 0) sizes[label]++
    const shape = pictureShape(this.data.columns, this.data.steps)
    const pixels = Array.from({ length: shape ? k : 0 }, (_, c) => ({
      of: Float64Array.from(names, (_name, j) => at(c, j)),
      caption: `${c} · ${formatCount(sizes[c], 'row')}`,
    }))
    const pictures = shape
      ? picturesBlock(shape, pixels, 'amount', {
          id: 'pictures',
          title: 'Centres as pictures',
          caption: 'Mean of the training rows of each cluster, pixel by pixel.',
        })
      : []
    const features = pictures.length > 0 ? [] : names.slice(0, mostFeatures)
    const clusters = Array.from({ length: Math.min(k, mostClusters) }, (_, c) => c)
    const left = [
      ...(k > clusters.length ? [` ${clusters.length} of ${formatNumber(k, 'integer')} clusters are shown.`] : []),
      ...(features.length > 0 && p > features.length ? [` ${features.length} of ${p} features are shown.`] : []),
    ].join('')
    const table: Block = {
      kind: 'table',
      id: 'centers',
      title: 'Centres',
      caption: `${features.length > 0 ? 'Mean of the' : 'The'} training rows of each cluster.${left}`,
      columns: [
        { name: 'Cluster' },
        { name: 'Rows', format: 'integer', align: 'right' },
        { name: 'Share', format: 'percent', align: 'right' },
        ...features.map(name => ({ name, format: 'significant', align: 'right' }) as const),
      ],
      rows: clusters.map((c): Cell[] => [
        `cluster ${c}`,
        sizes[c],
        sizes[c] / labels.length,
        ...features.map((_, j) => at(c, j)),
      ]),
      lines: clusters.map(c => ({ class: c })),
    }
    return [...pictures, table]
  }
}

/** The rows that are drawn: their features as the model sees them, and how those read in the units of the data. */
interface Drawn {
  names: readonly string[]
  /** Places among the training rows, and the same rows in the frame. */
  places: Uint32Array
  inFrame: readonly number[]
  columns: readonly Float64Array[]
  read: (j: number, value: number) => number
  note: string
}

async function drawnOf(context: Context, data: Training): Promise<Drawn> {
  const rows = trainingSample(context, data)
  const places = placesAmong(data.index, rows)
  const origins: Origin[] = await originsOf(context.types, data.steps, data.names)
  const columns: Float64Array[] = []
  for (const j of data.names.keys()) {
    const values = await data.numbers(j)
    columns.push(Float64Array.from(places, place => values[place]))
  }
  const read = (j: number, value: number): number => {
    const { own, shift, factor } = origins[j]
    return own ? shift + factor * value : value
  }
  return { names: data.names, places, inFrame: [...rows], columns, read, note: sampleNote(rows.length, data.n) }
}

/** A single feature is drawn over the number of the cluster. */
const placed = ([x, y]: [number, number], value: (j: number) => number, cluster: number): [number, number] => [
  value(x),
  x === y ? cluster : value(y),
]

const centerAt = ({ names, read }: Drawn, centers: Float64Array, c: number, pair: [number, number]): [number, number] =>
  placed(pair, j => read(j, centers[c * names.length + j]), c)

const axesOf = ({ names }: Drawn, [x, y]: [number, number]): Pick<ScatterChart, 'x' | 'y'> => ({
  x: { label: names[x] },
  y: { label: x === y ? 'cluster' : names[y] },
})

/** Sum of squares about the mean. */
function spread(values: Float64Array): number {
  const mean = values.reduce((total, v) => total + v / values.length, 0)
  return values.reduce((total, v) => total + (v - mean) ** 2, 0)
}

/** Sum of squares between the clusters of one feature. */
function between(values: Float64Array, own: Int32Array, k: number): number {
  const [count, sum] = [new Float64Array(k), new Float64Array(k)]
  const mean = values.reduce((total, v) => total + v / values.length, 0)
  for (const [i, c] of own.entries())
    if (c >= 0) {
      count[c]++
      sum[c] += values[i] - mean
    }
  return sum.reduce((total, s, c) => (count[c] > 0 ? total + (s * s) / count[c] : total), 0)
}
