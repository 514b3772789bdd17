import { describe, expect, it } from 'vitest'
import type { Scope } from '../device/scope'
import { elementwise } from '../kernels/elementwise/elementwise'
import { optimizerStepTwin } from '../kernels/optimizerStep/twin'
import { empty, readTensor, tensorOf } from '../tensor/tensor'
import { testDevice } from '../testing/device'
import { affine, apply, multiply, subtract } from './arithmetic'
import { Optimizer, type OptimizerSettings } from './optimizer'
import { Parameters } from './parameters'
import { sum } from './reductions'
import { Tape } from './tape'

const device = await testDevice()

/** Three weights and two biases pulled to 1 by Σ (θ − 1)²; every gradient is 2 (θ − 1). */
function bowl(scope: Scope, settings: OptimizerSettings) {
  const parameters = new Parameters(device, scope, [
    { name: 'weights', shape: [3], start: Float32Array.of(4, -2, 1), decay: true },
    { name: 'biases', shape: [2], start: Float32Array.of(3, 0), decay: false },
  ])
  const optimizer = new Optimizer(parameters, scope, settings)
  const one = tensorOf(scope, [1], Float32Array.of(1))
  const step = (rate?: number): void => {
    using tape = new Tape(device)
    const parts = ['weights', 'biases'].map(name => {
      const away = subtract(tape, parameters.on(tape, name), tape.constant(one))
      return sum(tape, apply(tape, 'square', away))
    })
    tape.backward(subtract(tape, parts[0], affine(tape, parts[1], -1)))
    optimizer.step(rate)
  }
  const read = async (): Promise<number[]> => [...(await parameters.read()).values()].flatMap(values => [...values])
  return { parameters, optimizer, step, read }
}

const near = (got: readonly number[], want: readonly number[]): void =>
  want.forEach((w, i) => expect(got[i], `number ${i}`).toBeCloseTo(w, 5))

describe('an optimizer', () => {
  it('shortens gradients that are longer than clipNorm, all together, and leaves others alone', async () => {
    using scope = device.scope()
    const clipped = bowl(scope, { method: 'sgd', learningRate: 1, clipNorm: 0.5 })
    clipped.step()
    // Gradients 6, −6, 0, 4, −2: their length is √92.
    const share = 0.5 / Math.sqrt(92)
    near(await clipped.read(), [4 - 6 * share, -2 + 6 * share, 1, 3 - 4 * share, 2 * share])
    const short = bowl(scope, { method: 'sgd', learningRate: 0.25, clipNorm: 10 })
    short.step()
    near(await short.read(), [2.5, -0.5, 1, 2, 0.5])
  })

  it('clips by the same length whatever scratch memory held before', async () => {
    using scope = device.scope()
    const { step, read } = bowl(scope, { method: 'sgd', learningRate: 1, clipNorm: 0.5 })
    {
      using before = device.scope()
      for (let i = 0; i < 40; i++) before.upload(new Float32Array(4).fill(1e3))
    }
    step()
    const share = 0.5 / Math.sqrt(92)
    near(await read(), [4 - 6 * share, -2 + 6 * share, 1, 3 - 4 * share, 2 * share])
  })

  it.each(['sgd', 'adam', 'adamW'] as const)('lets weights decay and biases not: %s', async method => {
    using scope = device.scope()
    const settings = { method, learningRate: 0.1, l2: 0.5 } as const
    const { step, read, parameters } = bowl(scope, settings)
    step()
    const numbers = {
      values: Float64Array.of(4, -2, 1, 3, 0),
      gradients: Float64Array.of(6, -6, 0, 4, -2),
      first: new Float64Array(5),
      second: new Float64Array(5),
    }
    const rest = { step: 0, decay: 0.5, decayed: 3, momentum: 0.9, squares: 0.999, epsilon: 1e-8, clip: 0 }
    optimizerStepTwin(numbers, { method, learningRate: 0.1, ...rest })
    near(await read(), [...numbers.values])
    // What stands between parameters has no gradient and does not move.
    const all = await readTensor(device, parameters.values)
    expect([...all.subarray(3, 64), ...all.subarray(66)].every(x => x === 0)).toBe(true)
  })

  it.each(['sgd', 'momentum', 'adamW'] as const)('leaves frozen parameters as they start: %s', async method => {
    using scope = device.scope()
    const start = Float32Array.of(4, -2, 1)
    const kept = { name: 'kept', shape: [3], start, decay: true, frozen: true }
    const parameters = new Parameters(device, scope, [kept, { ...kept, name: 'free', frozen: false }])
    const optimizer = new Optimizer(parameters, scope, { method, learningRate: 0.1, l2: 0.5, clipNorm: 1 })
    for (let i = 0; i < 3; i++) {
      using tape = new Tape(device)
      const product = multiply(tape, parameters.on(tape, 'kept'), parameters.on(tape, 'free'))
      tape.backward(sum(tape, product))
      optimizer.step()
    }
    const found = await parameters.read()
    expect(found.get('kept')).toEqual(start)
    for (const i of [0, 1, 2]) expect(found.get('free')![i]).not.toBe(start[i])
  })

  it('takes the rate of a schedule, and counts steps', async () => {
    using scope = device.scope()
    const { step, read, optimizer } = bowl(scope, { method: 'sgd', learningRate: 1 })
    for (const rate of [0.25, 0, 0.125]) step(rate)
    expect(optimizer.steps).toBe(3)
    // Each step leaves 1 − 2 · rate of the way: a half, all, three quarters.
    near(await read(), [1 + 3 * 0.375, 1 - 3 * 0.375, 1, 1 + 2 * 0.375, 1 - 0.375])
  })

  it('keeps the best parameters on the device, and reads losses while later steps run', async () => {
    using scope = device.scope()
    // The rate is too large at first: the loss grows, so that the first parameters are the best for a while.
    const { step, parameters } = bowl(scope, { method: 'sgd', learningRate: 1.5 })
    const [best, least] = [empty(scope, parameters.values.shape), tensorOf(scope, [1], Float32Array.of(1e30))]
    const [loss, better] = [empty(scope, [1]), empty(scope, [1])]
    const losses = scope.buffer(4 * 4)
    const counts = device.counter.since()
    for (let epoch = 0; epoch < 4; epoch++) {
      using tape = new Tape(device)
      const away = affine(tape, tape.constant(parameters.part('weights', parameters.values)), 1, -1)
      const now = sum(tape, apply(tape, 'square', away))
      elementwise(device, 'linear', [now.value], loss)
      elementwise(device, 'less', [loss, least], better)
      elementwise(device, 'select', [better, parameters.values, best], best)
      elementwise(device, 'minimum', [loss, least], least)
      device.copy(loss.buffer, 0, losses, 4 * epoch, 4)
      step(epoch < 1 ? 0.25 : 1.5)
    }
    expect(counts().readbacks).toBe(0)
    const seen = device.readFloats(losses, 4)
    step(0)
    expect([...(await seen)]).toEqual([18, 4.5, 18, 72])
    expect([...(await readTensor(device, best)).subarray(0, 3)]).toEqual([2.5, -0.5, 1])
  })
})
