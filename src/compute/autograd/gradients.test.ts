import { describe, expect, it } from 'vitest'
import { readTensor, tensorOf, zeros } from '../tensor/tensor'
import { testDevice } from '../testing/device'
import { checkGradients } from '../testing/gradients'
import { activationNames } from '../kernels/activation'
import { pointLosses } from '../kernels/pointLoss/pointLoss'
import { activate, add, affine, apply, divide, multiply, subtract } from './arithmetic'
import { dense, matmul } from './dense'
import { convolution, pool, upConvolution } from './images'
import { dropout, rows, softmax } from './indexing'
import { meanLoss, softmaxCrossEntropy } from './losses'
import { normalized, normalizedBy } from './normalization'
import { max, mean, sum, variance } from './reductions'
import { concat, shaped, slice, transposed } from './shapes'
import { Tape } from './tape'

const device = await testDevice()

describe('gradients agree with finite differences', () => {
  const pairs = [
    [
      [3, 4],
      [3, 4],
    ],
    [[3, 4], [4]],
    [
      [3, 1],
      [1, 4],
    ],
    [
      [2, 3, 4],
      [3, 1],
    ],
    [[5], []],
  ]
  it.each(pairs)('of arithmetic over %j and %j', async (a, b) => {
    const away = (shape: number[]) => ({ shape, values: Array.from({ length: 24 }, (_, i) => 1.5 + ((i * 7) % 5) / 3) })
    for (const op of [add, subtract, multiply, divide])
      await checkGradients(device, [{ shape: a }, away(b)], (tape, [x, y]) => op(tape, x, y))
  })

  it('of functions and fixed numbers', async () => {
    const positive = { shape: [2, 3], values: [0.5, 1, 2, 3, 0.7, 1.3] }
    for (const name of ['exp', 'log', 'square', 'sqrt'] as const)
      await checkGradients(device, [positive], (tape, [x]) => apply(tape, name, x))
    await checkGradients(device, [positive], (tape, [x]) => affine(tape, x, -3, 0.5))
  })

  it.each(activationNames)('of %s, alone and in a layer', async name => {
    const away = { shape: [2, 3], values: [-2, -0.7, -0.1, 0.2, 1, 2.5] }
    await checkGradients(device, [away], (tape, [x]) => activate(tape, x, name))
    await checkGradients(device, [away, { shape: [3, 4] }, { shape: [4] }], (tape, [x, w, b]) =>
      dense(tape, x, w, b, name),
    )
  })

  it('of products of matrices, also in batches and transposed', async () => {
    for (const batch of [[], [2]]) {
      await checkGradients(device, [{ shape: [...batch, 3, 2] }, { shape: [...batch, 2, 4] }], (tape, [a, b]) =>
        matmul(tape, a, b),
      )
      await checkGradients(device, [{ shape: [...batch, 3, 2] }, { shape: [...batch, 4, 2] }], (tape, [a, b]) =>
        matmul(tape, a, b, { transposeB: true }),
      )
    }
  })

  it('of reductions', async () => {
    const spread = { shape: [2, 3, 2], values: [1, 5, 2, 8, 3, 1, 0, 4, 6, 2, 9, 7] }
    for (const axes of [[0], [1], [2], [0, 2], [0, 1, 2]]) {
      await checkGradients(device, [spread], (tape, [x]) => sum(tape, x, axes))
      await checkGradients(device, [spread], (tape, [x]) => mean(tape, x, axes))
      await checkGradients(device, [spread], (tape, [x]) => max(tape, x, axes))
      await checkGradients(device, [spread], (tape, [x]) => variance(tape, x, axes))
    }
  })

  it('of convolution and pooling, strided and padded', async () => {
    const images = { shape: [2, 5, 4, 3] }
    for (const walk of [{}, { stride: [2, 1], padding: [1, 2], activation: 'tanh' }] as const)
      await checkGradients(
        device,
        [{ shape: [2, 4, 4, 2] }, { shape: [3, 2, 2, 3] }, { shape: [3] }],
        (tape, [x, w, b]) => convolution(tape, x, w, b, walk),
      )
    for (const walk of [{}, { stride: [2, 3], padding: [1, 0] }] as const)
      await checkGradients(device, [{ shape: [2, 3, 2, 3] }, { shape: [3, 3, 2, 3] }], (tape, [x, w]) =>
        upConvolution(tape, x, w, walk),
      )
    for (const kind of ['max', 'average'] as const)
      await checkGradients(device, [spaced(images.shape)], (tape, [x]) =>
        pool(tape, kind, x, { window: [2, 3], stride: [2, 2], padding: [1, 1] }),
      )
  })

  it('of losses', async () => {
    await checkGradients(device, [{ shape: [5, 3] }], (tape, [x]) =>
      softmaxCrossEntropy(tape, x, tensorOf(tape.scope, [5], Uint32Array.of(2, 0, 1, 1, 2))),
    )
    await checkGradients(device, [{ shape: [4, 3] }], (tape, [x]) => {
      const weights = tensorOf(tape.scope, [4], Float32Array.of(1, 0, 2.5, 0.5))
      return softmaxCrossEntropy(tape, x, tensorOf(tape.scope, [4], Uint32Array.of(2, 0, 1, 1)), weights)
    })
    for (const kind of pointLosses)
      await checkGradients(device, [{ shape: [6], values: [-2, -0.6, -0.2, 0.3, 0.8, 2.5] }], (tape, [x]) =>
        meanLoss(tape, kind, x, tensorOf(tape.scope, [6], Float32Array.of(0, 1, 0, 1, 0, 1))),
      )
  })

  it('of rows by index, softmax and dropout', async () => {
    await checkGradients(device, [{ shape: [4, 3] }], (tape, [x]) =>
      rows(tape, x, tensorOf(tape.scope, [2, 3], Uint32Array.of(3, 0, 3, 1, 1, 3))),
    )
    for (const log of [false, true])
      await checkGradients(device, [{ shape: [3, 5] }], (tape, [x]) => softmax(tape, x, { log }))
    await checkGradients(device, [{ shape: [4, 2, 5] }], (tape, [x]) =>
      softmax(tape, x, { lengths: tensorOf(tape.scope, [4], Uint32Array.of(3, 0, 5, 1)) }),
    )
    await checkGradients(device, [{ shape: [4, 5] }], (tape, [x]) =>
      dropout(tape, x, { rate: 0.4, seed: 1, stream: 2, skip: 0 }),
    )
  })

  it('of other shapes and orders of axes', async () => {
    await checkGradients(device, [{ shape: [2, 3, 2] }, { shape: [6, 2] }], (tape, [x, w]) =>
      matmul(tape, shaped(tape, x, [2, -1]), w),
    )
    await checkGradients(device, [{ shape: [2, 3] }], (tape, [x]) => matmul(tape, transposed(tape, x), x))
    await checkGradients(device, [{ shape: [2, 3, 5] }], (tape, [x]) => transposed(tape, x, [2, 0, 1]))
  })

  it('of parts and of parts joined', async () => {
    for (const axis of [0, 1, 2])
      await checkGradients(device, [{ shape: [3, 5, 3] }], (tape, [x]) => {
        const [a, b] = [slice(tape, x, axis, 0, 2), slice(tape, x, axis, 1, 2)]
        return concat(tape, [multiply(tape, a, b), b, apply(tape, 'square', a)], axis)
      })
  })

  it('of batch and layer norm', async () => {
    const leaves = (shape: readonly number[], scales: readonly number[]) =>
      [shape, scales, scales].map(s => ({ shape: s }))
    for (const [shape, axes, scales] of [
      [[5, 3], [0], [3]],
      [[2, 2, 3, 2], [0, 1, 2], [2]],
      [[4, 5], [1], [5]],
    ] as const)
      await checkGradients(device, leaves(shape, scales), (tape, [x, scale, shift]) => {
        const { value } = normalized(tape, x, scale, shift, { axes, epsilon: 1e-2 })
        return value
      })
    await checkGradients(device, leaves([4, 3], [3]), (tape, [x, scale, shift]) => {
      const known = { mean: [1, 2, 3], variance: [0.5, 2, 1] }
      const of = (numbers: number[]) => tensorOf(tape.scope, [1, 3], Float32Array.from(numbers))
      return normalizedBy(tape, x, { mean: of(known.mean), variance: of(known.variance) }, scale, shift)
    })
  })

  it('of a recurrent network: one weight at many steps', async () => {
    const [batch, steps, inputs, units] = [2, 4, 3, 3]
    const leaves = [[batch, steps, inputs], [inputs, units], [units, units], [units]].map(shape => ({ shape }))
    await checkGradients(device, leaves, (tape, [x, w, u, b]) => {
      let h = tape.constant(zeros(tape.scope, [batch, units]))
      for (let t = 0; t < steps; t++) {
        const now = shaped(tape, slice(tape, x, 1, t, 1), [batch, inputs])
        h = activate(tape, add(tape, dense(tape, now, w, b), matmul(tape, h, u)), 'tanh')
      }
      return h
    })
  })

  it('of a value that is used several times', async () => {
    await checkGradients(device, [{ shape: [3, 3] }], (tape, [x]) => {
      const square = matmul(tape, x, x)
      return add(tape, multiply(tape, square, x), activate(tape, square, 'tanh'))
    })
  })
})

/** Numbers a tenth or more apart, in no order: the largest of them stays the largest. */
function spaced(shape: readonly number[]): { shape: readonly number[]; values: number[] } {
  const count = shape.reduce((product, n) => product * n, 1)
  return { shape, values: Array.from({ length: count }, (_, i) => ((i * 37) % count) / 10) }
}

describe('values', () => {
  it('of a normalization have mean 0 and variance 1, and the figures it was done by', async () => {
    using tape = new Tape(device)
    const x = tape.constant(tensorOf(tape.scope, [4, 2], Float32Array.of(1, 10, 2, 20, 3, 30, 6, 40)))
    const [one, none] = [1, 0].map(k => tape.constant(tensorOf(tape.scope, [2], Float32Array.of(k, k))))
    const normed = normalized(tape, x, one, none, { axes: [0], epsilon: 0 })
    expect([...(await readTensor(device, normed.mean.value))]).toEqual([3, 25])
    expect([...(await readTensor(device, normed.variance.value))]).toEqual([3.5, 125])
    const values = await readTensor(device, normed.value.value)
    expect(values[0]).toBeCloseTo(-2 / Math.sqrt(3.5), 5)
    expect(values[7]).toBeCloseTo(15 / Math.sqrt(125), 5)
    const figures = { mean: normed.mean.value, variance: normed.variance.value }
    const again = normalizedBy(tape, x, figures, one, none, 0)
    expect(await readTensor(device, again.value)).toEqual(values)
  })

  it('of an up-convolution are each image number times the filter, at its stride', async () => {
    using tape = new Tape(device)
    const x = tape.constant(tensorOf(tape.scope, [1, 2, 2, 1], Float32Array.of(1, 2, 3, 4)))
    const w = tape.constant(tensorOf(tape.scope, [2, 2, 1, 1], Float32Array.of(1, 10, 100, 1000)))
    const { value } = upConvolution(tape, x, w, { stride: [2, 2] })
    expect(value.shape).toEqual([1, 4, 4, 1])
    const rows = [1, 10, 2, 20, 100, 1000, 200, 2000, 3, 30, 4, 40, 300, 3000, 400, 4000]
    expect([...(await readTensor(device, value))]).toEqual(rows)
  })
})

describe('a tape', () => {
  it('writes 0 for parameters that the loss does not depend on, and computes nothing for constants', async () => {
    using tape = new Tape(device)
    const one = (): ReturnType<typeof tensorOf> => tensorOf(tape.scope, [2, 2], Float32Array.of(1, 2, 3, 4))
    const [used, unused] = [tape.parameter(one()), tape.parameter(one())]
    const before = device.counter.dispatches
    const loss = sum(tape, matmul(tape, tape.constant(one()), used))
    tape.backward(loss)
    // Product, sum; seed, gradient of the sum, gradient of the product, zeros: nothing for the constant.
    expect(device.counter.dispatches - before).toBeLessThanOrEqual(8)
    expect([...(await readTensor(device, tape.gradient(used)))]).toEqual([4, 4, 6, 6])
    expect([...(await readTensor(device, tape.gradient(unused)))]).toEqual([0, 0, 0, 0])
  })

  it('refuses a loss that is more than one number, and gradients of what is no parameter', () => {
    using tape = new Tape(device)
    const x = tape.parameter(tensorOf(tape.scope, [2], Float32Array.of(1, 2)))
    expect(() => tape.backward(x)).toThrow('A loss is one number, not 2.')
    expect(() => tape.gradient(affine(tape, x, 2))).toThrow('Only parameters keep their gradient.')
  })

  it('sees a part of a buffer as one leaf, however often it is asked for', async () => {
    using tape = new Tape(device)
    const value = tensorOf(tape.scope, [2], Float32Array.of(2, 3))
    const target = zeros(tape.scope, [2])
    const [once, again] = [tape.parameter(value, target), tape.parameter(value, target)]
    tape.backward(sum(tape, multiply(tape, once, again)))
    expect([...(await readTensor(device, target))]).toEqual([4, 6])
  })

  it('gives gradients back as it goes: a long chain needs room for its values and few gradients', () => {
    using tape = new Tape(device)
    const bytes = 4096 * 4
    let x = tape.parameter(tensorOf(tape.scope, [4096], new Float32Array(4096)))
    for (let i = 0; i < 20; i++) x = activate(tape, x, 'tanh')
    const loss = sum(tape, x)
    const counts = device.counter.since()
    const before = device.counter.live
    tape.backward(loss)
    expect(counts().peakBytes - before).toBeLessThanOrEqual(4 * bytes)
  })

  it('takes no new memory from its second step on', () => {
    const step = (): void => {
      using tape = new Tape(device)
      const x = tape.parameter(tensorOf(tape.scope, [8, 8], new Float32Array(64)))
      tape.backward(sum(tape, activate(tape, matmul(tape, x, x), 'tanh')))
    }
    device.memory.trim()
    step()
    const kept = device.memory.kept
    for (let i = 0; i < 5; i++) step()
    expect(device.memory.kept).toBe(kept)
  })
})
