import { choice, flag, integer, number, optionalInteger, seed, type Values } from '../../shared/params'
import { formatCount } from '../../shared/results/format'
import { LatheError } from '../../shared/errors'
import type { NetworkOptions } from './network'
import { layerOf, type Weights } from './networkPass'
import { schedules } from './networkRate'

/** Parameters of every network: how it starts, learns and stops. */
export const networkParameters = {
  optimizer: choice(['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsProp', 'adam', 'adamW'], {
    default: 'adam',
    section: 'Optimiser',
    help: 'How a step follows from the gradient.',
    about: {
      sgd: 'the gradient times the learning rate',
      momentum: 'with nine tenths of the step before',
      nesterov: 'momentum that looks ahead',
      adagrad: 'each weight by all its gradients so far',
      rmsProp: 'each weight by its latest gradients',
      adam: 'momentum, each weight by its latest gradients',
      adamW: 'adam, with l2 beside the step',
    },
  }),
  learningRate: number({
    default: 0.001,
    above: 0,
    max: 1e6,
    logarithmic: true,
    section: 'Optimiser',
    help: 'Size of the steps at the start.',
  }),
  schedule: choice(schedules, {
    section: 'Optimiser',
    help: 'How the learning rate goes on.',
    about: {
      constant: 'stays',
      cosine: 'down to 0 by half a wave',
      exponential: 'down to a hundredth, by the same share in every step',
      plateau: 'to a fifth after five epochs that were no better',
    },
  }),
  batchSize: optionalInteger({
    min: 1,
    max: 1_000_000,
    logarithmic: true,
    nullMeans: '200, or all rows where there are fewer',
    section: 'Optimiser',
    help: 'Rows of a step.',
  }),
  epochs: integer({
    default: 200,
    min: 1,
    max: 100_000,
    logarithmic: true,
    section: 'Optimiser',
    help: 'How often every row is met, at most.',
  }),
  init: choice(['kaiming', 'xavier', 'normal'], {
    advanced: true,
    help: 'How weights start.',
    about: {
      kaiming: 'normal, variance 2 ÷ inputs: for relu and its kin',
      xavier: 'uniform, variance 2 ÷ (inputs + outputs): for tanh and sigmoid',
      normal: 'normal, deviation 0.01',
    },
  }),
  l2: number({
    default: 1e-4,
    min: 0,
    max: 1e3,
    section: 'Regularisation',
    help: 'Pulls weights to 0: half of it times their squares is added to the loss.',
  }),
  earlyStopping: flag({
    default: false,
    section: 'Regularisation',
    help: 'Stop when the validation rows get no better, and keep the best weights. Without such rows a tenth of the training rows is held out.',
  }),
  patience: integer({
    default: 10,
    min: 1,
    max: 100_000,
    section: 'Regularisation',
    help: 'Epochs without a better loss before it stops.',
    when: { earlyStopping: [true] },
  }),
  freeze: integer({
    default: 0,
    min: 0,
    max: 1000,
    advanced: true,
    help: 'Layers, from the features on, that stay as they are in the model that is wired in to go on from.',
  }),
  seed,
}

const usualBatch = 200

/**
 * What these parameters ask of a training. `layers`: names of the network's layers, from the features on; `initial`: weights to go on from.
 * Errors: `parameter` where layers should stay as none are.
 */
export function trainingOptions(
  params: Values<typeof networkParameters>,
  layers: readonly string[],
  initial: Weights | undefined,
): Omit<NetworkOptions, 'loss'> {
  const { optimizer: method, learningRate, l2, schedule, batchSize, epochs, earlyStopping, patience, freeze } = params
  if (freeze > 0 && !initial)
    throw new LatheError({
      code: 'parameter',
      message: `freeze keeps ${formatCount(freeze, 'layer')} of a model to go on from, and none is wired in.`,
      remedy: { text: 'Wire a model in, or set freeze to 0.', fix: { set: { parameter: 'freeze', value: 0 } } },
    })
  const frozen = layers.slice(0, freeze)
  return {
    epochs,
    batchSize: batchSize ?? usualBatch,
    optimizer: { method, learningRate, l2 },
    schedule,
    frozen: name => frozen.includes(layerOf(name)),
    ...(earlyStopping && { patience }),
    ...(initial && { initial }),
  }
}
