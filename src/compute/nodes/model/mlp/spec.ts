import { defineNode, frameIn, modelOut } from '../../../../shared/node'
import { choice, flag, list, number } from '../../../../shared/params'
import { networkParameters } from '../../../learning/networkParameters'
import { networkAttributes } from '../../../learning/networkSummary'

export const spec = defineNode({
  type: 'model.mlp',
  version: 1,
  title: 'Neural network',
  summary: 'Learns classes or numbers by layers of weighted sums, each bent by an activation.',
  group: 'model',
  icon: 'network',
  inputs: [...frameIn, { name: 'model', kind: 'model', optional: true }],
  outputs: modelOut,
  needs: { features: 'numeric', missing: 'refuse', target: 'any' },
  folds: 'replay',
  parameters: {
    task: choice(['auto', 'classification', 'regression'], {
      help: 'What is learned.',
      about: {
        auto: 'classes, or numbers where the target has many',
        classification: 'classes',
        regression: 'numbers',
      },
    }),
    hiddenLayers: list<readonly number[]>({
      default: [64, 64],
      of: 'integer',
      min: 1,
      max: 4096,
      help: 'Neurons of each hidden layer, from the features on. An empty list leaves weighted sums alone.',
    }),
    activation: choice(['relu', 'tanh', 'sigmoid', 'leakyRelu', 'gelu', 'linear'], {
      help: 'What bends the sums of the hidden layers.',
      about: {
        relu: 'max(x, 0): quick, and most used',
        tanh: 'between −1 and 1, smooth',
        sigmoid: 'between 0 and 1, smooth; deep stacks learn slowly',
        leakyRelu: 'relu with a slope of 0.01 below 0: no neuron dies',
        gelu: 'x Φ(x), a smooth relu',
        linear: 'nothing: the network stays a weighted sum',
      },
    }),
    dropout: number({
      default: 0,
      min: 0,
      below: 1,
      section: 'Regularisation',
      help: 'Share of hidden neurons left out at random in every step of the training.',
    }),
    batchNorm: flag({
      default: false,
      section: 'Regularisation',
      help: 'Bring the sums of each hidden layer to mean 0 and variance 1 over the batch.',
    }),
    ...networkParameters,
  },
  attributes: { ...networkAttributes, layers: 'inputs, neurons of each hidden layer, outputs' },
  blocks: {
    training: 'Training',
    loss: 'Loss by epoch',
    metric: 'Accuracy or error by epoch',
    gradients: 'Gradient by layer',
    pictures: 'Neurons as pictures',
    boundary: 'Decision boundary',
    surface: 'Fitted surface',
    residuals: 'Residuals and fitted values',
  },
})
