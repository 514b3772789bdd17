import type { Block, LineChart } from '../../shared/results/blocks'
import { formatNumber } from '../../shared/results/format'
import { Curve } from './curve'
import type { Network } from './networkPass'
import type { Epoch, Figures } from './networkTraining'

export interface CurveWords {
  /** What the loss is: "Cross-entropy". */
  loss: string
  /** Names of the layers whose gradients are drawn. */
  layers: readonly string[]
  /** Whether rows stand by that are not learned from. */
  validation: boolean
}

/** The epoch whose weights are kept, or would be. */
export interface Best {
  epoch: number
  figures: Epoch
}

/** What a training of networks has to show: loss, metric and gradients by epoch. */
export class NetworkCurves {
  readonly #loss: Curve
  readonly #metric: Curve | undefined
  readonly #gradients: Curve | undefined

  constructor(networks: readonly Network[], words: CurveWords) {
    const each = `Each batch as it was when it was met${words.validation ? '; the validation rows after every epoch' : ''}.`
    const series = networks.flatMap(({ name }, k) => seriesOf(name, networks.length > 1 ? k : undefined))
    const label = networks.find(({ metric }) => metric)?.metric?.label
    this.#loss = new Curve({
      id: 'loss',
      title: 'Loss by epoch',
      caption: `${words.loss}. ${each}`,
      label: words.loss,
      step: 'Epoch',
      even: { steps: true },
      series,
    })
    this.#metric =
      label === undefined
        ? undefined
        : new Curve({
            id: 'metric',
            title: `${label} by epoch`,
            caption: each,
            label,
            step: 'Epoch',
            even: { steps: true, figures: true },
            series,
          })
    this.#gradients =
      words.layers.length === 0
        ? undefined
        : new Curve({
            id: 'gradients',
            title: 'Gradient by layer',
            caption: 'Length of the gradient of each layer, in the last whole batch of the epoch.',
            label: 'Length',
            step: 'Epoch',
            even: { steps: true },
            series: words.layers.map((name, k) => ({ name, class: k })),
          })
  }

  add(epoch: number, { training, validation, gradients }: Epoch): void {
    const pairs = (of: (figures: Figures) => readonly (number | null)[]): (number | null)[] =>
      of(training).flatMap((x, k) => [x, validation ? of(validation)[k] : null])
    this.#loss.add(epoch, ...pairs(figures => figures.losses))
    this.#metric?.add(epoch, ...pairs(figures => figures.metrics))
    this.#gradients?.add(epoch, ...gradients)
  }

  /** The blocks so far; `best` is marked where validation rows chose it. */
  blocks({ epoch, figures: { validation } }: Best): Block[] {
    const ring = (y: number | null | undefined): NonNullable<LineChart['marks']> =>
      typeof y === 'number' ? [{ at: [epoch, y] }] : []
    const loss = this.#loss.block(ring(validation?.losses[0]))
    const lowest = `Lowest for the validation rows at epoch ${formatNumber(epoch, 'integer')}.`
    return [
      validation ? { ...loss, caption: `${loss.caption} ${lowest}` } : loss,
      ...(this.#metric ? [this.#metric.block(ring(validation?.metrics[0]))] : []),
      ...(this.#gradients ? [this.#gradients.block()] : []),
    ]
  }
}

/** Training and validation rows of a network; of one alone its name is not said. */
function seriesOf(name = 'network', place: number | undefined): Omit<LineChart['series'][number], 'points'>[] {
  if (place === undefined)
    return [
      { name: 'train', partition: 'train' },
      { name: 'validation', partition: 'validation' },
    ]
  return [
    { name, class: place },
    { name: `${name}, validation`, class: place, dashed: true },
  ]
}
