import { describe, expect, it, vi } from 'vitest'
import type { Random } from '../../random/random'
import { readTensor, tensorOf, zeros } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { type Activation, activationNames } from '../activation'
import { convolution, convolutionFilterGradient, convolutionInputGradient } from './convolution'
import { suits } from './direct'
import { convolutionGradientsTwin, convolutionTwin } from './twin'
import { outputSize, type Places } from './window'

const device = await testDevice()

interface Case {
  places: Places
  outputs: number
  images: Float32Array
  filters: Float32Array
  bias: Float32Array
  activation: Activation
}

function caseOf(shape: Partial<Places>, outputs: number, fill: () => number, activation: Activation = 'linear'): Case {
  const given = { images: 1, height: 1, width: 1, channels: 1, windowHeight: 1, windowWidth: 1, ...shape }
  const walk = { strideY: 1, strideX: 1, padY: 0, padX: 0, ...shape }
  const places: Places = {
    ...given,
    ...walk,
    outHeight: shape.outHeight ?? outputSize(given.height, given.windowHeight, walk.strideY, walk.padY),
    outWidth: shape.outWidth ?? outputSize(given.width, given.windowWidth, walk.strideX, walk.padX),
  }
  const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, fill)
  return {
    places,
    outputs,
    images: numbers(given.images * given.height * given.width * given.channels),
    filters: numbers(given.windowHeight * given.windowWidth * given.channels * outputs),
    bias: numbers(outputs),
    activation,
  }
}

function randomCase(random: Random, round: number): Case {
  const windowHeight = 1 + random.integer(4)
  const windowWidth = 1 + random.integer(4)
  return caseOf(
    {
      images: 1 + random.integer(4),
      height: windowHeight + random.integer(9),
      width: windowWidth + random.integer(9),
      channels: round % 2 ? 4 * (1 + random.integer(3)) : 1 + random.integer(5),
      windowHeight,
      windowWidth,
      strideY: round % 4 < 2 ? 1 : 1 + random.integer(3),
      strideX: round % 4 < 2 ? 1 : 1 + random.integer(3),
      padY: random.integer(3),
      padX: random.integer(3),
    },
    // Around the edges of tiles of 16, 32 and 64 outputs, and what does not fill one.
    [1 + random.integer(9), 8 + random.integer(72), 4 * (2 + random.integer(18))][round % 3],
    () => random.normal(),
    activationNames[round % activationNames.length],
  )
}

const degenerate = {
  'one number': caseOf({}, 1, () => 2),
  'a window as large as the image': caseOf({ height: 5, width: 4, windowHeight: 5, windowWidth: 4 }, 3, () => 0.5),
  'more padding than image': caseOf({ padY: 3, padX: 3, windowHeight: 2, windowWidth: 2 }, 2, () => 1),
  'zeros in a place the window never sees': caseOf({ height: 5, width: 5, strideY: 4, strideX: 4 }, 1, () => 1),
  'many channels': caseOf(
    { height: 4, width: 5, channels: 40, windowHeight: 3, windowWidth: 2, padX: 1 },
    12,
    () => 0.1,
  ),
  'many windows for few outputs': caseOf(
    { images: 5, height: 30, width: 31, windowHeight: 3, windowWidth: 3 },
    8,
    () => 0.3,
  ),
  'large numbers': caseOf({ height: 4, width: 4, windowHeight: 2, windowWidth: 2 }, 2, () => 1e15),
}

const run = (scope: Parameters<typeof zeros>[0], c: Case) => {
  const { images, height, width, channels, windowHeight, windowWidth, outHeight, outWidth } = c.places
  return {
    x: tensorOf(scope, [images, height, width, channels], c.images),
    w: tensorOf(scope, [windowHeight, windowWidth, channels, c.outputs], c.filters),
    out: zeros(scope, [images, outHeight, outWidth, c.outputs]),
    walk: {
      stride: [c.places.strideY, c.places.strideX] as const,
      padding: [c.places.padY, c.places.padX] as const,
    },
  }
}

/** Sum of sizes of the terms of the longest sum, about. */
const terms = ({ places: p, images, filters, bias }: Case): number => {
  const largest = (x: Float32Array): number => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
  return largest(images) * largest(filters) * Math.sqrt(p.windowHeight * p.windowWidth * p.channels) + largest(bias)
}

const outGradient = (c: Case): Float32Array => {
  const { images, outHeight, outWidth } = c.places
  return Float32Array.from({ length: images * outHeight * outWidth * c.outputs }, (_, i) => Math.cos(i))
}

describe.each([true, false])('direct: %s', direct => {
  agreesWithTwin<Case>('convolution', {
    device,
    random: randomCase,
    degenerate,
    run: async (scope, c) => {
      const { x, w, out, walk } = run(scope, c)
      const bias = tensorOf(scope, [c.outputs], c.bias)
      convolution(device, x, w, out, { ...walk, direct, bias, activation: c.activation })
      return readTensor(device, out)
    },
    twin: c => convolutionTwin(c.places, c.images, c.filters, c.bias, c.activation),
    scale: terms,
  })

  agreesWithTwin<Case>('gradients', {
    device,
    random: randomCase,
    degenerate,
    run: async (scope, c) => {
      const { x, w, out, walk: steps } = run(scope, c)
      const walk = { ...steps, direct }
      const dy = tensorOf(scope, out.shape, outGradient(c))
      const [dx, dw] = [zeros(scope, x.shape), zeros(scope, w.shape)]
      convolutionInputGradient(device, dy, w, dx, walk)
      convolutionFilterGradient(device, x, dy, dw, walk)
      // Twice: the second time is added.
      convolutionInputGradient(device, dy, w, dx, walk, true)
      convolutionFilterGradient(device, x, dy, dw, walk, true)
      return [...(await readTensor(device, dx)), ...(await readTensor(device, dw))]
    },
    twin: c => {
      const { images, filters } = convolutionGradientsTwin(c.places, c.images, c.filters, outGradient(c), c.outputs)
      return [...images, ...filters].map(x => 2 * x)
    },
    scale: c => {
      const { images, outHeight, outWidth } = c.places
      const largest = (x: Float32Array): number => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
      return (
        largest(c.images) * Math.sqrt(images * outHeight * outWidth) + largest(c.filters) * Math.sqrt(c.filters.length)
      )
    },
  })
})

it('cuts what is too much for 32 MiB, to the same numbers', async () => {
  // 3 images of 130 × 131 with 16 channels: 51,090 windows of 3 × 3 × 16 are 28 MiB; with 5 × 5 they are 78.
  using scope = device.scope()
  const c = caseOf(
    { images: 3, height: 130, width: 131, channels: 16, windowHeight: 5, windowWidth: 5, padY: 2, padX: 2 },
    1,
    () => 1,
  )
  const { x, w, out, walk } = run(scope, c)
  const before = device.counter.dispatches
  convolution(device, x, w, out, { ...walk, direct: false })
  expect(device.counter.dispatches - before).toBeGreaterThan(4)
  const dx = zeros(scope, x.shape)
  convolutionInputGradient(device, out, w, dx, walk)
  const got = await readTensor(device, out)
  const gradient = await readTensor(device, dx)
  const covered = (i: number, size: number): number => Math.min(i + 2, size - 1) - Math.max(i - 2, 0) + 1
  const pixel = (y: number, x: number): number => 16 * covered(y, 130) * covered(x, 131)
  for (const [n, y, x] of [
    [0, 0, 0],
    [0, 64, 64],
    [1, 129, 130],
    [2, 1, 130],
    [2, 129, 0],
  ] as const) {
    const at = (n * 130 + y) * 131 + x
    expect(got[at]).toBe(pixel(y, x))
    let sum = 0
    for (let dy = -2; dy <= 2; dy++)
      for (let dx = -2; dx <= 2; dx++)
        if (y + dy >= 0 && y + dy < 130 && x + dx >= 0 && x + dx < 131) sum += pixel(y + dy, x + dx)
    expect(gradient[at * 16]).toBe(sum)
  }
})

describe.runIf(suits(device, { places: caseOf({ channels: 8 }, 8, () => 0).places, inner: 8, outputs: 8 }).forward)(
  'the direct way',
  () => {
    const shape = { images: 130, height: 6, width: 5, channels: 8, windowHeight: 3, windowWidth: 3, padY: 1, padX: 1 }
    const c = caseOf(shape, 16, () => Math.random())
    const all = async (): Promise<Float32Array[]> => {
      using scope = device.scope()
      const { x, w, out, walk } = run(scope, c)
      const [dx, dw] = [zeros(scope, x.shape), zeros(scope, w.shape)]
      const dy = tensorOf(scope, out.shape, outGradient(c))
      convolution(device, x, w, out, walk)
      convolutionInputGradient(device, dy, w, dx, walk)
      convolutionFilterGradient(device, x, dy, dw, walk)
      return [await readTensor(device, out), await readTensor(device, dx), await readTensor(device, dw)]
    }

    it('takes one launch forward and two for either gradient', () => {
      using scope = device.scope()
      const { x, w, out, walk } = run(scope, c)
      const counts = device.counter.since()
      convolution(device, x, w, out, walk)
      expect(counts().dispatches).toBe(1)
      convolutionInputGradient(device, out, w, zeros(scope, x.shape), walk)
      expect(counts().dispatches).toBe(3)
      convolutionFilterGradient(device, x, out, zeros(scope, w.shape), walk)
      expect(counts().dispatches).toBe(5)
    })

    it('is cut where a binding holds only some of the images', async () => {
      const whole = await all()
      const limit = vi.spyOn(device, 'bindingLimit', 'get').mockReturnValue(4 * 70 * 6 * 5 * 16)
      const [out, dx, dw] = await all()
      limit.mockRestore()
      expect(out).toEqual(whole[0])
      expect(dx).toEqual(whole[1])
      dw.forEach((x, i) => expect(Math.abs(x - whole[2][i])).toBeLessThan(1e-3))
    })
  },
)

it('refuses filters that do not fit', () => {
  using scope = device.scope()
  const of = (...shape: number[]) => zeros(scope, shape)
  expect(() => convolution(device, of(1, 4, 4, 3), of(2, 2, 2, 5), of(1, 3, 3, 5))).toThrow(
    'Filters of 2 × 2 × 2 × 5 do not take 1 × 4 × 4 × 3 to 1 × 3 × 3 × 5.',
  )
})
