import { describe, expect, it } from 'vitest'
import { wireState } from './wireState'
import { distanceTo, wirePath } from './wirePath'

describe('the way of a wire', () => {
  it('is straight on one height', () => {
    expect(wirePath([0, 5], [24, 5])).toMatchObject({ d: 'M0,5L24,5', label: [12, 5] })
  })

  it('bends to another height ahead', () => {
    const { d, label } = wirePath([0, 0], [24, 120])
    expect(d).toBe('M0,0C24,0 0,120 24,120')
    expect(label).toEqual([12, 60])
  })

  it('goes back through the gap between two rows', () => {
    const { d, label } = wirePath([864, 140.5], [24, 320.5])
    expect(label).toEqual([444, 244])
    expect(d).toContain('874')
    expect(d.startsWith('M864,140.5L')).toBe(true)
    expect(d.endsWith('L24,320.5')).toBe(true)
    expect(wirePath([864, 320.5], [24, 140.5]).label[1]).toBe(244)
  })

  it('goes below where rows overlap', () => {
    expect(wirePath([400, 50], [0, 60]).label[1]).toBeGreaterThan(60 + 55)
  })

  it('is measured from a point', () => {
    expect(distanceTo(wirePath([0, 0], [100, 0]), [50, 7])).toBeCloseTo(7)
    expect(distanceTo(wirePath([0, 0], [100, 0]), [110, 0])).toBeCloseTo(10)
    expect(distanceTo(wirePath([864, 140.5], [24, 320.5]), [444, 250])).toBeCloseTo(6)
    expect(distanceTo(wirePath([0, 0], [100, 100]), [50, 50])).toBeLessThan(1)
  })
})

it.each([
  ['done', 'done', ''],
  ['done', 'running', 'flow'],
  ['done', 'queued', 'wait'],
  ['running', 'queued', 'wait'],
  ['done', 'failed', 'badw'],
  ['failed', 'skipped', 'wait'],
  ['ready', 'ready', ''],
] as const)('a wire from %s to %s: %s', (from, to, state) => {
  expect(wireState(from, to)).toBe(state)
})
