import { describe, expect, it } from 'vitest'
import { readCell, readNumber, readNumbers, writeCell, writeNumber } from './typed'

describe('typed numbers', () => {
  it.each([
    ['0.5', 0.5],
    ['0,5', 0.5],
    ['\u22123', -3],
    [' 1e-4 ', 1e-4],
    ['', null],
    ['many', 'many'],
    ['1,000.5', '1,000.5'],
  ])('%j means %j', (text, value) => expect(readNumber(text)).toBe(value))

  it('are written so that they read back', () => {
    for (const x of [0, -1.5, 1e-12, 1e12, 123456789]) expect(readNumber(writeNumber(x))).toBe(x)
  })
})

describe('typed cells', () => {
  it.each(['yes', '007', '', 'a "b"', 7, -2.5, null])('%j comes back', cell =>
    expect(readCell(writeCell(cell))).toBe(cell),
  )
})

it('reads a list of numbers', () => {
  expect(readNumbers('64, 32')).toEqual([64, 32])
  expect(readNumbers('2 10')).toEqual([2, 10])
  expect(readNumbers('')).toBeNull()
  expect(readNumbers('2, x')).toEqual([2, 'x'])
})
