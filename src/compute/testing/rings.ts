import { dense } from '../autograd/dense'
import { denseStart } from '../autograd/initializers'
import { softmaxCrossEntropy } from '../autograd/losses'
import { Optimizer } from '../autograd/optimizer'
import { Parameters } from '../autograd/parameters'
import { batchOf, type Training } from '../autograd/training'
import type { Device } from '../device/device'
import { Random } from '../random/random'
import { tensorOf } from '../tensor/tensor'

export interface Rings extends Disposable {
  training: Omit<Training, 'epochs'>
  parameters: Parameters
}

/** 150 points on two rings, a network 2-16-2 on them, and what trains it in batches of 64, 64 and 22. */
export function rings(device: Device): Rings {
  const rows = 150
  const scope = device.scope()
  const random = new Random(1)
  const points = Array.from({ length: rows }, (_, i) => {
    const [angle, radius] = [2 * Math.PI * random.uniform(), (i % 2 ? 1 : 0.3) + 0.08 * random.normal()]
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  })
  const x = tensorOf(scope, [rows, 2], Float32Array.from(points.flat()))
  const labels = tensorOf(
    scope,
    [rows],
    Uint32Array.from({ length: rows }, (_, i) => i % 2),
  )
  const starts = [...denseStart('first', 2, 16, 'kaiming', random), ...denseStart('second', 16, 2, 'kaiming', random)]
  const parameters = new Parameters(device, scope, starts)
  const training: Omit<Training, 'epochs'> = {
    rows,
    batch: 64,
    draw: { seed: 3 },
    optimizer: new Optimizer(parameters, scope, { method: 'adam', learningRate: 0.03 }),
    loss: (tape, chosen) => {
      const of = (name: string) => parameters.on(tape, name)
      const h = dense(tape, tape.constant(batchOf(tape, x, chosen)), of('first.weights'), of('first.biases'), 'tanh')
      const logits = dense(tape, h, of('second.weights'), of('second.biases'))
      return softmaxCrossEntropy(tape, logits, batchOf(tape, labels, chosen))
    },
  }
  return { training, parameters, [Symbol.dispose]: () => scope[Symbol.dispose]() }
}
