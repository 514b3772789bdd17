import { describe, expect, it, vi } from 'vitest'
import type { Scope } from '../../device/scope'
import { Random } from '../../random/random'
import { readTensor, tensorOf, zeros } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { scatter, scatterAdd } from './scatter'
import { scatterTwin } from './twin'

const device = await testDevice()

interface Case {
  m: number
  inner: number
  indices: Uint32Array
  updates: Float32Array
}

const startOf = ({ m, inner }: Case): Float32Array => Float32Array.from({ length: m * inner }, (_, i) => i % 7)

const of = (m: number, inner: number, ...indices: number[]): Case => ({
  m,
  inner,
  indices: Uint32Array.from(indices),
  updates: Float32Array.from({ length: indices.length * inner }, (_, i) => i + 1),
})

const run =
  (launch: typeof scatter) =>
  async (scope: Scope, one: Case): Promise<ArrayLike<number>> => {
    const { m, inner, indices, updates } = one
    const out = tensorOf(scope, [m, inner], startOf(one))
    launch(device, tensorOf(scope, [indices.length, inner], updates), tensorOf(scope, [indices.length], indices), out)
    return readTensor(device, out)
  }

describe.each([
  ['scatterAdd', scatterAdd],
  ['scatter', scatter],
] as const)('%s', (name, launch) => {
  const add = name === 'scatterAdd'
  agreesWithTwin<Case>(name, {
    device,
    random: (random, round) => {
      const [m, inner] = [1 + random.integer(60), [8, 5, 1, 12, 3][round % 5]]
      const count = 1 + random.integer(400)
      return {
        m,
        inner,
        indices: Uint32Array.from({ length: count }, () => random.integer(m)),
        updates: Float32Array.from({ length: count * inner }, () => random.normal()),
      }
    },
    degenerate: {
      'no updates': of(3, 4),
      'one index for all': of(2, 4, ...Array.from({ length: 300 }, () => 1)),
      'one index for most, in many chunks': of(9, 3, ...Array.from({ length: 70_001 }, (_, i) => (i % 50 ? 4 : i % 9))),
      'runs that end with a chunk': of(4, 1, ...Array.from({ length: 1024 }, (_, i) => Math.floor(i / 256))),
      'indices beyond the last': of(3, 3, 3, 0, 0xffffffff, 2, 0),
    },
    run: run(launch),
    twin: one => scatterTwin(one.updates, one.indices, startOf(one), one.inner, add),
    // Sums of normal numbers of both signs; those of the degenerate ones are all positive.
    scale: () => (add ? 10 : 0),
  })

  it('cuts what is beyond the limit of a binding', async () => {
    using scope = device.scope()
    const random = new Random(1)
    const one = of(900, 3, ...Array.from({ length: 800 }, () => random.integer(900)))
    const limit = vi.spyOn(device, 'bindingLimit', 'get').mockReturnValue(8192)
    const got = await run(launch)(scope, one)
    limit.mockRestore()
    expect(Array.from(got)).toEqual([...scatterTwin(one.updates, one.indices, startOf(one), 3, add)])
  })

  it('gives the same bits again', async () => {
    using scope = device.scope()
    const random = new Random(2)
    const one = of(20, 4, ...Array.from({ length: 5000 }, () => random.integer(20)))
    one.updates.forEach((_, i) => (one.updates[i] = random.normal()))
    expect(await run(launch)(scope, one)).toEqual(await run(launch)(scope, one))
  })

  it('bounds what an invocation adds, by rounds', () => {
    using scope = device.scope()
    const launches = (count: number): number => {
      const dispatches = device.counter.since()
      launch(device, zeros(scope, [count, 4]), zeros(scope, [count]), zeros(scope, [2, 4]))
      return dispatches().dispatches
    }
    const rounds = launches(40_000) - launches(200)
    // 40,000 updates leave 314 sums of the ends of chunks, and those 4.
    expect(rounds).toBe(add ? 2 : 0)
  })

  it('refuses shapes that do not fit', () => {
    using scope = device.scope()
    const [updates, indices] = [zeros(scope, [3, 2]), zeros(scope, [4])]
    expect(() => launch(device, updates, indices, zeros(scope, [5, 2]))).toThrow('updates of 3 × 2 and indices of 4')
  })
})
