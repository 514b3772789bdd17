import type { Block } from '../../../../shared/results/blocks'
import { lossAxes } from '../../../../shared/results/lossAxes'
import type { Context } from '../../../engine/node'

/** A chart never holds more points; of longer runs every second, fourth … iteration is kept, behind the first ones, in which most happens. */
const mostPoints = 1000
const firstKept = 100

/** The objective by iteration: shown while the fit runs, at most ten times a second, and kept as a result. */
export class LossCurve {
  readonly #points: [number, number][] = []
  #every = 1
  #shown = 0

  constructor(
    readonly context: Context,
    readonly maxIter: number,
    readonly penalized: boolean,
  ) {}

  add(iteration: number, value: number): void {
    if (!this.#keeps(iteration) || !Number.isFinite(value)) return
    this.#points.push([iteration, value])
    if (this.#points.length > mostPoints) {
      this.#every *= 2
      const kept = this.#points.filter(([i]) => this.#keeps(i))
      this.#points.splice(0, this.#points.length, ...kept)
    }
    this.context.progress(Math.min(1, iteration / this.maxIter))
    if (performance.now() - this.#shown < 100) return
    this.show()
  }

  show(): void {
    this.context.show(this.block())
    this.#shown = performance.now()
  }

  #keeps(iteration: number): boolean {
    return iteration <= firstKept || iteration % this.#every === 0
  }

  block(): Block {
    const what = this.penalized ? 'Mean loss with its penalty' : 'Mean loss'
    return {
      kind: 'chart',
      id: 'loss',
      title: 'Loss by iteration',
      caption: `${what} over the training rows.`,
      chart: {
        type: 'line',
        ...lossAxes(this.#points, 'Mean loss'),
        series: [{ name: 'train', points: this.#points.slice(), partition: 'train' }],
      },
    }
  }
}
