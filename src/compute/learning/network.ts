import { LatheError } from '../../shared/errors'
import type { Block } from '../../shared/results/blocks'
import { formatNumber } from '../../shared/results/format'
import type { Context } from '../engine/node'
import { Live } from './live'
import { type Best, NetworkCurves } from './networkCurves'
import type { Examples, Network, Weights } from './networkPass'
import { Rate, type Schedule } from './networkRate'
import { type Figures, NetworkTraining, type TrainingSettings } from './networkTraining'
import { inPortions, type Stepped } from './portions'

export interface NetworkOptions extends TrainingSettings {
  epochs: number
  /** How the learning rate goes on; constant unless given. */
  schedule?: Schedule
  /**
   * Early stopping: the training ends after so many epochs without a lower loss (of the first network, over the validation rows where there
   * are any), and the weights of the lowest are kept. Without it those of the last epoch are.
   */
  patience?: number
  /** Weights to go on from. Parameters that have none of their name and shape there start anew, and a warning says so. */
  initial?: Weights
  /** Parameters that stay as they start. */
  frozen?: (parameter: string) => boolean
  /** What the loss is, for the chart: "Cross-entropy". */
  loss: string
  /** What else is shown while it learns, from the weights as they are. */
  picture?: (weights: Weights) => Promise<Block | readonly Block[] | undefined>
}

export interface Trained extends Pick<Stepped, 'ended'> {
  weights: Weights
  /** Epochs learned, and the one whose weights these are. */
  epochs: number
  kept: number
  /** Figures of these weights. */
  training: Figures
  validation?: Figures
  /** Loss, metric and gradients by epoch. */
  blocks: Block[]
}

/** Pictures of a model cost more than curves. */
const pictures = { every: 400, watched: 120 }

/**
 * Trains a network, or several that learn in turn from every batch, as adversaries do: in mini-batches of rows in random order, live, with
 * one readback an epoch. A person may pause it, step by epochs and finish it; the numbers stay the same. The same bits for the same seed.
 *
 * Errors: `numeric` when a loss leaves the range of numbers; `data` when no weight of `initial` fits; `cancelled`.
 */
export async function fitNetwork(
  context: Context,
  data: { training: Examples; validation?: Examples },
  networks: Network | readonly Network[],
  options: NetworkOptions,
): Promise<Trained> {
  using scope = context.device.scope()
  const all = startingFrom(context, 'forward' in networks ? [networks] : networks, options)
  const training = new NetworkTraining(context, scope, data, all, options)
  const rate = new Rate(options.schedule ?? 'constant', options.epochs * training.steps)
  const validation = data.validation !== undefined
  const curves = new NetworkCurves(all, { loss: options.loss, layers: training.layers, validation })
  const [live, pictured] = [new Live(context), new Live(context, pictures)]
  const { patience, picture } = options
  let best: Best | undefined
  const lossOf = ({ figures }: Best): number => (figures.validation ?? figures.training).losses[0]
  const { done, ended } = await inPortions(context, {
    most: options.epochs,
    portion: [1, 1],
    launch: epoch =>
      training.epoch(
        epoch,
        step => rate.at(step),
        share => context.progress((epoch + share) / options.epochs),
      ),
    async look(before) {
      const now: Best = { epoch: before + 1, figures: await training.readEpoch() }
      refuseStrange(now, options)
      rate.after(lossOf(now))
      const lower = !best || lossOf(now) < lossOf(best)
      const lowest = (best = lower ? now : best!)
      if (lower && patience !== undefined) training.keep()
      curves.add(now.epoch, now.figures)
      // The picture first: it says most, and a strip of charts is looked at from its beginning.
      if (picture) await pictured.draw(async () => picture(await training.readWeights()))
      await live.draw(() => curves.blocks(lowest))
      return { over: patience !== undefined && now.epoch - lowest.epoch >= patience }
    },
    at: epoch => `epoch ${formatNumber(epoch, 'integer')}`,
  })
  context.iterations.over()
  const kept = patience === undefined ? done : best!.epoch
  if (kept < done) training.restore()
  if (kept < done && ended === 'finished')
    context.warn(`Early stopping keeps the weights of epoch ${formatNumber(kept, 'integer')}, the best until then.`)
  const weights = await training.readWeights()
  return { weights, epochs: done, kept, ended, ...(await training.readFigures()), blocks: curves.blocks(best!) }
}

function refuseStrange({ epoch, figures }: Best, { optimizer }: NetworkOptions): void {
  const { training, validation } = figures
  if ([...training.losses, ...(validation?.losses ?? [])].every(Number.isFinite)) return
  const { learningRate } = optimizer
  const lower = Number((learningRate / 10).toPrecision(1))
  throw new LatheError({
    code: 'numeric',
    message: `The loss left the range of numbers in epoch ${epoch}, with a learning rate of ${learningRate}.`,
    remedy: {
      text: `Lower learningRate to ${lower}.`,
      fix: { set: { parameter: 'learningRate', value: lower } },
    },
  })
}

/** The networks with the weights that a training goes on from, and what stays as it is marked. */
function startingFrom(
  context: Context,
  networks: readonly Network[],
  { initial, frozen = () => false }: NetworkOptions,
): Network[] {
  const fits = ({ name, shape }: { name: string; shape: readonly number[] }): boolean =>
    initial?.[name] !== undefined && String(initial[name].shape) === String(shape)
  const anew = initial ? networks.flatMap(({ parameters }) => parameters.filter(p => !fits(p))) : []
  if (initial && anew.length === networks.flatMap(n => n.parameters).length)
    throw new LatheError({
      code: 'data',
      message: 'No layer of the saved model has the size of one of this network.',
      remedy: 'Give this network the layers of the saved one, or train it from the start.',
    })
  if (anew.length > 0)
    context.warn(`${anew.map(p => p.name).join(', ')} start anew: the saved model has none of that name and size.`)
  return networks.map(network => ({
    ...network,
    parameters: network.parameters.map(p => ({
      ...p,
      ...(fits(p) && { start: initial![p.name].values }),
      frozen: p.frozen === true || frozen(p.name),
    })),
  }))
}
