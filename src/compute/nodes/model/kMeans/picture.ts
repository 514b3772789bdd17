import type { Block, ScatterChart } from '../../../../shared/results/blocks'
import { formatCount, formatNumber } from '../../../../shared/results/format'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { type Origin, originsOf } from '../../../engine/units'
import type { Clustering } from './clustering'
import type { CommonCoding } from './coding'
import type { Run } from './lloyd'

const mostPoints = 5000
const mostPaths = 50

/** The rows that charts show, and charts of clusters and of the ways of their centres over two features. */
export class Picture {
  private constructor(
    private readonly context: Context,
    private readonly names: readonly string[],
    private readonly coding: CommonCoding,
    /** Places among the training rows, and the same rows in the frame. */
    private readonly rows: Uint32Array,
    private readonly inFrame: readonly number[],
    private readonly total: number,
    /** The two features that vary most: shown while centres move, before there are clusters to choose by. */
    private readonly widest: [number, number],
    /** Columns of the shown rows, in the units of the data where the steps before can be undone. */
    private readonly columns: readonly Float64Array[],
    private readonly origins: readonly Origin[],
  ) {}

  static async of(context: Context, data: Training, coding: CommonCoding, variances: Float64Array): Promise<Picture> {
    const rows = context
      .random(1 << 20)
      .choice(data.n, mostPoints)
      .sort()
    const origins = await originsOf(context.types, data.steps, data.names)
    const columns: Float64Array[] = []
    for (let j = 0; j < data.names.length; j++) {
      const values = await data.numbers(j)
      const column = new Float64Array(rows.length)
      for (let i = 0; i < rows.length; i++) column[i] = read(origins[j], values[rows[i]])
      columns.push(column)
    }
    const inFrame = Array.from(rows, row => data.index?.[row] ?? row)
    return new Picture(context, data.names, coding, rows, inFrame, data.n, twoLargest(variances), columns, origins)
  }

  /** The centres of a run on their way. */
  showLive(run: Run): void {
    this.context.show(this.#centroids(run, run.path.at(-1)!, this.widest))
  }

  blocks(made: Clustering): Block[] {
    const pair = twoLargest(this.#spread(made))
    return [this.#clusters(made, pair), this.#centroids(made.best, made.centers, pair)]
  }

  /** Between-cluster sum of squares of each feature. */
  #spread({ k, centers, labels }: Clustering): Float64Array {
    const p = this.names.length
    const sizes = new Float64Array(k)
    for (const label of labels) sizes[label]++
    return Float64Array.from({ length: p }, (_, j) => {
      // Codes are about the mean of all rows.
      let sum = 0
      for (let c = 0; c < k; c++) sum += sizes[c] * centers[c * p + j] ** 2
      return sum
    })
  }

  #clusters({ k, centers, labels }: Clustering, pair: [number, number]): Block {
    const series = Array.from({ length: k }, (_, c) => ({
      name: `cluster ${c}`,
      class: c,
      points: [] as [number, number][],
      rows: [] as number[],
    }))
    this.rows.forEach((row, i) => {
      const { points, rows } = series[labels[row]]
      points.push(this.#at(pair, j => this.columns[j][i], labels[row]))
      rows.push(this.inFrame[i])
    })
    const middles = Array.from({ length: k }, (_, c) => this.#center(centers, c, pair))
    return {
      kind: 'chart',
      id: 'clusters',
      title: 'Clusters',
      caption: this.#caption('The two features in which clusters differ most, with the centres.'),
      chart: {
        type: 'scatter',
        ...this.#axes(pair),
        series: [...series, { name: 'centres', points: middles, size: 12, ink: 'strong' }],
      },
    }
  }

  #centroids(run: Run, last: Float64Array, pair: [number, number]): Block {
    const k = last.length / this.names.length
    const path = [...run.path, last]
    const steps = path.length - 1
    return {
      kind: 'chart',
      id: 'centroids',
      title: 'Ways of the centres',
      caption: this.#caption(
        `From the first step to step ${steps}${k > mostPaths ? `; the first ${mostPaths} of ${k} centres` : ''}.`,
      ),
      chart: {
        type: 'scatter',
        ...this.#axes(pair),
        series: [
          {
            name: 'rows',
            points: Array.from(this.rows, (_, i) => this.#at(pair, j => this.columns[j][i], 0)),
            rows: [...this.inFrame],
            size: 2,
            ink: 'pale',
          },
          ...Array.from({ length: Math.min(k, mostPaths) }, (_, c) => ({
            name: `centre ${c}`,
            class: c,
            points: [this.#center(last, c, pair)],
            size: 12,
          })),
        ],
        lines: Array.from({ length: Math.min(k, mostPaths) }, (_, c) => ({
          points: path.map(centers => this.#center(centers, c, pair)),
        })),
      },
    }
  }

  /** A single feature is drawn over the number of the cluster. */
  #at([x, y]: [number, number], value: (j: number) => number, cluster: number): [number, number] {
    return [value(x), x === y ? cluster : value(y)]
  }

  #center(centers: Float64Array, c: number, pair: [number, number]): [number, number] {
    const { shift, scale } = this.coding
    const p = this.names.length
    return this.#at(pair, j => read(this.origins[j], shift[j] + scale * centers[c * p + j]), c)
  }

  #axes([x, y]: [number, number]): Pick<ScatterChart, 'x' | 'y'> {
    return { x: { label: this.names[x] }, y: { label: x === y ? 'cluster' : this.names[y] } }
  }

  #caption(sentence: string): string {
    return this.rows.length < this.total
      ? `${sentence} ${formatNumber(this.rows.length, 'integer')} of ${formatCount(this.total, 'row')}, drawn with the seed.`
      : sentence
  }
}

const read = ({ own, shift, factor }: Origin, value: number): number => (own ? shift + factor * value : value)

/** Places of the largest and second largest value, in order of place; of a single one, twice that. */
function twoLargest(values: Float64Array): [number, number] {
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a] || a - b)
  const [first, second = first] = order
  return [Math.min(first, second), Math.max(first, second)]
}
