import { describe, expect, it } from 'vitest'
import { beside } from './beside'

const card = { width: 300, height: 160 }
const room = { width: 1000, height: 600 }

describe('a card stands', () => {
  it('below what it speaks of, within the window', () => {
    expect(beside({ left: 400, top: 100, width: 200, height: 80 }, card, room)).toEqual({ left: 350, top: 192 })
    expect(beside({ left: 980, top: 10, width: 20, height: 20 }, card, room)).toEqual({ left: 688, top: 42 })
  })
  it('above, right or left, where there is room', () => {
    expect(beside({ left: 400, top: 500, width: 200, height: 80 }, card, room)).toEqual({ left: 350, top: 328 })
    expect(beside({ left: 100, top: 50, width: 200, height: 500 }, card, room)).toEqual({ left: 312, top: 220 })
    expect(beside({ left: 672, top: 0, width: 328, height: 600 }, card, room)).toEqual({ left: 360, top: 220 })
  })
  it('at the foot of the window otherwise', () => {
    const foot = { left: 350, top: 400 }
    expect(beside(undefined, card, room)).toEqual(foot)
    expect(beside({ left: 0, top: 0, width: 1000, height: 600 }, card, room)).toEqual(foot)
  })
})
