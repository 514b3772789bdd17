import type { Values } from '../../../../shared/params'
import { denseStart } from '../../../autograd/initializers'
import { meanLoss, softmaxCrossEntropy } from '../../../autograd/losses'
import type { Parameter } from '../../../autograd/parameters'
import { answer, hidden, hiddenStart } from '../../../learning/networkLayers'
import { accuracy, rootMeanSquare } from '../../../learning/networkMetrics'
import type { Network } from '../../../learning/networkPass'
import type { Random } from '../../../random/random'
import type { spec } from './spec'

export type Params = Values<(typeof spec)['parameters']>

/** Names of the layers: hidden 1, hidden 2 …, answer. `sizes`: inputs, neurons of each hidden layer, outputs. */
export const layersOf = (sizes: readonly number[]): string[] => [
  ...sizes.slice(2).map((_, i) => `hidden ${i + 1}`),
  'answer',
]

/** Weights and biases at their start. */
export function startOf(sizes: readonly number[], params: Params, random: Random): Parameter[] {
  return layersOf(sizes).flatMap((name, i) => {
    const [inputs, outputs] = [sizes[i], sizes[i + 1]]
    return name === 'answer'
      ? denseStart(name, inputs, outputs, params.init, random)
      : hiddenStart(name, [inputs, outputs], params, params.init, random)
  })
}

/** Multi-layer perceptron: scores of classes, or one number where `scale` says what 1 of it is worth. */
export function perceptron(sizes: readonly number[], params: Params, scale?: number): Omit<Network, 'parameters'> {
  return {
    forward(pass, batch) {
      let h = pass.tape.constant(batch['x'])
      for (const name of layersOf(sizes).slice(0, -1)) h = hidden(pass, h, name, params)
      return answer(pass, h, 'answer')
    },
    loss: ({ tape }, output, batch) =>
      scale === undefined
        ? softmaxCrossEntropy(tape, output, batch['y'])
        : meanLoss(tape, 'squared', output, batch['y']),
    metric: scale === undefined ? accuracy : rootMeanSquare(scale),
  }
}
