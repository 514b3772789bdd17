import { describe, expect, it } from 'vitest'
import type { PageColumn } from '../../../compute'
import { decimalsOf, exactText, figureText, gridText, tsvOf } from './cellText'

const numbers = (kind: 'number' | 'integer' | 'boolean' | 'time', ...values: number[]): PageColumn => ({
  name: 'x',
  kind,
  values: Float64Array.from(values),
})
const shown = (column: PageColumn) => {
  const length = 'values' in column ? column.values.length : column.codes.length
  return Array.from({ length }, (_, i) => gridText(column, i, decimalsOf(column)))
}

describe('cells as they are shown', () => {
  it('line up their decimals', () => {
    expect(shown(numbers('number', 39.1, 18, -0.25, Number.NaN))).toEqual(['39.10', '18.00', '−0.25', null])
    expect(shown(numbers('number', 12345.5, 1e20, 1e-9))).toEqual(['12,345.5', '1e20', '1e−9'])
    expect(shown(numbers('integer', 2007, -3, 123456))).toEqual(['2,007', '−3', '123,456'])
    expect(shown({ ...numbers('integer', 2007, 1952), name: 'year' })).toEqual(['2007', '1952'])
  })

  it('are words for booleans, times and texts, and long texts are cut', () => {
    expect(shown(numbers('boolean', 0, 1, Number.NaN))).toEqual(['false', 'true', null])
    expect(shown(numbers('time', 0, 3_600_000))).toEqual(['1970-01-01', '1970-01-01 01:00:00'])
    const long = 'a'.repeat(2000)
    const column: PageColumn = { name: 't', kind: 'text', codes: Int32Array.from([1, -1, 0]), texts: [long, '<b>'] }
    expect(shown(column)).toEqual(['<b>', null, `${'a'.repeat(300)}…`])
    expect(exactText(column, 2)).toBe(long)
  })
})

describe('figures of a column', () => {
  it('are whole where the column is', () => {
    const whole = [20, 69, 197.5, 2700, -3].map(x => figureText(x, 'integer', 'age'))
    expect(whole).toEqual(['20', '69', '197.5', '2,700', '−3'])
    expect(figureText(20, 'number', 'mass')).toBe('20.00')
    expect(figureText(1952, 'integer', 'year')).toBe('1952')
    expect(figureText(0, 'time')).toBe('1970-01-01')
  })
})

describe('copies', () => {
  it('hold numbers whole', () => {
    expect(exactText(numbers('number', 0.1 + 0.2), 0)).toBe('0.30000000000000004')
    expect(exactText(numbers('integer', -12345678), 0)).toBe('-12345678')
  })

  it('are quoted where a cell would break the table', () => {
    expect(
      tsvOf([
        ['a\tb', null, '1'],
        ['say "no"', 'x\ny', ''],
      ]),
    ).toBe('"a\tb"\t\t1\n"say ""no"""\t"x\ny"\t')
  })
})
