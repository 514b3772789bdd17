import { describe, expect, it } from 'vitest'
import { normalTwoSided } from '../statistics/normal'
import { chiSquaredSf } from '../statistics/fisher'
import { multiplyHigh, philox } from './philox'
import { Random } from './random'

describe('philox', () => {
  // Known answers of philox4x32-10 in Random123's kat_vectors: counter, key, output.
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('counter %j', (counter, key, expected) => {
    const out = new Uint32Array(4)
    philox([key[0], key[1]], counter, out)
    expect(Array.from(out)).toEqual(expected)
  })

  it('multiplies 32 by 32 bits exactly', () => {
    const words = [0, 1, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff, 0xd2511f53]
    for (const a of words)
      for (const b of words) expect(multiplyHigh(a, b)).toBe(Number((BigInt(a) * BigInt(b)) >> 32n))
  })
})

describe('Random', () => {
  it('gives the words of its key and counters in order', () => {
    const random = new Random(7, 3)
    const out = new Uint32Array(4)
    for (let block = 0; block < 3; block++) {
      philox([7, 3], [block, 0, 0, 0], out)
      for (const word of out) expect(random.word()).toBe(word)
    }
  })

  it('repeats with its seed and stream and differs without', () => {
    const take = (seed: number, stream: number) => Array.from(new Random(seed, stream).permutation(20))
    expect(take(1, 2)).toEqual(take(1, 2))
    expect(take(1, 2)).not.toEqual(take(1, 3))
    expect(take(1, 2)).not.toEqual(take(2, 2))
  })

  it('fills [0, 1) evenly with numbers that single precision holds', () => {
    const random = new Random(42)
    const counts = new Array<number>(50).fill(0)
    const n = 50_000
    for (let i = 0; i < n; i++) {
      const u = random.uniform()
      if (u !== Math.fround(u) || u < 0 || u >= 1) throw new Error(`${u}`)
      counts[Math.floor(u * 50)]++
    }
    const statistic = counts.reduce((sum, count) => sum + (count - n / 50) ** 2 / (n / 50), 0)
    expect(chiSquaredSf(statistic, 49)).toBeGreaterThan(1e-3)
  })

  it('draws normals of the right mean, variance, kurtosis and tails', () => {
    const random = new Random(42, 1)
    const n = 100_000
    const z = Float64Array.from({ length: n }, () => random.normal())
    const moment = (power: number) => z.reduce((sum, value) => sum + value ** power, 0) / n
    expect(normalTwoSided(moment(1) * Math.sqrt(n))).toBeGreaterThan(1e-3)
    expect(normalTwoSided((moment(2) - 1) * Math.sqrt(n / 2))).toBeGreaterThan(1e-3)
    expect(normalTwoSided((moment(4) - 3) * Math.sqrt(n / 96))).toBeGreaterThan(1e-3)
    expect(z.filter(value => Math.abs(value) > 1.959963984540054).length / n).toBeCloseTo(0.05, 2)
  })

  it('gives every integer and every order the same chance', () => {
    const random = new Random(9)
    const orders = new Map<string, number>()
    for (let i = 0; i < 12_000; i++) {
      const order = random.permutation(4).join('')
      orders.set(order, (orders.get(order) ?? 0) + 1)
    }
    expect(orders.size).toBe(24)
    const statistic = [...orders.values()].reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0)
    expect(chiSquaredSf(statistic, 23)).toBeGreaterThan(1e-3)
    // Two thirds of 2³²: a plain remainder would give the lower half twice as often.
    const n = 2863311531
    let below = 0
    for (let i = 0; i < 10_000; i++) if (random.integer(n) < n / 2) below++
    expect(normalTwoSided((below - 5000) / 50)).toBeGreaterThan(1e-3)
    expect(random.integer(1)).toBe(0)
  })

  it('chooses without repeating', () => {
    const random = new Random(5)
    const few = random.choice(1_000_000_000, 50)
    expect(new Set(few).size).toBe(50)
    expect(Array.from(random.choice(6, 10).sort())).toEqual([0, 1, 2, 3, 4, 5])
    const counts = new Array<number>(5).fill(0)
    for (let i = 0; i < 5000; i++) for (const j of random.choice(5, 2)) counts[j]++
    const statistic = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 1200, 0) * (4 / 5)
    expect(chiSquaredSf(statistic, 4)).toBeGreaterThan(1e-3)
  })

  it('draws by weight and never a zero', () => {
    const random = new Random(6)
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < 6000; i++) counts[random.weighted([0, 1, 2, 0])]++
    expect([counts[0], counts[3]]).toEqual([0, 0])
    expect(normalTwoSided((counts[1] - 2000) / Math.sqrt(6000 * (2 / 9)))).toBeGreaterThan(1e-3)
    expect(random.weighted([0, 0])).toBe(-1)
  })
})
