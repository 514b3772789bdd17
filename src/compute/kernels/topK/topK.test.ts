import { describe, expect, it } from 'vitest'
import { empty, readTensor, tensorOf } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { topK, type TopKOptions } from './topK'
import { topKTwin } from './twin'

const device = await testDevice()

interface Case {
  n: number
  m: number
  k: number
  x: Float32Array
  smallest?: boolean
}

const ends = [3, -0, NaN, 0, -Infinity, 1e-45, Infinity, -1e-45, -NaN, 3.4e38, -3.4e38, 0]

const degenerate: Record<string, Case> = {
  'no rows': { n: 0, m: 4, k: 2, x: new Float32Array(0) },
  'none wanted': { n: 3, m: 4, k: 0, x: new Float32Array(12) },
  'one number': { n: 1, m: 1, k: 1, x: Float32Array.of(-7) },
  'equal numbers': { n: 2, m: 700, k: 20, x: new Float32Array(1400).fill(2) },
  'every kind of number': { n: 1, m: 12, k: 12, x: Float32Array.from(ends) },
  'every kind of number, smallest': { n: 2, m: 6, k: 6, x: Float32Array.from(ends), smallest: true },
  'the longest list': { n: 1, m: 3000, k: 48, x: Float32Array.from({ length: 3000 }, (_, i) => Math.sin(i)) },
  'sorted rows': { n: 3, m: 500, k: 65, x: Float32Array.from({ length: 1500 }, (_, i) => Math.sin(i)) },
}

const variants: Record<string, TopKOptions> = {
  'as the adapter has it': {},
  'parts of their own': { parts: 70, inTurn: false },
  'parts in turn': { parts: 33, inTurn: true },
  sorting: { sorted: true },
  'lists, however long': { sorted: false },
}

for (const [name, options] of Object.entries(variants))
  agreesWithTwin<Case>(`topK, ${name}`, {
    device,
    random(random, round) {
      const m = [1, 5, 64, 255, 1024, 4001][round % 6]
      const k = Math.min(m, [1, 2, 5, 17, 64, 90][random.integer(6)])
      const n = 1 + random.integer(40)
      const x = Float32Array.from({ length: n * m }, () => random.integer(round % 2 === 0 ? 20 : 1e6) - 10)
      return { n, m, k, x, smallest: round % 4 > 1 }
    },
    degenerate,
    async run(scope, { n, m, k, x, smallest }) {
      const [values, indices] = [empty(scope, [n, k]), empty(scope, [n, k])]
      topK(device, tensorOf(scope, [n, m], x), k, values, indices, { ...options, ...(smallest && { smallest }) })
      return [...(await readTensor(device, values)), ...(await device.readInts(indices.buffer, n * k))]
    },
    twin({ m, k, x, smallest }) {
      const { values, indices } = topKTwin(x, m, k, smallest)
      return [...values, ...indices]
    },
    tolerance: 0,
  })

describe('topK', () => {
  it('goes on over several launches', async () => {
    using scope = device.scope()
    const m = 2 ** 22 + 1
    const x = Float32Array.from({ length: m }, (_, i) => Math.imul(i, 0x9e3779b1) >>> 9)
    const [values, indices] = [empty(scope, [1, 4]), empty(scope, [1, 4])]
    topK(device, tensorOf(scope, [1, m], x), 4, values, indices)
    expect(await readTensor(device, values)).toEqual(x.slice().sort().reverse().slice(0, 4))
    const places = await device.readInts(indices.buffer, 4)
    expect(Array.from(places, place => x[place])).toEqual([...(await readTensor(device, values))])
  })

  it('sorts where lists would be long', () => {
    using scope = device.scope()
    const launches = (k: number): number => {
      const [x, values, indices] = [empty(scope, [10, 100]), empty(scope, [10, k]), empty(scope, [10, k])]
      const count = device.counter.since()
      topK(device, x, k, values, indices)
      return count().dispatches
    }
    expect(launches(10)).toBe(2)
    expect(launches(60)).toBeGreaterThan(10)
  })

  it('refuses shapes that do not fit', () => {
    using scope = device.scope()
    const x = empty(scope, [2, 3])
    expect(() => topK(device, x, 4, x, x)).toThrow('2 × 3 has no 4 best of a row.')
    expect(() => topK(device, x, 2, x, x)).toThrow('The 2 best of 2 × 3 do not fit 2 × 3.')
  })
})
