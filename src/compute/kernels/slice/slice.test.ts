import { describe, expect, it, vi } from 'vitest'
import type { Scope } from '../../device/scope'
import type { Random } from '../../random/random'
import { readTensor, sizeOf, tensorOf, zeros } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { place, slice } from './slice'
import { placesOfPart } from './twin'

const device = await testDevice()

interface Case {
  large: readonly number[]
  small: readonly number[]
  axis: number
  start: number
}

const counted = (shape: readonly number[]): Float32Array =>
  Float32Array.from({ length: sizeOf(shape) }, (_, i) => i + 1)

function randomCase(random: Random, round: number): Case {
  const axis = round % 3
  const large = [
    1 + random.integer(12),
    1 + random.integer(9),
    round % 2 ? 4 * (1 + random.integer(5)) : 1 + random.integer(20),
  ]
  const start = random.integer(large[axis])
  const length = 1 + random.integer(large[axis] - start)
  const quads = round % 6 === 5
  return {
    large,
    small: large.map((size, k) => (k === axis ? (quads ? size : length) : size)),
    axis,
    start: quads ? 0 : start,
  }
}

async function sliced(scope: Scope, { large, small, axis, start }: Case): Promise<ArrayLike<number>> {
  const out = zeros(scope, small)
  slice(device, tensorOf(scope, large, counted(large)), out, axis, start)
  return readTensor(device, out)
}

async function placed(scope: Scope, { large, small, axis, start }: Case): Promise<ArrayLike<number>> {
  const out = zeros(scope, large)
  place(device, tensorOf(scope, small, counted(small)), out, axis, start)
  return readTensor(device, out)
}

const degenerate: Record<string, Case> = {
  nothing: { large: [3, 4], small: [3, 0], axis: 1, start: 2 },
  'of nothing': { large: [0, 4], small: [0, 2], axis: 1, start: 2 },
  everything: { large: [7, 8], small: [7, 8], axis: 1, start: 0 },
  'quads of rows': { large: [40, 16], small: [40, 8], axis: 1, start: 4 },
  'one number': { large: [100], small: [1], axis: 0, start: 99 },
}

describe('slice', () => {
  agreesWithTwin<Case>('slice', {
    device,
    random: randomCase,
    degenerate,
    run: sliced,
    twin: ({ large, small, axis, start }) => placesOfPart(large, small, axis, start).map(at => at + 1),
    tolerance: 0,
  })
  agreesWithTwin<Case>('place', {
    device,
    random: randomCase,
    degenerate,
    run: placed,
    twin: ({ large, small, axis, start }) => {
      const out = new Float64Array(sizeOf(large))
      placesOfPart(large, small, axis, start).forEach((at, i) => (out[at] = i + 1))
      return out
    },
    tolerance: 0,
  })

  it('joins two arrays, and moves integers bit for bit', async () => {
    using scope = device.scope()
    const [a, b] = [Uint32Array.of(1, 0xffffffff, 0x7fc00001, 4, 5), Uint32Array.of(6, 7, 8, 9, 10)]
    const out = zeros(scope, [5, 2])
    place(device, tensorOf(scope, [5, 1], a), out, 1, 0)
    place(device, tensorOf(scope, [5, 1], b), out, 1, 1)
    expect([...(await device.readInts(out.buffer, 10))]).toEqual([1, 6, 0xffffffff, 7, 0x7fc00001, 8, 4, 9, 5, 10])
  })

  it('cuts rows beyond the limit of a binding', async () => {
    using scope = device.scope()
    const one = { large: [700, 9], small: [700, 5], axis: 1, start: 3 }
    const limit = vi.spyOn(device, 'bindingLimit', 'get').mockReturnValue(4096)
    const got = await sliced(scope, one)
    limit.mockRestore()
    expect(Array.from(got)).toEqual(placesOfPart(one.large, one.small, 1, 3).map(at => at + 1))
  })

  it('refuses what is no part', () => {
    using scope = device.scope()
    const [x, out] = [zeros(scope, [4, 3]), zeros(scope, [4, 2])]
    expect(() => slice(device, x, out, 1, 2)).toThrow('4 × 2 is no part of 4 × 3 from 2 on along 1')
    expect(() => place(device, x, out, 1, 0)).toThrow('4 × 3 is no part of 4 × 2')
  })
})
