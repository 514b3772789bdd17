import { describe, expect, it } from 'vitest'
import { nextOrder, orderOf, windowOf } from './tableRows'

describe('order of rows', () => {
  const rows = [['b', 2], ['a10', null], ['a9', -1], ['b', 1], [7, 3]] // prettier-ignore
  const by = (column: number, descending: boolean) => orderOf(rows, { column, descending })
  it('puts numbers before text, counts within text, and keeps equals in place', () => {
    expect(by(0, false)).toEqual([4, 2, 1, 0, 3])
    expect(by(0, true)).toEqual([0, 3, 1, 2, 4])
  })
  it('keeps missing cells last both ways', () => {
    expect([by(1, false).at(-1), by(1, true).at(-1)]).toEqual([1, 1])
  })
  it('goes up, down, and back to as it came', () => {
    const up = nextOrder(undefined, 1)
    const down = nextOrder(up, 1)
    expect([up, down, nextOrder(down, 1)]).toEqual([
      { column: 1, descending: false },
      { column: 1, descending: true },
      undefined,
    ])
    expect(nextOrder(down, 0)).toEqual({ column: 0, descending: false })
    expect(orderOf(rows, undefined)).toEqual([0, 1, 2, 3, 4])
  })
})

describe('the window on a long table', () => {
  it('is all of a short one', () => {
    expect(windowOf(200, 0, 300, 28)).toEqual({ from: 0, to: 200, above: 0, below: 0 })
  })
  it('covers what is in view, and the heights add up', () => {
    for (const top of [0, 28 * 500, 28 * 9_990]) {
      const { from, to, above, below } = windowOf(10_000, top, 280, 28)
      expect(from * 28).toBeLessThanOrEqual(top)
      expect(to * 28).toBeGreaterThanOrEqual(Math.min(top + 280, 280_000))
      expect(above + (to - from) * 28 + below).toBe(280_000)
      expect(to - from).toBeLessThan(40)
    }
  })
})
