import { describe, expect, it } from 'vitest'
import { Random } from '../random/random'
import type { Method } from '../kernels/optimizerStep/optimizerStep'
import { tensorOf } from '../tensor/tensor'
import { testDevice } from '../testing/device'
import { dense } from './dense'
import { denseStart } from './initializers'
import { softmaxCrossEntropy } from './losses'
import { Optimizer } from './optimizer'
import { Parameters } from './parameters'
import { Tape } from './tape'

/** Multi-layer perceptrons as models will train them: counts of work, and that they learn. */
const device = await testDevice()

function network(sizes: readonly number[], method: Method = 'adam', learningRate = 1e-3) {
  const scope = device.scope()
  const random = new Random(1)
  const layers = sizes.slice(1).map((outputs, i) => ({ name: `layer${i}`, inputs: sizes[i], outputs }))
  const parameters = new Parameters(
    device,
    scope,
    layers.flatMap(({ name, inputs, outputs }) => denseStart(name, inputs, outputs, 'kaiming', random)),
  )
  const optimizer = new Optimizer(parameters, scope, { method, learningRate })
  /** One step on a batch; the loss goes to number `at` of `losses`. */
  const step = (x: ReturnType<typeof tensorOf>, labels: ReturnType<typeof tensorOf>, losses: GPUBuffer, at: number) => {
    using tape = new Tape(device)
    let h = tape.constant(x)
    for (const [i, { name }] of layers.entries()) {
      const [w, b] = [parameters.on(tape, `${name}.weights`), parameters.on(tape, `${name}.biases`)]
      h = dense(tape, h, w, b, i < layers.length - 1 ? 'relu' : 'linear')
    }
    const loss = softmaxCrossEntropy(tape, h, labels)
    tape.backward(loss)
    optimizer.step()
    device.copy(loss.value.buffer, 0, losses, 4 * at, 4)
  }
  return { scope, parameters, step }
}

describe('a step of 784-256-128-10 on 256 rows', () => {
  it('takes fewer than 40 launches, reads nothing back and takes no new memory', async () => {
    const { scope, step } = network([784, 256, 128, 10])
    using _ = scope
    const random = new Random(2)
    const x = tensorOf(
      scope,
      [256, 784],
      Float32Array.from({ length: 256 * 784 }, () => random.uniform()),
    )
    const labels = tensorOf(
      scope,
      [256],
      Uint32Array.from({ length: 256 }, (__, i) => i % 10),
    )
    const losses = scope.buffer(64)
    step(x, labels, losses, 0)
    await device.finish()
    const [counts, kept] = [device.counter.since(), device.memory.kept]
    const steps = 3
    for (let i = 1; i <= steps; i++) step(x, labels, losses, i)
    await device.finish()
    const { dispatches, readbacks, bytesUp } = counts()
    expect(dispatches / steps).toBeLessThan(40)
    expect(readbacks).toBe(0)
    expect(bytesUp).toBe(0)
    expect(device.memory.kept).toBe(kept)
    const found = await device.readFloats(losses, steps + 1)
    for (let i = 1; i <= steps; i++) expect(found[i]).toBeLessThan(found[i - 1])
  })

  it('shares submissions between steps', async () => {
    const { scope, step } = network([8, 8, 2])
    using _ = scope
    const x = tensorOf(scope, [16, 8], new Float32Array(128).fill(1))
    const labels = tensorOf(scope, [16], new Uint32Array(16))
    const losses = scope.buffer(64)
    await device.finish()
    const counts = device.counter.since()
    for (let i = 0; i < 6; i++) step(x, labels, losses, i)
    await device.finish()
    expect(counts().submits).toBeLessThan(3)
  })
})

describe('learning', () => {
  it.each([
    ['sgd', 0.5],
    ['momentum', 0.1],
    ['nesterov', 0.1],
    ['adagrad', 0.1],
    ['rmsProp', 0.01],
    ['adam', 0.02],
    ['adamW', 0.02],
  ] as const)('%s separates two rings', async (method, rate) => {
    const { scope, step } = network([2, 16, 16, 2], method, rate)
    using _ = scope
    const random = new Random(3)
    const n = 128
    const points = Array.from({ length: n }, (__, i) => {
      const angle = 2 * Math.PI * random.uniform()
      const radius = (i % 2 ? 1 : 0.3) + 0.08 * random.normal()
      return [radius * Math.cos(angle), radius * Math.sin(angle)]
    })
    const x = tensorOf(scope, [n, 2], Float32Array.from(points.flat()))
    const labels = tensorOf(
      scope,
      [n],
      Uint32Array.from({ length: n }, (__, i) => i % 2),
    )
    const steps = 150
    const losses = scope.buffer(4 * steps)
    for (let i = 0; i < steps; i++) step(x, labels, losses, i)
    const found = await device.readFloats(losses, steps)
    expect(found[0]).toBeGreaterThan(0.4)
    expect(found[steps - 1]).toBeLessThan(0.1)
  })

  it('is the same bit by bit, whatever ran before', async () => {
    const train = async (): Promise<Map<string, Float32Array>> => {
      const { scope, step, parameters } = network([4, 9, 3])
      using _ = scope
      const random = new Random(4)
      const x = tensorOf(
        scope,
        [37, 4],
        Float32Array.from({ length: 148 }, () => random.normal()),
      )
      const labels = tensorOf(
        scope,
        [37],
        Uint32Array.from({ length: 37 }, () => random.integer(3)),
      )
      const losses = scope.buffer(80)
      for (let i = 0; i < 20; i++) step(x, labels, losses, i)
      return parameters.read()
    }
    expect(await train()).toEqual(await train())
  })
})
