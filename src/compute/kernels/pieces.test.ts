import { describe, expect, it } from 'vitest'
import type { Device } from '../device/device'
import { groupsOf, loopGroups, rowPieces } from './pieces'

const adapter = (software: boolean, bindingLimit = 2 ** 27): Device =>
  ({ info: { software }, bindingLimit }) as unknown as Device

describe('rowPieces', () => {
  it('leaves what a binding holds in one piece on a GPU', () => {
    expect(rowPieces(adapter(false), 1_000_000, 33)).toEqual([{ start: 0, count: 1_000_000 }])
    expect(rowPieces(adapter(false), 0, 33)).toEqual([])
  })

  it('begins pieces at multiples of 64 rows and covers every row once', () => {
    for (const software of [false, true]) {
      const pieces = rowPieces(adapter(software, 2 ** 20), 9999, 100)
      let next = 0
      for (const { start, count } of pieces) {
        expect([start, start % 64]).toEqual([next, 0])
        expect(count * 100 * 4).toBeLessThanOrEqual(2 ** 20)
        next += count
      }
      expect(next).toBe(9999)
    }
  })

  it('keeps launches short on software adapters', () => {
    expect(rowPieces(adapter(true), 2 ** 23, 1)).toHaveLength(2)
  })

  it('refuses rows of which a binding does not hold 64', () => {
    expect(() => rowPieces(adapter(false, 4096), 100, 100)).toThrow('64 rows of 100 numbers')
  })
})

describe('groupsOf', () => {
  it('keeps both dimensions within 65,535', () => {
    expect(groupsOf(0)).toEqual([0, 0])
    expect(groupsOf(65)).toEqual([2, 1])
    const [x, y] = groupsOf(64 * 65_535 + 1)
    expect([x, y]).toEqual([65_535, 2])
  })
})

describe('loopGroups', () => {
  it('gives every invocation enough, and the adapter no more groups than it has lanes for', () => {
    const device = { lanes: 2048 } as unknown as Device
    expect([0, 64, 65, 1e9].map(items => loopGroups(device, items))).toEqual([1, 1, 2, 32])
    expect([1024, 1025].map(items => loopGroups(device, items, 16))).toEqual([1, 2])
  })
})
