import { LatheError } from '../../../../shared/errors'
import type { Device } from '../../../device/device'
import { kernel } from '../../../device/kernel'
import type { Scope } from '../../../device/scope'
import type { Random } from '../../../random/random'
import type { Matrix } from '../../../tensor/matrix'
import assignSource from './assign.wgsl?raw'
import { layoutSize, unpackCenters } from './layout'
import pickSource from './pick.wgsl?raw'
import updateSource from './update.wgsl?raw'

/** Where a launch over a tile of rows begins and ends: the first uniforms of every kernel that walks over rows. */
export const tileFields = {
  blockQuads: 'u32',
  blockFirst: 'u32',
  first: 'u32',
  end: 'u32',
  rows: 'u32',
  weighted: 'u32',
  fresh: 'u32',
  cols: 'u32',
} as const

const assignKernel = kernel({
  name: 'kMeans.assign',
  source: assignSource,
  bindings: {
    codes: 'read',
    centers: 'read',
    weights: 'read',
    ended: 'read',
    labels: 'write',
    distances: 'write',
    partials: 'write',
  },
  uniforms: { ...tileFields, groups: 'u32' },
})

const updateKernel = kernel({
  name: 'kMeans.update',
  source: updateSource,
  bindings: { codes: 'read', labels: 'read', weights: 'read', ended: 'read', partials: 'write' },
  uniforms: { ...tileFields, featureTiles: 'u32' },
})

const pickKernel = kernel({
  name: 'kMeans.pick',
  source: pickSource,
  bindings: { codes: 'read', rows: 'read', out: 'write' },
  uniforms: { count: 'u32', cols: 'u32', start: 'u32', rows: 'u32', stride: 'u32' },
})

/** One launch's share of the rows, in quads of four counted over the whole matrix. */
export interface Tile {
  codes: GPUBuffer
  uniforms: Record<keyof typeof tileFields, number>
  rows: number
}

/** A launch takes at most this many multiply-adds per lane: about 100 ms on a slow software adapter. */
const workPerLane = 10_000

/**
 * The rows of an n × p matrix with the device memory that clustering them takes: label and squared distance of every row. Codes
 * must have one scale common to all features.
 */
export class Points {
  readonly n: number
  readonly p: number
  /** Groups of four rows, those beyond n included. */
  readonly quads: number
  readonly labels: GPUBuffer
  readonly distances: GPUBuffer
  /** Invocations that share the rows, each with one partial sum. */
  readonly lanes: number
  readonly #weights: GPUBuffer | undefined
  readonly #hostWeights: Float64Array | undefined
  readonly #goesOn: GPUBuffer

  constructor(
    readonly device: Device,
    scope: Scope,
    readonly matrix: Matrix,
    weights?: Float64Array,
  ) {
    this.n = matrix.rows
    this.p = matrix.cols
    this.quads = Math.ceil(this.n / 4)
    this.labels = scope.buffer(this.quads * 16)
    this.distances = scope.buffer(this.quads * 16)
    this.lanes = 64 * Math.max(1, Math.min(Math.ceil(this.quads / 256), Math.min(device.lanes, 4096) / 64))
    this.#goesOn = scope.buffer(4)
    this.#hostWeights = weights
    if (weights) {
      const padded = new Float32Array(this.quads * 4)
      padded.set(weights)
      this.#weights = scope.upload(padded)
    }
  }

  /** The rows in launches short enough for any watchdog; `workPerRow` in multiply-adds. */
  *tiles(workPerRow: number): Generator<Tile> {
    const { device, matrix, p } = this
    const most = Math.max(64, Math.floor((device.lanes * workPerLane) / (4 * workPerRow)))
    let fresh = 1
    for (const block of matrix.blocks) {
      const [blockFirst, blockQuads] = [block.start / 4, block.stride / 4]
      for (let at = 0; at < blockQuads; at += most) {
        const quads = Math.min(most, blockQuads - at)
        const uniforms = {
          blockQuads,
          blockFirst,
          first: blockFirst + at,
          end: blockFirst + at + quads,
          rows: this.n,
          weighted: this.#weights ? 1 : 0,
          fresh,
          cols: p,
        }
        fresh = 0
        yield { codes: block.buffer, uniforms, rows: 4 * quads }
      }
    }
  }

  get weighted(): boolean {
    return this.#weights !== undefined
  }

  weightOf(row: number): number {
    return this.#hostWeights ? this.#hostWeights[row] : 1
  }

  /** The row weights; without, any other buffer that a kernel may read takes the place. */
  weights(codes: GPUBuffer): GPUBuffer {
    return this.#weights ?? codes
  }

  /** Gives every row the nearest centre. `partials`: lanes × (inertia, rows changed). */
  assign(centers: GPUBuffer, k: number, partials: GPUBuffer, ended = this.#goesOn): void {
    const groups = Math.ceil(k / 4)
    const { labels, distances, lanes, p } = this
    for (const { codes, uniforms, rows } of this.tiles(groups * 4 * p))
      this.device.run(assignKernel, {
        bindings: { codes, centers, weights: this.weights(codes), ended, labels, distances, partials },
        variant: { wide: groups > 1 ? 1 : 0 },
        uniforms: { ...uniforms, groups },
        groups: [lanes / 64],
        work: rows * groups * 4 * p,
      })
  }

  /** Shape of the partial sums of k clusters. */
  sumsShape(k: number): {
    tileClusters: number
    clusterTiles: number
    featureTiles: number
    lanes: number
    bytes: number
  } {
    const tileClusters = k > 4 ? 8 : 4
    const [clusterTiles, featureTiles] = [Math.ceil(k / tileClusters), Math.ceil((this.p + 1) / 4)]
    const tiles = clusterTiles * featureTiles
    if (tiles > 65_535)
      throw new LatheError({
        code: 'data',
        message: `${k} clusters of ${this.p} features are more than one pass can sum.`,
        remedy: { text: 'Give a smaller nClusters, or fewer features.', fix: { set: { parameter: 'nClusters' } } },
      })
    const busy = Math.min(1024, this.device.lanes / tiles, this.quads / 8)
    const lanes = 64 * Math.max(1, Math.round(busy / 64))
    return { tileClusters, clusterTiles, featureTiles, lanes, bytes: tiles * lanes * tileClusters * 16 }
  }

  /** Sums of the features and of the weights of each cluster's rows, in partials of `sumsShape`. */
  sum(k: number, partials: GPUBuffer, ended = this.#goesOn): void {
    const { tileClusters, clusterTiles, featureTiles, lanes } = this.sumsShape(k)
    const work = clusterTiles * featureTiles * tileClusters * 4
    for (const { codes, uniforms, rows } of this.tiles(work))
      this.device.run(updateKernel, {
        bindings: { codes, labels: this.labels, weights: this.weights(codes), ended, partials },
        variant: { clusters: tileClusters },
        uniforms: { ...uniforms, featureTiles },
        groups: [lanes / 64, clusterTiles * featureTiles],
        work: rows * work,
      })
  }

  /** The sums of `sum` in double precision: weight of each of k clusters, and k × p sums of codes. */
  async readSums(k: number, partials: GPUBuffer): Promise<{ weights: Float64Array; sums: Float64Array }> {
    const { tileClusters: most, featureTiles, lanes, bytes } = this.sumsShape(k)
    const { p } = this
    const got = await this.device.readFloats(partials, bytes / 4)
    const total = (c: number, j: number): number => {
      const tile = Math.floor(c / most) * featureTiles + (j >> 2)
      const first = (tile * lanes * most + (c % most)) * 4 + (j & 3)
      let sum = 0
      for (let lane = 0, at = first; lane < lanes; lane++, at += 4 * most) sum += got[at]
      return sum
    }
    return {
      weights: Float64Array.from({ length: k }, (_, c) => total(c, p)),
      sums: Float64Array.from({ length: k * p }, (_, i) => total(Math.floor(i / p), i % p)),
    }
  }

  /** Copies the codes of the rows whose numbers stand in `rows` to `out`, in the layout of centres. */
  pick(rows: GPUBuffer, count: number, out: GPUBuffer): void {
    for (const block of this.matrix.blocks)
      this.device.run(pickKernel, {
        bindings: { codes: block.buffer, rows, out },
        uniforms: { count, cols: this.p, start: block.start, rows: block.rows, stride: block.stride },
        groups: [Math.max(1, Math.min(256, Math.ceil((count * this.p) / 64)))],
        work: count * this.p,
      })
  }

  /** Codes of some rows: rows × p, row-major. */
  async codesOf(rows: readonly number[]): Promise<Float64Array> {
    using scope = this.device.scope()
    const size = layoutSize(rows.length, this.p)
    const out = scope.buffer(size * 4)
    this.pick(scope.upload(Uint32Array.from(rows)), rows.length, out)
    return unpackCenters(await this.device.readFloats(out, size), rows.length, this.p)
  }

  /** The row that a draw u in [0, 1) falls on when every row has its weight's share: a weight of 2 is the row twice. */
  drawRow(u: number): number {
    if (!this.#hostWeights) return Math.min(this.n - 1, Math.floor(u * this.n))
    let left = u * this.#hostWeights.reduce((sum, w) => sum + w, 0)
    const row = this.#hostWeights.findIndex(w => (left -= w) < 0)
    return row < 0 ? this.#hostWeights.findLastIndex(w => w > 0) : row
  }

  /**
   * `count` different rows in random order; with weights, each draw in proportion to them: the rows of smallest exponential time
   * (Efraimidis and Spirakis, 2006).
   */
  drawRows(count: number, random: Random): Uint32Array {
    if (!this.weighted) return random.choice(this.n, count)
    const times = Float64Array.from({ length: this.n }, (_, i) => {
      const time = -Math.log(1 - random.uniform())
      return this.weightOf(i) > 0 ? time / this.weightOf(i) : Infinity
    })
    const order = Uint32Array.from(times.keys())
    return order.sort((a, b) => (times[a] < times[b] ? -1 : times[a] > times[b] ? 1 : a - b)).subarray(0, count)
  }

  /** Label of every row. */
  async readLabels(): Promise<Int32Array> {
    return new Int32Array(await this.device.read(this.labels, this.n * 4))
  }
}
