import { dense } from '../autograd/dense'
import { denseStart } from '../autograd/initializers'
import { softmaxCrossEntropy } from '../autograd/losses'
import type { Device } from '../device/device'
import { unwatched } from '../engine/iterations'
import type { Context } from '../engine/node'
import type { NetworkOptions } from '../learning/network'
import type { Examples, Network } from '../learning/networkPass'
import { Random } from '../random/random'
import { tensorOf } from '../tensor/tensor'

export interface Rings extends Disposable {
  data: { training: Examples }
  network: Network
  options: NetworkOptions
}

/** Points on two rings, a network 2-16-2 on them, and how it is trained: 150 in batches of 64, 64 and 22 unless another number is given. */
export function rings(device: Device, rows = 150, seed = 1): Rings {
  const scope = device.scope()
  const random = new Random(seed)
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
  const start = new Random(1)
  const network: Network = {
    parameters: [...denseStart('first', 2, 16, 'kaiming', start), ...denseStart('second', 16, 2, 'kaiming', start)],
    forward(pass, batch) {
      const layer = (name: string) => [pass.parameter(`${name}.weights`), pass.parameter(`${name}.biases`)] as const
      const h = dense(pass.tape, pass.tape.constant(batch['x']), ...layer('first'), 'tanh')
      return dense(pass.tape, h, ...layer('second'))
    },
    loss: (pass, output, batch) => softmaxCrossEntropy(pass.tape, output, batch['labels']),
  }
  return {
    data: { training: { x, labels } },
    network,
    options: { epochs: 60, batchSize: 64, optimizer: { method: 'adam', learningRate: 0.03 }, loss: 'Cross-entropy' },
    [Symbol.dispose]: () => scope[Symbol.dispose](),
  }
}

/** What a fit needs to train a network that nobody watches. */
export const trainingContext = (device: Device, rest: Partial<Context> = {}): Context =>
  ({
    device,
    signal: new AbortController().signal,
    random: (stream = 0) => new Random(3, stream),
    iterations: unwatched(),
    progress: () => undefined,
    show: () => undefined,
    warn: () => undefined,
    ...rest,
  }) as Context
