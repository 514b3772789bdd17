import { kernel } from '../../../device/kernel'
import type { Scope } from '../../../device/scope'
import type { Random } from '../../../random/random'
import acceptSource from './accept.wgsl?raw'
import drawSource from './draw.wgsl?raw'
import { layoutSize, packCenters } from './layout'
import { type Points, tileFields } from './points'
import potentialSource from './potential.wgsl?raw'

const potentialKernel = kernel({
  name: 'kMeans.potential',
  source: potentialSource,
  bindings: { codes: 'read', candidates: 'read', weights: 'read', distances: 'write', partials: 'write' },
  uniforms: { ...tileFields, candidates: 'u32', keep: 'u32', firstCenter: 'u32' },
})

const drawKernel = kernel({
  name: 'kMeans.draw',
  source: drawSource,
  bindings: { partials: 'read', distances: 'read', weights: 'read', uniforms: 'read', drawn: 'write' },
  uniforms: { lanes: 'u32', quads: 'u32', rows: 'u32', weighted: 'u32', candidates: 'u32', offset: 'u32' },
})

const acceptKernel = kernel({
  name: 'kMeans.accept',
  source: acceptSource,
  bindings: { partials: 'read', candidates: 'read', centers: 'write', accepted: 'write' },
  uniforms: { lanes: 'u32', candidates: 'u32', cols: 'u32', center: 'u32' },
})

/** Device memory for choosing the first k centres: made once, used by every start. */
export class Start {
  /** Rows tried for each next centre: 2 + ln k, as in scikit-learn. */
  readonly #trials: number
  readonly #candidates: GPUBuffer
  readonly #accepted: GPUBuffer
  readonly #partials: GPUBuffer
  readonly #drawn: GPUBuffer
  readonly #uniforms: GPUBuffer

  constructor(
    scope: Scope,
    private readonly points: Points,
    private readonly k: number,
  ) {
    this.#trials = 2 + Math.floor(Math.log(k))
    this.#candidates = scope.buffer(layoutSize(this.#trials, points.p) * 4)
    this.#accepted = scope.buffer(layoutSize(1, points.p) * 4)
    this.#partials = scope.buffer(this.#trials * points.lanes * 4)
    this.#drawn = scope.buffer(Math.max(k, this.#trials) * 4)
    this.#uniforms = scope.buffer(k * this.#trials * 4)
  }

  /** Writes k different rows, drawn evenly (in proportion to their weights, where there are any), to `centers`. */
  random(centers: GPUBuffer, random: Random): void {
    const { points, k } = this
    this.#clear(centers)
    points.device.write(this.#drawn, points.drawRows(k, random))
    points.pick(this.#drawn, k, centers)
  }

  /**
   * k-means++ (Arthur and Vassilvitskii, 2007): each next centre is the best of a few rows drawn in proportion to weight × squared
   * distance to the nearest centre so far. Nothing is read back.
   */
  async plusPlus(centers: GPUBuffer, random: Random, signal: AbortSignal): Promise<void> {
    const { points, k } = this
    const { device } = points
    this.#clear(centers)
    device.write(this.#drawn, Uint32Array.of(points.drawRow(random.uniform())))
    device.write(
      this.#uniforms,
      Float32Array.from({ length: k * this.#trials }, () => random.uniform()),
    )
    points.pick(this.#drawn, 1, this.#candidates)
    for (let center = 0; center < k; center++) {
      const tried = center === 0 ? 1 : this.#trials
      if (center > 0) {
        this.#draw(center)
        points.pick(this.#drawn, tried, this.#candidates)
        this.#potential(this.#candidates, tried, 0, 0)
      }
      device.run(acceptKernel, {
        bindings: { partials: this.#partials, candidates: this.#candidates, centers, accepted: this.#accepted },
        uniforms: { lanes: center === 0 ? 0 : points.lanes, candidates: tried, cols: points.p, center },
        groups: [1],
        work: tried * points.lanes + points.p,
      })
      if (center < k - 1) this.#potential(this.#accepted, 1, 1, center === 0 ? 1 : 0)
      await device.pace(signal)
    }
  }

  #potential(candidates: GPUBuffer, count: number, keep: number, firstCenter: number): void {
    const { points } = this
    const groups = Math.ceil(count / 4)
    for (const { codes, uniforms, rows } of points.tiles(groups * 4 * points.p))
      points.device.run(potentialKernel, {
        bindings: {
          codes,
          candidates,
          weights: points.weights(codes),
          distances: points.distances,
          partials: this.#partials,
        },
        uniforms: { ...uniforms, candidates: count, keep, firstCenter },
        groups: [points.lanes / 64, groups],
        work: rows * groups * 4 * points.p,
      })
  }

  #draw(center: number): void {
    const { points } = this
    points.device.run(drawKernel, {
      bindings: {
        partials: this.#partials,
        distances: points.distances,
        weights: points.weights(points.matrix.blocks[0].buffer),
        uniforms: this.#uniforms,
        drawn: this.#drawn,
      },
      uniforms: {
        lanes: points.lanes,
        quads: points.quads,
        rows: points.n,
        weighted: points.weighted ? 1 : 0,
        candidates: this.#trials,
        offset: center * this.#trials,
      },
      groups: [Math.ceil(this.#trials / 64)],
      work: this.#trials * (2 * points.lanes + (4 * points.quads) / points.lanes),
    })
  }

  /** Places beyond the last centre get their far point. */
  #clear(centers: GPUBuffer): void {
    const { k, points } = this
    points.device.write(centers, packCenters(new Float64Array(k * points.p), k, points.p))
  }
}
