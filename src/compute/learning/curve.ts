import type { ChartBlock, LineChart } from '../../shared/results/blocks'
import { lossAxes } from '../../shared/results/lossAxes'

export interface CurveOptions {
  /** Id and title of the block. */
  id: string
  title: string
  /** What the figures are of. */
  caption: string
  /** Name of the vertical axis. */
  label: string
  /** What a step is called; `Iteration` unless given. */
  step?: string
  series: readonly Omit<LineChart['series'][number], 'points'>[]
  /** Axes that stand evenly where those of a loss would count in powers: it falls most at first. */
  even?: { steps?: boolean; figures?: boolean }
}

/** A chart never holds more points a series; of longer runs every second, fourth … step is kept, behind the first ones, in which most happens. */
const mostPoints = 1000
const firstKept = 100

/** Figures of a training by step: loss, accuracy, gradients. */
export class Curve {
  readonly #points: (readonly [step: number, figures: readonly (number | null)[]])[] = []
  #every = 1

  constructor(private readonly options: CurveOptions) {}

  /** The figures of a step, one for each series; null, or a number that does not exist, is a gap. Steps come in order. */
  add(step: number, ...figures: readonly (number | null)[]): void {
    if (!this.#keeps(step)) return
    this.#points.push([step, figures.map(x => (x !== null && Number.isFinite(x) ? x : null))])
    if (this.#points.length <= mostPoints) return
    this.#every *= 2
    this.#points.splice(0, this.#points.length, ...this.#points.filter(([at]) => this.#keeps(at)))
  }

  /** The curves so far; series of gaps alone are left out. `marks`: places that stand out. */
  block(marks: NonNullable<LineChart['marks']> = []): ChartBlock {
    const { id, title, caption, label, step = 'Iteration', even = {} } = this.options
    const series = this.options.series
      .map((s, k) => ({ ...s, points: this.#points.map(([at, x]): [number, number | null] => [at, x[k] ?? null]) }))
      .filter(({ points }) => points.some(([, x]) => x !== null))
    const powers = lossAxes(
      series.flatMap(s => s.points),
      label,
      step,
    )
    const [x, y] = [even.steps ? { label: step } : powers.x, even.figures ? { label } : powers.y]
    return {
      kind: 'chart',
      id,
      title,
      caption,
      chart: { type: 'line', x, y, series, ...(marks.length > 0 && { marks }) },
    }
  }

  #keeps(step: number): boolean {
    return step <= firstKept || step % this.#every === 0
  }
}
