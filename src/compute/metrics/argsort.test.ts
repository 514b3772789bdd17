import { describe, expect, it } from 'vitest'
import { Random } from '../random/random'
import { argsort } from './argsort'

describe('argsort', () => {
  it.each([
    ['mixed signs and sizes', (r: Random) => r.normal() * 10 ** (r.integer(600) - 300)],
    ['single precision', (r: Random) => r.uniform()],
    ['many ties', (r: Random) => r.integer(7) - 3],
  ])('agrees with a stable comparison sort: %s', (_, draw) => {
    const random = new Random(3)
    const values = Float64Array.from({ length: 5000 }, () => draw(random))
    const expected = Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b)
    expect(Array.from(argsort(values))).toEqual(expected)
  })

  it('orders what is special', () => {
    const values = Float64Array.of(NaN, Infinity, 0, -0, 5e-324, -Infinity, -5e-324, -NaN)
    expect(Array.from(argsort(values))).toEqual([5, 6, 2, 3, 4, 1, 0, 7])
    expect(argsort(new Float64Array(0))).toHaveLength(0)
    expect(Array.from(argsort(Float64Array.of(2)))).toEqual([0])
  })
})
