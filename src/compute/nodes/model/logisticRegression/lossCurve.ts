import type { Block } from '../../../../shared/results/blocks'
import { lossAxes } from '../../../../shared/results/lossAxes'
import type { Context } from '../../../engine/node'

/** A chart never holds more points; of longer runs every second, fourth … iteration is kept. */
const mostPoints = 1000

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
    if (iteration % this.#every !== 0 || !Number.isFinite(value)) return
    this.#points.push([iteration, value])
    if (this.#points.length > mostPoints) {
      this.#every *= 2
      const kept = this.#points.filter(([i]) => i % this.#every === 0)
      this.#points.splice(0, this.#points.length, ...kept)
    }
    this.context.progress(Math.min(1, iteration / this.maxIter))
    if (performance.now() - this.#shown < 100) return
    this.context.show(this.block())
    this.#shown = performance.now()
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
