import { dense } from '../../src/compute/autograd/dense'
import { denseStart } from '../../src/compute/autograd/initializers'
import { softmaxCrossEntropy } from '../../src/compute/autograd/losses'
import { Optimizer } from '../../src/compute/autograd/optimizer'
import { Parameters } from '../../src/compute/autograd/parameters'
import { Tape } from '../../src/compute/autograd/tape'
import { Random } from '../../src/compute/random/random'
import { tensorOf } from '../../src/compute/tensor/tensor'
import type { KernelBench } from '../../src/compute/testing/bench'
import { perceptron, values } from '../peers/inputs'

const { sizes, batch, learningRate } = perceptron
const products = sizes.slice(1).reduce<number>((sum, outputs, i) => sum + outputs * sizes[i], 0)

/** A training step through the tape: forward, backward, Adam. */
export const bench: KernelBench = {
  name: 'autograd',
  cases: [
    {
      title: `step of ${sizes.join('-')}, batch ${batch}, Adam`,
      // Three products a layer: forward, and the gradients of weights and inputs, which the first layer does not need.
      work: { flops: 2 * batch * (3 * products - sizes[0] * sizes[1]) },
      peer: 'perceptron',
      prepare(device, scope) {
        const random = new Random(1)
        const layers = sizes.slice(1).map((outputs, i) => ({ name: `layer${i}`, inputs: sizes[i], outputs }))
        const starts = layers.flatMap(({ name, inputs, outputs }) =>
          denseStart(name, inputs, outputs, 'kaiming', random),
        )
        const parameters = new Parameters(device, scope, starts)
        const optimizer = new Optimizer(parameters, scope, { method: 'adam', learningRate })
        const x = tensorOf(scope, [batch, sizes[0]], values(batch * sizes[0], 9))
        const labels = tensorOf(
          scope,
          [batch],
          Uint32Array.from({ length: batch }, (_, i) => i % 10),
        )
        return () => {
          using tape = new Tape(device)
          let h = tape.constant(x)
          for (const [i, { name }] of layers.entries()) {
            const [w, b] = [parameters.on(tape, `${name}.weights`), parameters.on(tape, `${name}.biases`)]
            h = dense(tape, h, w, b, i < layers.length - 1 ? 'relu' : 'linear')
          }
          tape.backward(softmaxCrossEntropy(tape, h, labels))
          optimizer.step()
        }
      },
    },
  ],
}
