import { describe, expect, it } from 'vitest'
import type { Scope } from '../../device/scope'
import { readTensor, tensorOf, zeros } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { crossEntropy } from './crossEntropy'
import { crossEntropyTwin } from './twin'

const device = await testDevice()

interface Case {
  size: number
  x: Float32Array
  labels: Uint32Array
  weights?: Float32Array
}

const of = (size: number, labels: readonly number[], ...x: number[]): Case => ({
  size,
  labels: Uint32Array.from(labels),
  x: Float32Array.from({ length: labels.length * size }, (_, i) => x[i % x.length]),
})

async function run(scope: Scope, { size, x, labels, weights }: Case, team?: boolean): Promise<number[]> {
  const rows = labels.length
  const [loss, gradient] = [zeros(scope, [rows]), zeros(scope, [rows, size])]
  const logits = tensorOf(scope, [rows, size], x)
  const options = { ...(team && { team }), ...(weights && { weights: tensorOf(scope, [rows], weights) }) }
  crossEntropy(device, logits, tensorOf(scope, [rows], labels), loss, gradient, options)
  return [...(await readTensor(device, loss)), ...(await readTensor(device, gradient))]
}

describe.each([undefined, true])('crossEntropy, team %s', team => {
  agreesWithTwin<Case>('loss and gradient', {
    device,
    random: (random, round) => {
      const size = [10, 12, 2, 1, 65, 260, 515][round % 7]
      const rows = 1 + random.integer(150)
      const reach = 10 ** (random.uniform() * 5 - 1)
      return {
        size,
        x: Float32Array.from({ length: rows * size }, () => reach * random.normal()),
        labels: Uint32Array.from({ length: rows }, () => random.integer(size)),
        ...(round % 2 && { weights: Float32Array.from({ length: rows }, () => 3 * random.uniform()) }),
      }
    },
    degenerate: {
      'no rows': of(3, []),
      'one class': of(1, [0, 0], 5, -5),
      'equal logits': of(4, [0, 1, 2, 3], 7),
      'sure and right': of(3, [0, 1, 2], 20, 0, 0, 0, 20, 0, 0, 0, 20),
      'sure and wrong': of(3, [1, 2, 0], 1e4, -1e4, 0),
      'the largest logits': of(4, [0, 2], 3e38, -3e38, 1, 0),
      'labels that are no class': of(3, [3, 0xffffffff, 1], 1, 2, 3),
    },
    run: (scope, one) => run(scope, one, team),
    twin: ({ size, x, labels, weights }) => {
      const { loss, gradient } = crossEntropyTwin(x, labels, size, weights)
      return [...loss, ...gradient]
    },
    // Below this a share has underflowed.
    scale: () => 1e-31,
  })
})

describe('crossEntropy', () => {
  it('takes one dispatch, without a gradient too, and scales the gradient alone', async () => {
    using scope = device.scope()
    const [x, labels] = [tensorOf(scope, [2, 3], Float32Array.of(1, 2, 3, 3, 2, 1)), zeros(scope, [2])]
    const [loss, gradient] = [zeros(scope, [2]), zeros(scope, [2, 3])]
    const before = device.counter.dispatches
    crossEntropy(device, x, labels, loss, undefined)
    crossEntropy(device, x, labels, loss, gradient, { scale: 0.5 })
    expect(device.counter.dispatches - before).toBe(2)
    const want = crossEntropyTwin([1, 2, 3, 3, 2, 1], [0, 0], 3)
    expect([...(await readTensor(device, loss))][1]).toBeCloseTo(want.loss[1], 6)
    expect([...(await readTensor(device, gradient))][0]).toBeCloseTo(0.5 * want.gradient[0], 6)
  })

  it('refuses shapes that do not fit', () => {
    using scope = device.scope()
    const [x, three] = [zeros(scope, [2, 3]), zeros(scope, [3])]
    expect(() => crossEntropy(device, x, three, zeros(scope, [2]), undefined)).toThrow(
      '3 does not go with logits of 2 × 3',
    )
    expect(() => crossEntropy(device, three, three, three, undefined)).toThrow('logits are n × c, not 3')
  })
})
