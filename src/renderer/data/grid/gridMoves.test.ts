import { describe, expect, it } from 'vitest'
import { between, moved } from './gridMoves'

const size = { rows: 1000, columns: 5, page: 20 }
const go = (row: number, column: number, key: string, ctrlKey = false) => {
  const place = moved({ row, column }, { key, ctrlKey, metaKey: false }, size)
  return place && [place.row, place.column]
}

describe('keys in a grid', () => {
  it('move by a cell and stop at the edges', () => {
    expect(go(5, 2, 'ArrowUp')).toEqual([4, 2])
    expect(go(0, 2, 'ArrowUp')).toEqual([-1, 2])
    expect(go(-1, 2, 'ArrowUp')).toEqual([-1, 2])
    expect(go(999, 4, 'ArrowDown')).toEqual([999, 4])
    expect(go(3, 4, 'ArrowRight')).toEqual([3, 4])
    expect(go(3, 0, 'ArrowLeft')).toEqual([3, 0])
  })

  it('move by a window, to the ends of the row and of the table', () => {
    expect(go(5, 2, 'PageDown')).toEqual([25, 2])
    expect(go(5, 2, 'PageUp')).toEqual([0, 2])
    expect(go(5, 2, 'Home')).toEqual([5, 0])
    expect(go(5, 2, 'End')).toEqual([5, 4])
    expect(go(5, 2, 'Home', true)).toEqual([0, 0])
    expect(go(5, 2, 'End', true)).toEqual([999, 4])
    expect(go(5, 2, 'ArrowDown', true)).toEqual([999, 2])
  })

  it('that are not the grid’s are left alone', () => {
    expect(go(5, 2, 'a')).toBeUndefined()
  })

  it('in an empty table stay at the header', () => {
    expect(
      moved(
        { row: -1, column: 0 },
        { key: 'ArrowDown', ctrlKey: false, metaKey: false },
        { rows: 0, columns: 0, page: 9 },
      ),
    ).toEqual({ row: -1, column: 0 })
  })
})

describe('a selection', () => {
  it('is a block whichever corner it began at', () => {
    expect(between({ row: 7, column: 1 }, { row: 3, column: 4 })).toEqual({ top: 3, bottom: 7, left: 1, right: 4 })
    expect(between({ row: -1, column: 0 }, { row: 2, column: 0 })).toEqual({ top: 0, bottom: 2, left: 0, right: 0 })
  })
})
