import type { Context } from '../../../engine/node'
import { kernel } from '../../../device/kernel'
import type { Scope } from '../../../device/scope'
import { inPortions, type Stepwise } from '../../../learning/portions'
import averageSource from './average.wgsl?raw'
import { layoutSize, packCenters, unpackCenters } from './layout'
import type { Points } from './points'
import { refill } from './refill'
import settleSource from './settle.wgsl?raw'

const averageKernel = kernel({
  name: 'kMeans.average',
  source: averageSource,
  bindings: { partials: 'read', centers: 'read', next: 'write', moved: 'write' },
  uniforms: { clusters: 'u32', cols: 'u32', tileClusters: 'u32', featureTiles: 'u32', lanes: 'u32' },
})

const settleKernel = kernel({
  name: 'kMeans.settle',
  source: settleSource,
  bindings: { moved: 'read', partials: 'read', next: 'read', centers: 'write', ended: 'write', journal: 'write' },
  uniforms: { moves: 'u32', lanes: 'u32', clusters: 'u32', cols: 'u32', slot: 'u32', first: 'u32', tol: 'f32' },
})

/** Steps that are queued before the host looks at them, where the journal of centres stays below 256 KB. */
const mostQueued = 8
const journalFloats = 65_536
/** The way of the centres is kept for charts while a step has at most this many numbers. */
const mostPath = 4096

/** Marks of `settle.wgsl`. */
const [goesOn, emptied] = [0, 3]

export interface Run {
  iterations: number
  /** Inertia before each move, in squared codes. */
  inertia: number[]
  /** Centres after each step, k × p codes; where there are many numbers, after the last step only. */
  path: Float64Array[]
}

/** Device memory of Lloyd's steps for k clusters: made once, used by every start. */
export class Lloyd {
  readonly centers: GPUBuffer
  readonly #next: GPUBuffer
  readonly #moved: GPUBuffer
  readonly #sums: GPUBuffer
  readonly #partials: GPUBuffer
  readonly #ended: GPUBuffer
  readonly #journal: GPUBuffer
  readonly #queued: number
  readonly #slot: number

  constructor(
    private readonly context: Context,
    scope: Scope,
    readonly points: Points,
    readonly k: number,
  ) {
    const size = layoutSize(k, points.p)
    const { featureTiles, bytes } = points.sumsShape(k)
    this.centers = scope.buffer(size * 4)
    this.#next = scope.buffer(size * 4)
    this.#moved = scope.buffer(k * featureTiles * 8)
    this.#sums = scope.buffer(bytes)
    this.#partials = scope.buffer(points.lanes * 8)
    this.#ended = scope.buffer(4)
    this.#slot = 4 + size
    this.#queued = Math.max(1, Math.min(mostQueued, Math.floor(journalFloats / this.#slot)))
    this.#journal = scope.buffer(this.#queued * this.#slot * 4)
  }

  /**
   * Lloyd's steps (1957, published 1982) from the centres that stand in `centers`, until no row changes its cluster, the centres'
   * squared way in a step is at most `tol` (squared codes), or `most` steps are done. Several steps are queued at once; those queued
   * behind the end do nothing. `finished`: a person wants no more.
   */
  async run(
    tol: number,
    stepwise: Pick<Stepwise, 'most' | 'before' | 'at' | 'fraction'>,
    onSteps: (run: Run) => Promise<void>,
  ): Promise<{ run: Run; finished: boolean }> {
    const { device } = this.context
    const run: Run = { iterations: 0, inertia: [], path: [] }
    device.write(this.#ended, Uint32Array.of(goesOn))
    const { ended } = await inPortions(this.context, {
      ...stepwise,
      portion: [this.#queued, this.#queued],
      launch: (step, slot) => this.#step(slot, step === 0, tol),
      look: async (done, taken) => {
        const mark = this.#note(await device.readFloats(this.#journal, taken * this.#slot), taken, run)
        const counted = run.iterations - done
        if (mark === emptied) {
          const filled = await refill(this.points, this.k, run.path.at(-1)!, this.#sums)
          if (!filled) return { counted, over: true }
          run.path[run.path.length - 1] = filled
          this.place(filled)
          device.write(this.#ended, Uint32Array.of(goesOn))
        }
        await onSteps(run)
        return { counted, over: mark !== goesOn && mark !== emptied }
      },
    })
    return { run, finished: ended === 'finished' }
  }

  #step(slot: number, first: boolean, tol: number): void {
    const { points, k } = this
    const { tileClusters, featureTiles, lanes } = points.sumsShape(k)
    points.assign(this.centers, k, this.#partials, this.#ended)
    points.sum(k, this.#sums, this.#ended)
    this.context.device.run(averageKernel, {
      bindings: { partials: this.#sums, centers: this.centers, next: this.#next, moved: this.#moved },
      uniforms: { clusters: k, cols: points.p, tileClusters, featureTiles, lanes },
      groups: [Math.ceil((k * featureTiles) / 64)],
      work: 2 * k * featureTiles * lanes,
    })
    this.context.device.run(settleKernel, {
      bindings: {
        moved: this.#moved,
        partials: this.#partials,
        next: this.#next,
        centers: this.centers,
        ended: this.#ended,
        journal: this.#journal,
      },
      uniforms: {
        moves: k * featureTiles,
        lanes: points.lanes,
        clusters: k,
        cols: points.p,
        slot,
        first: first ? 1 : 0,
        tol,
      },
      groups: [1],
      work: k * points.p + points.lanes,
    })
  }

  /** Writes down the steps of a journal up to the end of the run; gives the last mark. */
  #note(journal: Float32Array, queued: number, run: Run): number {
    for (let slot = 0; slot < queued; slot++) {
      const entry = journal.subarray(slot * this.#slot, (slot + 1) * this.#slot)
      run.iterations++
      run.inertia.push(entry[0])
      if (this.#slot > mostPath) run.path.length = 0
      run.path.push(unpackCenters(entry.subarray(4), this.k, this.points.p))
      if (entry[3] !== goesOn) return entry[3]
    }
    return goesOn
  }

  /** Sets the centres: k × p codes. */
  place(centers: Float64Array): void {
    this.context.device.write(this.centers, packCenters(centers, this.k, this.points.p))
  }

  /** Assigns all rows to the centres. */
  assign(): void {
    this.points.assign(this.centers, this.k, this.#partials)
  }

  /** Assigns all rows to the centres; gives the inertia in squared codes, summed in double precision from the device's partials. */
  async inertia(): Promise<number> {
    this.assign()
    const partials = await this.context.device.readFloats(this.#partials, this.points.lanes * 2)
    let sum = 0
    for (let i = 0; i < partials.length; i += 2) sum += partials[i]
    return sum
  }

  /** Weight and mean of each cluster by the labels of the last assignment, in double precision; an empty one keeps `centers`. */
  async means(centers: Float64Array): Promise<Float64Array> {
    this.points.sum(this.k, this.#sums)
    const { weights, sums } = await this.points.readSums(this.k, this.#sums)
    return sums.map((sum, i) => {
      const weight = weights[Math.floor(i / this.points.p)]
      return weight > 0 ? sum / weight : centers[i]
    })
  }
}
