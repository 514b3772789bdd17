import { describe, expect, it } from 'vitest'
import { barOf, edgesOf, leftFor, rowHeight, scaleOf, topFor, topOf, visibleColumns, visibleRows } from './scrolling'

const view = 600

describe('the scroll bar', () => {
  it('moves a short table pixel by pixel', () => {
    const scale = scaleOf(1000, view)
    expect(scale).toEqual({ spacer: 28_000, farthest: 27_400, factor: 1 })
    expect([topOf(140, scale), barOf(140, scale)]).toEqual([140, 140])
  })

  it('stays under the cap and reaches the first and the last of ten million rows', () => {
    const scale = scaleOf(10_000_000, view)
    expect(scale.spacer).toBeLessThan(33_554_428)
    expect(visibleRows(topOf(0, scale), view, 10_000_000).start).toBe(0)
    const end = topOf(scale.spacer - view, scale)
    expect(visibleRows(end, view, 10_000_000).end).toBe(10_000_000)
    expect(topOf(1e9, scale)).toBe(scale.farthest)
  })

  it('goes there and back without leaving the row', () => {
    const scale = scaleOf(10_000_000, view)
    for (const row of [0, 1, 4_999_999, 9_999_978]) {
      const top = row * rowHeight
      expect(Math.abs(topOf(barOf(top, scale), scale) - top)).toBeLessThan(1e-6 * Math.max(1, top))
    }
  })

  it('of a table shorter than the window does not move it', () => {
    const scale = scaleOf(3, view)
    expect([scale.spacer, topOf(50, scale), visibleRows(0, view, 3).end]).toEqual([view, 0, 3])
    expect(visibleRows(0, view, 0)).toEqual({ start: 0, end: 0 })
  })
})

describe('rows', () => {
  it('that are cut off are visible', () => {
    expect(visibleRows(30, 56, 100)).toEqual({ start: 1, end: 4 })
  })

  it('are brought into view by the least move', () => {
    const scale = scaleOf(1000, view)
    expect(topFor(10, 0, view, scale)).toBe(0)
    expect(topFor(50, 0, view, scale)).toBe(51 * 28 - view)
    expect(topFor(5, 1000, view, scale)).toBe(140)
    expect(topFor(999, 0, view, scale)).toBe(scale.farthest)
  })
})

describe('columns', () => {
  const edges = edgesOf([100, 50, 200, 100])
  it('that are seen are found by their edges', () => {
    expect(edges).toEqual([0, 100, 150, 350, 450])
    expect(visibleColumns(0, 100, edges)).toEqual({ start: 0, end: 1 })
    expect(visibleColumns(120, 100, edges)).toEqual({ start: 1, end: 3 })
    expect(visibleColumns(100, 400, edges)).toEqual({ start: 1, end: 4 })
    expect(visibleColumns(0, 100, edgesOf([]))).toEqual({ start: 0, end: 0 })
  })

  it('are brought into view, their start first where they are wider than the window', () => {
    expect(leftFor(3, 0, 200, edges)).toBe(250)
    expect(leftFor(2, 200, 120, edges)).toBe(150)
    expect(leftFor(1, 120, 300, edges)).toBe(100)
    expect(leftFor(0, 0, 300, edges)).toBe(0)
  })
})
