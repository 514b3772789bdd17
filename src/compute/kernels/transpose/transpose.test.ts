import { describe, expect, it } from 'vitest'
import type { Random } from '../../random/random'
import { empty, readTensor, tensorOf } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { axesOf, partsOf } from './axes'
import { transpose } from './transpose'
import { transposeTwin } from './twin'

const device = await testDevice()

interface Case {
  shape: number[]
  order: number[]
  values: Float32Array
}

const numbered = (shape: number[], order: number[]): Case => ({
  shape,
  order,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
})

/** 1 to 6 axes; every other shape has lengths that are multiples of four. */
function drawn(random: Random, round: number): Case {
  const axes = 1 + (round % 6)
  const longest = [2000, 70, 16, 9, 5, 4][axes - 1]
  const length = (): number => (round % 2 === 0 ? 1 + random.integer(longest) : 4 * (1 + random.integer(longest / 4)))
  return numbered(Array.from({ length: axes }, length), [...random.permutation(axes)])
}

agreesWithTwin<Case>('transpose', {
  device,
  random: drawn,
  degenerate: {
    'a scalar': numbered([], []),
    nothing: numbered([3, 0, 4], [2, 0, 1]),
    'a row': numbered([1, 37], [1, 0]),
    'a column': numbered([37, 1], [1, 0]),
    'single axes between': numbered([5, 1, 7, 1], [2, 3, 0, 1]),
    'the same order': numbered([5, 6, 7], [0, 1, 2]),
    'a last axis that stays': numbered([5, 6, 8], [1, 0, 2]),
    'six axes turned round': numbered([2, 3, 4, 5, 3, 2], [5, 4, 3, 2, 1, 0]),
    'NaN and infinities': { shape: [2, 2], order: [1, 0], values: Float32Array.of(NaN, Infinity, -Infinity, -0) },
  },
  async run(scope, { shape, order, values }) {
    const out = empty(
      scope,
      order.map(axis => shape[axis]),
    )
    transpose(device, tensorOf(scope, shape, values), out, order)
    return readTensor(device, out)
  },
  twin: ({ shape, order, values }) => transposeTwin(values, shape, order),
  tolerance: 0,
})

describe('transpose', () => {
  it('turns the axes round without an order', async () => {
    using scope = device.scope()
    const out = empty(scope, [3, 2])
    transpose(device, tensorOf(scope, [2, 3], Float32Array.of(1, 2, 3, 4, 5, 6)), out)
    expect(await readTensor(device, out)).toEqual(Float32Array.of(1, 4, 2, 5, 3, 6))
  })

  it('moves integers bit for bit', async () => {
    using scope = device.scope()
    for (const width of [3, 4]) {
      // Subnormal, or no number at all, as single precision.
      const words = Uint32Array.from({ length: 4 * width }, (_, i) => [i, 0x7f800001 + i, 0xffffffff - i][i % 3])
      const out = empty(scope, [width, 4])
      transpose(device, tensorOf(scope, [4, width], words), out)
      const want = Array.from(words, (_, i) => words[(i % 4) * width + Math.floor(i / 4)])
      expect(Array.from(await device.readInts(out.buffer, 4 * width))).toEqual(want)
    }
  })

  it('refuses an output of another shape, and what is no order', () => {
    using scope = device.scope()
    const [a, out] = [empty(scope, [2, 3]), empty(scope, [2, 3])]
    expect(() => transpose(device, a, out)).toThrow('2 × 3 with its axes in the order 1, 0 is not 2 × 3.')
    expect(() => transpose(device, a, out, [0, 0])).toThrow('order 0, 0')
  })

  it('is one dispatch, and a copy where nothing moves', () => {
    using scope = device.scope()
    const since = device.counter.since()
    transpose(device, empty(scope, [4, 5, 6]), empty(scope, [5, 6, 4]), [1, 2, 0])
    expect(since().dispatches).toBe(1)
    transpose(device, empty(scope, [4, 5, 6]), empty(scope, [4, 5, 6]), [0, 1, 2])
    expect(since().dispatches).toBe(1)
  })

  it('sees as few axes as there are', () => {
    expect(axesOf([4, 5, 6], [1, 2, 0])).toEqual([
      { size: 4, from: 30, to: 1 },
      { size: 30, from: 1, to: 4 },
    ])
  })

  it('cuts what spans more than a binding, and moves it whole', async () => {
    const parts = [...partsOf({ axes: axesOf([100, 90], [1, 0]), from: 0, to: 0 }, 1000, 500)]
    expect(parts.length).toBeGreaterThan(9)
    const { shape, order, values } = numbered([100, 3, 90], [2, 0, 1])
    using scope = device.scope()
    const out = empty(scope, [90, 100, 3])
    Object.defineProperty(device, 'bindingLimit', { value: 8192, configurable: true })
    const since = device.counter.since()
    try {
      transpose(device, tensorOf(scope, shape, values), out, order)
    } finally {
      Reflect.deleteProperty(device, 'bindingLimit')
    }
    expect(since().dispatches).toBeGreaterThan(9)
    expect(Float64Array.from(await readTensor(device, out))).toEqual(transposeTwin(values, shape, order))
  })
})
