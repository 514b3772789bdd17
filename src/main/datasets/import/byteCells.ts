import { daysFromCivil } from './cells'
import { BooleanCells, NumberCells, TimeCells, type Cells, type TextCells } from './kinds'

const ZERO = 48
const powers = Float64Array.from({ length: 16 }, (_, i) => 10 ** i)

/**
 * Adds a cell straight from its bytes when it is of the plain form its column is full of: `-12.5`, `2020-01-31`, `true`. False for anything
 * else, which then goes the way of all text. Up to 15 digits and a power of ten up to 10^15 are exact in double precision, so that their
 * quotient is rounded once, as `Number()` does (Clinger 1990).
 */
export function addPlain(cells: Cells, bytes: Uint8Array, start: number, end: number, point: number): boolean {
  if (cells instanceof NumberCells) return addNumber(cells, bytes, start, end, point)
  if (cells instanceof TimeCells) return addDay(cells, bytes, start, end)
  if (cells instanceof BooleanCells) return addTruth(cells, bytes, start, end)
  return false
}

function addNumber(cells: NumberCells, bytes: Uint8Array, start: number, end: number, point: number): boolean {
  let at = start
  const negative = bytes[at] === 45
  if (negative) at++
  const first = at
  let value = 0
  let digit = bytes[at] - ZERO
  while (at < end && digit >= 0 && digit <= 9) {
    value = value * 10 + digit
    digit = bytes[++at] - ZERO
  }
  const whole = at - first
  if (whole === 0 || (whole > 1 && bytes[first] === ZERO)) return false
  if (at === end) {
    if (whole > 15 || (negative && value === 0)) return false
    cells.addNumber(negative ? -value : value, true)
    return true
  }
  if (bytes[at] !== point) return false
  const fraction = ++at
  digit = bytes[at] - ZERO
  while (at < end && digit >= 0 && digit <= 9) {
    value = value * 10 + digit
    digit = bytes[++at] - ZERO
  }
  if (at !== end || whole + at - fraction > 15) return false
  const digits = at - fraction
  const padded = bytes[at - 1] === ZERO ? 1 : 0
  if (cells.noted[2 * digits + padded] === 0 || (digits === 3 && !cells.sure))
    cells.note(digits, padded, whole > 3 || bytes[first] === ZERO)
  value /= powers[digits]
  cells.addNumber(negative ? -value : value, false)
  return true
}

/** `YYYY-MM-DD`; days past the 28th are left to the careful way. */
function addDay(cells: TimeCells, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 10 || bytes[start + 4] !== 45 || bytes[start + 7] !== 45 || cells.zone === 'utc') return false
  const high = two(bytes, start)
  const low = two(bytes, start + 2)
  const month = two(bytes, start + 5)
  const day = two(bytes, start + 8)
  if (high < 0 || low < 0 || month < 1 || month > 12 || day < 1 || day > 28) return false
  cells.zone = 'none'
  cells.addTime(daysFromCivil(high * 100 + low, month, day) * 86_400_000)
  return true
}

/** Two digits, or −1. */
function two(bytes: Uint8Array, at: number): number {
  const tens = bytes[at] - ZERO
  const ones = bytes[at + 1] - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}

const T = 116
const F = 102

function addTruth(cells: BooleanCells, bytes: Uint8Array, start: number, end: number): boolean {
  const at = end - 1
  if (bytes[at] !== 101) return false // both words end in e
  if (end - start === 4 && bytes[start] === T && bytes[start + 1] === 114 && bytes[start + 2] === 117)
    cells.values.push(1)
  else if (
    end - start === 5 &&
    bytes[start] === F &&
    bytes[start + 1] === 97 &&
    bytes[start + 2] === 108 &&
    bytes[start + 3] === 115
  )
    cells.values.push(0)
  else return false
  return true
}

/** Code of a text cell from its bytes; the string is made when the text is new. */
export function codeOfBytes(
  cells: TextCells,
  bytes: Buffer,
  start: number,
  end: number,
  isMissing: (text: string) => boolean,
): number {
  const known = cells.bytes.find(bytes, start, end)
  if (known !== -2) return known
  const text = bytes.toString('utf8', start, end)
  const code = isMissing(text) ? -1 : cells.codeOf(text)
  cells.bytes.add(bytes, start, end, code)
  return code
}
