import { describe, expect, it } from 'vitest'
import { readTensor, tensorOf, zeros } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { pointLoss, pointLosses } from './pointLoss'
import { pointLossTwin } from './twin'

const device = await testDevice()

interface Case {
  x: Float32Array
  t: Float32Array
  delta: number
  weights?: Float32Array
}

const of = (x: readonly number[], t: readonly number[]): Case => ({
  x: Float32Array.from(x),
  t: Float32Array.from(t),
  delta: 1,
})

describe.each(pointLosses)('%s', kind => {
  agreesWithTwin<Case>(kind, {
    device,
    random: (random, round) => {
      const n = 1 + random.integer(600)
      const target = (): number =>
        kind === 'binary' ? (round % 3 ? random.integer(2) : random.uniform()) : random.normal()
      return {
        x: Float32Array.from({ length: n }, () => 10 ** (random.uniform() * 3 - 1.5) * random.normal()),
        t: Float32Array.from({ length: n }, target),
        delta: Math.fround(0.2 + random.uniform()),
        ...(round % 2 && { weights: Float32Array.from({ length: n }, () => random.uniform()) }),
      }
    },
    degenerate: {
      nothing: of([], []),
      equal: of([0, 1, 0.5], [0, 1, 0.5]),
      'far out': of([1e4, -1e4, 1e4, -1e4, 80, -80], [0, 0, 1, 1, 1, 0]),
      'at delta': of([2, 0, 1], [1, 1, 1]),
    },
    async run(scope, { x, t, delta, weights }) {
      const shape = [x.length]
      const [loss, gradient] = [zeros(scope, shape), zeros(scope, shape)]
      const options = { delta, scale: 0.5, ...(weights && { weights: tensorOf(scope, shape, weights) }) }
      pointLoss(device, kind, tensorOf(scope, shape, x), tensorOf(scope, shape, t), { loss, gradient }, options)
      return [...(await readTensor(device, loss)), ...(await readTensor(device, gradient))]
    },
    twin: ({ x, t, delta, weights }) => {
      const each = [...x].map((v, i) => ({ ...pointLossTwin(kind, v, t[i], delta), w: weights?.[i] ?? 1 }))
      return [...each.map(({ w, loss }) => w * loss), ...each.map(({ w, slope }) => 0.5 * w * slope)]
    },
    // Targets between 0 and 1: two terms of the gradient cancel. Otherwise e^−88 is the smallest answer.
    scale: ({ t }) => (kind !== 'binary' ? 0 : t.some(v => v > 0 && v < 1) ? 0.1 : 1e-31),
  })
})

describe('pointLoss', () => {
  it('gives a gradient alone, in one dispatch', async () => {
    using scope = device.scope()
    const [x, t, gradient] = [tensorOf(scope, [2], Float32Array.of(3, 1)), zeros(scope, [2]), zeros(scope, [2])]
    const before = device.counter.dispatches
    pointLoss(device, 'squared', x, t, { gradient })
    expect(device.counter.dispatches - before).toBe(1)
    expect([...(await readTensor(device, gradient))]).toEqual([6, 2])
  })

  it('refuses shapes that differ', () => {
    using scope = device.scope()
    const [x, t] = [zeros(scope, [4]), zeros(scope, [3])]
    expect(() => pointLoss(device, 'huber', x, t, { loss: x })).toThrow('3 does not go with predictions of 4')
  })
})
