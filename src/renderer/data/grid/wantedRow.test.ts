import { describe, expect, it } from 'vitest'
import { hiddenRow, wantedRow } from './wantedRow'

describe('a row that is typed', () => {
  it('is found in every way of writing it', () => {
    for (const text of ['500000', ' 500,000 ', '500 000', '500.000', '500’000'])
      expect(wantedRow(text, 1_000_000)).toEqual({ row: 499_999 })
    expect([wantedRow('1', 3), wantedRow('3', 3)]).toEqual([{ row: 0 }, { row: 2 }])
    expect(wantedRow('1,000,000', 1_000_000)).toEqual({ row: 999_999 })
  })

  it('is refused with what there is', () => {
    for (const text of ['', '0', '-5', '4', 'abc', '1.5', '1,00', '1e1'])
      expect(wantedRow(text, 3)).toEqual({ fault: 'Rows go from 1 to 3.' })
    expect(hiddenRow(1233)).toBe('Row 1,234 is filtered out.')
    expect(wantedRow('1', 0)).toEqual({ fault: 'There are no rows here.' })
  })
})
