import { describe, expect, it, vi } from 'vitest'
import type { Scope } from '../../device/scope'
import { Random } from '../../random/random'
import { readTensor, tensorOf, zeros } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { take } from './take'
import { takeTwin } from './twin'

const device = await testDevice()

interface Case {
  outer: number
  m: number
  inner: number
  indices: Uint32Array
}

/** The table holds its own places, so that a wrong row shows. */
const tableOf = ({ outer, m, inner }: Case): Float32Array =>
  Float32Array.from({ length: outer * m * inner }, (_, i) => i + 1)

async function run(scope: Scope, one: Case): Promise<ArrayLike<number>> {
  const { outer, m, inner, indices } = one
  const out = zeros(scope, [outer, indices.length, inner])
  take(device, tensorOf(scope, [outer, m, inner], tableOf(one)), tensorOf(scope, [indices.length], indices), out, 1)
  return readTensor(device, out)
}

describe('take', () => {
  agreesWithTwin<Case>('take', {
    device,
    random: (random, round) => {
      const [outer, inner] = [[1, 1, 3, 2, 5][round % 5], [8, 5, 1, 12, 3][round % 5]]
      const m = 1 + random.integer(200)
      return {
        outer,
        m,
        inner,
        indices: Uint32Array.from({ length: 1 + random.integer(300) }, () => random.integer(m)),
      }
    },
    degenerate: {
      'no indices': { outer: 1, m: 3, inner: 4, indices: Uint32Array.of() },
      'a table of no rows': { outer: 1, m: 0, inner: 4, indices: Uint32Array.of(0, 1) },
      'one number': { outer: 1, m: 1, inner: 1, indices: Uint32Array.of(0) },
      'indices beyond the last': { outer: 2, m: 3, inner: 4, indices: Uint32Array.of(3, 0, 0xffffffff, 2) },
      'indices beyond the last, in single numbers': {
        outer: 2,
        m: 3,
        inner: 3,
        indices: Uint32Array.of(3, 0, 0xffffffff, 2),
      },
    },
    run,
    twin: one => takeTwin(tableOf(one), [one.outer, one.m, one.inner], one.indices),
    tolerance: 0,
  })

  it.each([
    [1, 400, 8],
    [1, 999, 3],
    [200, 4, 3],
  ])('cuts %i × %i × %i beyond the limit of a binding', async (outer, m, inner) => {
    using scope = device.scope()
    const random = new Random(1)
    const one = {
      outer,
      m,
      inner,
      indices: Uint32Array.from({ length: outer === 1 ? 501 : 5 }, () => random.integer(m + 1)),
    }
    const limit = vi.spyOn(device, 'bindingLimit', 'get').mockReturnValue(4096)
    const got = await run(scope, one)
    limit.mockRestore()
    expect(Array.from(got)).toEqual(takeTwin(tableOf(one), [outer, m, inner], one.indices))
  })

  it('looks embeddings up, and moves integers bit for bit', async () => {
    using scope = device.scope()
    const table = tensorOf(scope, [2, 2], Uint32Array.of(1, 0xffffffff, 0x7fc00001, 4))
    const out = zeros(scope, [1, 3, 2])
    take(device, table, tensorOf(scope, [1, 3], Uint32Array.of(1, 0, 1)), out)
    expect([...(await device.readInts(out.buffer, 6))]).toEqual([0x7fc00001, 4, 1, 0xffffffff, 0x7fc00001, 4])
  })

  it('refuses shapes that do not fit', () => {
    using scope = device.scope()
    const [table, indices] = [zeros(scope, [3, 2]), zeros(scope, [4])]
    expect(() => take(device, table, indices, zeros(scope, [4, 3]))).toThrow('3 × 2 along 0 gives 4 × 2, not 4 × 3')
  })
})
