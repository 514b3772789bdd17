import { describe, expect, it, vi } from 'vitest'
import type { Scope } from '../../device/scope'
import type { Random } from '../../random/random'
import { readTensor, tensorOf, zeros } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { outputSize, type Places } from '../convolution/window'
import { type Pooling, pooling, poolingGradient } from './pooling'
import { poolingGradientTwin, poolingTwin } from './twin'

const device = await testDevice()

interface Case {
  places: Places
  images: Float32Array
}

function caseOf(shape: Partial<Places>, fill: () => number): Case {
  const still = { strideY: 1, strideX: 1, padY: 0, padX: 0 }
  const p = { images: 1, height: 1, width: 1, channels: 1, windowHeight: 1, windowWidth: 1, ...still, ...shape }
  const places: Places = {
    ...p,
    outHeight: outputSize(p.height, p.windowHeight, p.strideY, p.padY),
    outWidth: outputSize(p.width, p.windowWidth, p.strideX, p.padX),
  }
  return { places, images: Float32Array.from({ length: p.images * p.height * p.width * p.channels }, fill) }
}

function randomCase(random: Random, round: number): Case {
  const [windowHeight, windowWidth] = [1 + random.integer(4), 1 + random.integer(4)]
  return caseOf(
    {
      images: 1 + random.integer(3),
      height: windowHeight + random.integer(8),
      width: windowWidth + random.integer(8),
      // Around quads, and eight of them.
      channels: round % 3 ? 1 + random.integer(12) : 4 * (1 + random.integer(10)),
      windowHeight,
      windowWidth,
      strideY: 1 + random.integer(4),
      strideX: 1 + random.integer(4),
      padY: random.integer(windowHeight),
      padX: random.integer(windowWidth),
    },
    // Every other case has many equal numbers.
    () => (round % 2 ? random.normal() : random.integer(3)),
  )
}

const degenerate = {
  'one number': caseOf({}, () => -2),
  'windows that see padding alone': caseOf({ height: 1, width: 1, padY: 2, padX: 2 }, () => -1),
  'all numbers equal': caseOf(
    { height: 4, width: 4, windowHeight: 2, windowWidth: 2, strideY: 2, strideX: 2 },
    () => 7,
  ),
  'the largest numbers there are': caseOf({ height: 3, width: 3, windowHeight: 3, windowWidth: 3 }, () => -3e38 / 9),
}

function setUp(scope: Scope, { places: p, images }: Case) {
  const x = tensorOf(scope, [p.images, p.height, p.width, p.channels], images)
  const out = zeros(scope, [p.images, p.outHeight, p.outWidth, p.channels])
  const options = {
    window: [p.windowHeight, p.windowWidth],
    stride: [p.strideY, p.strideX],
    padding: [p.padY, p.padX],
    places: zeros(scope, out.shape),
  } as const
  return { x, out, options }
}

const gradientOf = (size: number): Float32Array => Float32Array.from({ length: size }, (_, i) => Math.cos(i))

describe.each(['max', 'average'] as const)('%s', (kind: Pooling) => {
  const forward = (c: Case, scope: Scope) => {
    const made = setUp(scope, c)
    if (kind === 'max') pooling(device, 'max', made.x, made.out, made.options)
    else pooling(device, 'average', made.x, made.out, made.options)
    return made
  }

  agreesWithTwin<Case>('pooling', {
    device,
    random: randomCase,
    degenerate,
    run: (scope, c) => readTensor(device, forward(c, scope).out),
    twin: ({ places, images }) => poolingTwin(kind, places, images),
    tolerance: kind === 'max' ? 0 : 1e-5,
    scale: ({ images }) => images.reduce((most, v) => Math.max(most, Math.abs(v)), 0),
  })

  agreesWithTwin<Case>('gradient, added to what was there', {
    device,
    random: randomCase,
    degenerate,
    run: async (scope, c) => {
      const { x, out, options } = forward(c, scope)
      const dy = tensorOf(
        scope,
        out.shape,
        gradientOf(c.places.images * c.places.outHeight * c.places.outWidth * c.places.channels),
      )
      const dx = zeros(scope, x.shape)
      poolingGradient(device, kind, dy, dx, options)
      poolingGradient(device, kind, dy, dx, { ...options, accumulate: true })
      return readTensor(device, dx)
    },
    twin: ({ places, images }) => {
      const gradient = gradientOf(places.images * places.outHeight * places.outWidth * places.channels)
      return poolingGradientTwin(kind, places, images, gradient).map(g => 2 * g)
    },
    scale: () => 1,
  })
})

it.each(['max', 'average'] as const)('is cut where a binding holds only some of the images: %s', async kind => {
  const shape = {
    images: 130,
    height: 5,
    width: 4,
    channels: 4,
    windowHeight: 2,
    windowWidth: 2,
    strideY: 2,
    strideX: 2,
  }
  const c = caseOf(shape, () => Math.random())
  const both = async (): Promise<Float32Array[]> => {
    using scope = device.scope()
    const { x, out, options } = setUp(scope, c)
    const dx = zeros(scope, x.shape)
    if (kind === 'max') pooling(device, 'max', x, out, options)
    else pooling(device, 'average', x, out, options)
    poolingGradient(device, kind, out, dx, options)
    return [await readTensor(device, out), await readTensor(device, dx), await readTensor(device, options.places)]
  }
  const whole = await both()
  const limit = vi.spyOn(device, 'bindingLimit', 'get').mockReturnValue(4 * 70 * 5 * 4 * 4)
  const counts = device.counter.since()
  expect(await both()).toEqual(whole)
  expect(counts().dispatches).toBe(6)
  limit.mockRestore()
})

it('refuses shapes that do not fit', () => {
  using scope = device.scope()
  const of = (...shape: number[]) => zeros(scope, shape)
  const window = [2, 2] as const
  expect(() => pooling(device, 'average', of(1, 4, 4, 3), of(1, 2, 2, 5), { window })).toThrow('does not take')
  expect(() => pooling(device, 'average', of(2, 4, 4, 3), of(1, 2, 2, 3), { window })).toThrow('not as many images')
  expect(() => poolingGradient(device, 'max', of(1, 2, 2, 3), of(1, 4, 4, 3), { window })).toThrow('needs the places')
})
