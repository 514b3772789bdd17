import { describe, expect, it } from 'vitest'
import { boxAt } from './geometry'
import { framesAround } from './groupFrame'

const at = (column: number, row: number) => boxAt([224 * column, 144 * row])

describe('the frame of an open group', () => {
  it('is one box around its cards, with room for a title', () => {
    expect(framesAround([at(1, 0), at(2, 1)], [at(0, 0), at(3, 1)])).toEqual([
      { x: 208, y: -40, width: 440, height: 284 },
    ])
  })

  it('leaves out cards of a line that goes on in the next row', () => {
    const others = [at(0, 0), at(1, 0), at(2, 1), at(3, 1)]
    expect(framesAround([at(2, 0), at(3, 0), at(0, 1), at(1, 1)], others)).toEqual([
      { x: 432, y: -40, width: 440, height: 140 },
      { x: -16, y: 128, width: 440, height: 116 },
    ])
  })

  it('goes around a card that stands between', () => {
    expect(framesAround([at(0, 0), at(2, 0), at(3, 0)], [at(1, 0)])).toHaveLength(2)
  })

  it('stays whole where only its rim touches a card', () => {
    expect(framesAround([at(0, 0), at(1, 0)], [boxAt([100, 90])])).toHaveLength(1)
  })

  it('is drawn even where another card lies on one of its own', () => {
    expect(framesAround([at(0, 0)], [at(0, 0)])).toHaveLength(1)
  })
})
