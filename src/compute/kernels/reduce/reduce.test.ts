import { describe, expect, it, vi } from 'vitest'
import type { Scope } from '../../device/scope'
import { Random } from '../../random/random'
import { readTensor, sizeOf, tensorOf, zeros } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { reduce, type Reduction, reductions } from './reduce'
import { reduceTwin } from './twin'

const device = await testDevice()

interface Case {
  op: Reduction
  shape: readonly number[]
  axes: readonly number[]
  data: Float32Array
}

/** Shapes and axes: everything, rows and columns long and short, quads and not, axes in the middle and apart. */
const patterns: readonly (readonly [shape: readonly number[], axes: readonly number[]])[] = [
  [[5000], [0]],
  [[33, 64], [1]],
  [[17, 23], [1]],
  [[3, 4099], [1]],
  [[130, 8], [0]],
  [[4100, 5], [0]],
  [[2, 1500, 12], [1]],
  [[4, 6, 5], [1]],
  [
    [3, 4, 5],
    [0, 2],
  ],
  [
    [2, 1, 3, 4],
    [1, 2],
  ],
  [[7], []],
]

function draw(op: Reduction, random: Random, size: number): Float32Array {
  const offset = random.uniform() < 0.3 ? 1e6 : 0
  return Float32Array.from({ length: size }, () => {
    if (op === 'product') return 1 + 0.01 * random.normal()
    // Few values, so that there are ties.
    if (op === 'argmin' || op === 'argmax') return random.integer(20) - 10
    return op === 'logsumexp' ? 30 * random.normal() : offset + random.normal()
  })
}

async function run(scope: Scope, { op, shape, axes, data }: Case): Promise<ArrayLike<number>> {
  const left = shape.filter((_, axis) => !axes.includes(axis))
  const out = zeros(scope, left)
  reduce(device, op, tensorOf(scope, shape, data), out, axes)
  return op.startsWith('arg') ? device.readInts(out.buffer, sizeOf(left)) : readTensor(device, out)
}

const of = (op: Reduction, shape: readonly number[], axes: readonly number[], ...data: number[]): Case => ({
  op,
  shape,
  axes,
  data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => data[i % data.length]),
})

const largest = 3.4028234663852886e38

describe.each(reductions)('%s', op => {
  agreesWithTwin<Case>(op, {
    device,
    random: (random, round) => {
      const [shape, axes] = patterns[round % patterns.length]
      return { op, shape, axes, data: draw(op, random, sizeOf(shape)) }
    },
    degenerate: {
      'one number': of(op, [1], [0], -2.5),
      'all equal': of(op, [1001], [0], 3.25),
      'equal columns': of(op, [9, 6], [0], 1, 2, 3, 4, 5, 6),
      'no rows': of(op, [0, 3], [1], 0),
      zeros: of(op, [7, 5], [1], 0),
      ...(op !== 'variance' && op !== 'sumOfSquares' && op !== 'product'
        ? { 'the largest numbers': of(op, [2, 4], [1], -largest, 0, 1, largest) }
        : {}),
      ...(op === 'sum' || op === 'sumOfSquares' || op === 'product' ? { 'of nothing': of(op, [3, 0], [1], 0) } : {}),
      'offset 1e6': of(op, [2, 4096], [1], 1e6 + 0.5, 1e6 - 0.5, 1e6 + 1, 1e6 - 1),
      ...(op === 'min' || op === 'argmax' || op === 'logsumexp'
        ? { 'minus infinity': of(op, [2, 6], [1], -Infinity) }
        : {}),
    },
    run,
    twin: ({ shape, data, axes }) => reduceTwin(op, shape, data, axes),
    // Sums of terms of both signs are told in relation to Σ |x|.
    scale: ({ shape, data, axes }) =>
      op === 'sum' || op === 'mean' ? Math.max(...reduceTwin(op, shape, data.map(Math.abs), axes)) : 0,
  })
})

function expectClose(op: Reduction, { shape, axes, data }: Omit<Case, 'op'>, got: ArrayLike<number>): void {
  const want = reduceTwin(op, shape, data, axes)
  const size = op === 'sum' || op === 'mean' ? Math.max(...reduceTwin(op, shape, data.map(Math.abs), axes)) : 0
  want.forEach((w, i) =>
    expect(Math.abs(got[i] - w), `${op} of ${shape.join(' × ')}: ${i}`).toBeLessThanOrEqual(
      1e-5 * Math.max(size, Math.abs(w)),
    ),
  )
}

describe('reduce', () => {
  it('keeps six digits in sums of 10⁶ numbers, and a variance of 1 at an offset of 1e6', async () => {
    using scope = device.scope()
    const random = new Random(1)
    const shape = [1_000_003]
    const data = Float32Array.from({ length: shape[0] }, () => 1e6 + random.normal())
    const x = tensorOf(scope, shape, data)
    for (const op of ['sum', 'mean', 'variance'] as const) {
      const out = zeros(scope, [])
      reduce(device, op, x, out)
      const [want] = reduceTwin(op, shape, data, [0])
      expect(Math.abs((await readTensor(device, out))[0] / want - 1), op).toBeLessThan(2e-6)
    }
  })

  it('takes one dispatch for a bias gradient, two for a long sum', () => {
    using scope = device.scope()
    const count = (shape: readonly number[], axes: readonly number[]): number => {
      const before = device.counter.dispatches
      reduce(
        device,
        'sum',
        zeros(scope, shape),
        zeros(
          scope,
          shape.filter((_, axis) => !axes.includes(axis)),
        ),
        axes,
      )
      return device.counter.dispatches - before
    }
    expect(count([256, 128], [0])).toBe(1)
    expect(count([4096, 10], [1])).toBe(1)
    expect(count([1_000_000], [0])).toBe(2)
    expect(count([100_000, 20], [0])).toBe(2)
  })

  it.each([
    ['rows', [700, 12], [1]],
    ['long rows', [3, 5001], [1]],
    ['columns', [3000, 12], [0]],
    ['columns of several', [3, 1001, 6], [1]],
    ['everything', [30_001], [0]],
  ])('cuts %s beyond the limit of a binding', async (_, shape, axes) => {
    const random = new Random(2)
    const limit = vi.spyOn(device, 'bindingLimit', 'get').mockReturnValue(4096)
    for (const op of reductions) {
      using scope = device.scope()
      const data = draw(op, random, sizeOf(shape))
      const got = await run(scope, { op, shape, axes, data })
      expectClose(op, { shape, axes, data }, got)
    }
    limit.mockRestore()
  })

  it('gives the same in the many short chunks of a GPU', async () => {
    const random = new Random(5)
    const info = device.info as { software: boolean }
    const { software } = info
    const lanes = vi.spyOn(device, 'lanes', 'get').mockReturnValue(65_536)
    info.software = false
    for (const op of reductions)
      for (const [shape, axes] of patterns) {
        using scope = device.scope()
        const data = draw(op, random, sizeOf(shape))
        expectClose(op, { shape, axes, data }, await run(scope, { op, shape, axes, data }))
      }
    info.software = software
    lanes.mockRestore()
  })

  it('refuses shapes and axes that do not fit', () => {
    using scope = device.scope()
    const x = zeros(scope, [4, 3])
    expect(() => reduce(device, 'sum', x, zeros(scope, [4]), [0])).toThrow('sum of 4 × 3 along 0 is 3, not 4')
    expect(() => reduce(device, 'sum', x, zeros(scope, [4]), [2])).toThrow('Axes 2 are not axes of 4 × 3')
    expect(() => reduce(device, 'max', zeros(scope, [2, 0]), zeros(scope, [2]), [1])).toThrow('max of no numbers')
    reduce(device, 'sum', x, zeros(scope, [4, 1]), [-1])
  })
})
