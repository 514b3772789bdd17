import { describe, expect, it } from 'vitest'
import { type Box, boxAt, overlap, pitch } from '../../layout/geometry'
import { fitOf, revealOf, uncovered, type Viewport } from './viewport'

const size = [728, 438] as const
const tools: Box = { x: 12, y: 390, width: 190, height: 36 }
const map: Box = { x: 564, y: 338, width: 152, height: 88 }
const seen = ({ x, y, width, height }: Box, v: Viewport): Box => ({
  x: x * v.zoom + v.x,
  y: y * v.zoom + v.y,
  width: width * v.zoom,
  height: height * v.zoom,
})
const rows = (across: number, down: number): Box[] =>
  Array.from({ length: across * down }, (_, i) => boxAt([(i % across) * pitch[0], Math.floor(i / across) * pitch[1]]))

describe('fitting', () => {
  it.each([
    ['one card', 1, 1],
    ['a line', 4, 2],
    ['a square', 12, 10],
    ['a tower', 2, 12],
    ['three hundred', 20, 15],
  ])('keeps %s clear of tools and map, within what is seen', (_, across, down) => {
    const boxes = rows(across, down)
    const v = fitOf(boxes, size, [tools, map])
    for (const box of boxes.map(b => seen(b, v))) {
      expect(overlap(box, tools)).toBe(false)
      expect(overlap(box, map)).toBe(false)
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.y).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(size[0])
      expect(box.y + box.height).toBeLessThanOrEqual(size[1])
    }
  })

  it('gives up no room that nothing is in', () => {
    const boxes = rows(12, 10)
    const beside = fitOf(boxes.slice(0, -3), size, [tools, map])
    const past = fitOf(boxes, size, [tools, map])
    expect(beside.zoom).toBeGreaterThanOrEqual(past.zoom)
    expect(fitOf(boxes, size, []).zoom).toBeGreaterThan(past.zoom)
  })

  it('shows an empty canvas at 100 %', () => expect(fitOf([], size, [tools])).toEqual({ x: 0, y: 0, zoom: 1 }))
})

describe('uncovering', () => {
  const now = { x: 0, y: 0, zoom: 1 }

  it('moves a card from below the map, the nearer way', () => {
    const low = boxAt([500, 320])
    expect(overlap(seen(low, now), map)).toBe(true)
    const v = uncovered(low, size[1], now, [tools, map])
    expect(v.x).toBe(0)
    expect(overlap(seen(low, v), map)).toBe(false)
  })

  it('leaves all else where it is', () => {
    expect(uncovered(boxAt([100, 100]), size[1], now, [tools, map])).toBe(now)
    expect(uncovered({ ...boxAt([500, 10]), height: 600 }, size[1], now, [map])).toBe(now)
  })
})

describe('revealing', () => {
  const now = { x: 0, y: 0, zoom: 1 }

  it('moves nothing where all is seen', () => expect(revealOf([boxAt([100, 100])], size, now)).toBeUndefined())

  it('moves just so far', () => {
    const v = revealOf([boxAt([600, 100])], size, now)!
    expect(v).toEqual({ x: size[0] - 600 - 184 - 24, y: 0, zoom: 1 })
  })

  it('zooms out for two that are apart, and keeps to the first where they are too far', () => {
    const v = revealOf([boxAt([0, 100]), boxAt([700, 100])], size, now)!
    expect(v.zoom).toBeCloseTo(728 / 932)
    for (const box of [boxAt([0, 100]), boxAt([700, 100])]) {
      expect(seen(box, v).x).toBeGreaterThanOrEqual(0)
      expect(seen(box, v).x + seen(box, v).width).toBeLessThanOrEqual(size[0])
    }
    expect(revealOf([boxAt([100, 100]), boxAt([4000, 100])], size, now)).toBeUndefined()
  })
})
