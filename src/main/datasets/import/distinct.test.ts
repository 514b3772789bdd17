import { describe, expect, it } from 'vitest'
import { seeded } from './corpus'
import { countDistinct } from './distinct'

describe('countDistinct', () => {
  it('agrees with a set', () => {
    const random = seeded(4)
    const columns = [
      Array.from({ length: 1000 }, (_, i) => i / 3),
      Array.from({ length: 5000 }, () => Math.floor(random() * 50)),
      Array.from({ length: 100_000 }, () => Math.floor(random() * 60_000) / 8),
      Array.from({ length: 100_000 }, () => (random() < 0.1 ? NaN : random())),
      [0, -0, 1, -1, NaN, Infinity, -Infinity, 5e-324],
      [],
      [NaN, NaN],
    ]
    for (const column of columns) {
      const expected = new Set(column.filter(value => !Number.isNaN(value)).map(value => value + 0)).size
      const half = Math.floor(column.length / 2)
      expect(countDistinct([Float64Array.from(column.slice(0, half)), Float64Array.from(column.slice(half))])).toBe(
        expected,
      )
    }
  })
})
