/**
 * What one cell's text is, by lossless rules: a number is only a number when nothing is lost by holding it as one.
 * `007`, `+49…`, integers above 2^53 and 1e400 look like numbers but are not.
 */
export const lexeme = {
  other: 0,
  integer: 1,
  decimal: 2,
  leadingZero: 3,
  plus: 4,
  bigInteger: 5,
  outOfRange: 6,
} as const
export type Lexeme = (typeof lexeme)[keyof typeof lexeme]

const ZERO = 48
const NINE = 57
const MINUS = 45
const PLUS = 43
const LARGEST = '9007199254740992' // 2^53

/**
 * Classifies trimmed text as a number. Decimals are rounded to the nearest double, which is what a number column means.
 * `point` is the character code of the decimal mark.
 */
export function numberLexeme(text: string, point: number): Lexeme {
  const length = text.length
  let i = 0
  let plus = false
  const sign = text.charCodeAt(0)
  if (sign === MINUS || sign === PLUS) {
    plus = sign === PLUS
    i++
  }
  const start = i
  let code = text.charCodeAt(i)
  while (code >= ZERO && code <= NINE) code = text.charCodeAt(++i)
  const whole = i - start
  let digits = whole
  let integer = true
  if (i < length && code === point) {
    integer = false
    code = text.charCodeAt(++i)
    const from = i
    while (code >= ZERO && code <= NINE) code = text.charCodeAt(++i)
    digits += i - from
  }
  if (digits === 0) return lexeme.other
  let exponent = false
  if (i < length && (code | 32) === 101) {
    code = text.charCodeAt(++i)
    if (code === MINUS || code === PLUS) code = text.charCodeAt(++i)
    const from = i
    while (code >= ZERO && code <= NINE) code = text.charCodeAt(++i)
    if (i === from) return lexeme.other
    exponent = true
    integer = false
  }
  if (i !== length) return lexeme.other
  if (plus) return lexeme.plus
  if (whole > 1 && text.charCodeAt(start) === ZERO) return lexeme.leadingZero
  if (integer) {
    if (start === 1 && text === '-0') return lexeme.decimal // a whole-number column has no negative zero
    if (whole < 16 || (whole === 16 && text.slice(start) <= LARGEST)) return lexeme.integer
    return lexeme.bigInteger
  }
  if ((exponent || length > 300) && isOutOfRange(text, point)) return lexeme.outOfRange
  return lexeme.decimal
}

function isOutOfRange(text: string, point: number): boolean {
  const value = toNumber(text, point)
  return !Number.isFinite(value) || (value === 0 && /[1-9]/.test(text.split(/e/i)[0]))
}

/** The value of text that `numberLexeme` found to be a number. */
export const toNumber = (text: string, point: number): number => Number(point === 46 ? text : text.replace(',', '.'))

/** 1, 0, or −1 when it is neither. */
export function booleanOf(text: string): number {
  if (text === 'true' || text === 'True' || text === 'TRUE') return 1
  if (text === 'false' || text === 'False' || text === 'FALSE') return 0
  return -1
}

/** Which parts an ISO time names: cells of one column must agree on the zone. */
export type Zone = 'none' | 'utc' | 'offset'

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$/
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Milliseconds since 1970 UTC of an ISO 8601 date or date and time; undefined for anything else, or when milliseconds cannot hold it. */
export function timeOf(text: string): { milliseconds: number; zone: Zone } | undefined {
  if (text.charCodeAt(4) !== MINUS || text.length < 10) return undefined
  const day = dayOf(text)
  if (Number.isNaN(day)) return undefined
  if (text.length === 10) return { milliseconds: day, zone: 'none' }
  const part = iso.exec(text)
  if (!part) return undefined
  const [hour, minute, second] = [Number(part[4]), Number(part[5]), Number(part[6] ?? 0)]
  const fraction = (part[7] ?? '').padEnd(3, '0')
  if (hour > 23 || minute > 59 || second > 59 || /[1-9]/.test(fraction.slice(3))) return undefined
  const clock = ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.slice(0, 3))
  const mark = part[8]
  if (mark === undefined || mark === 'Z') return { milliseconds: day + clock, zone: mark ? 'utc' : 'none' }
  const offset = (Number(mark.slice(1, 3)) * 60 + Number(mark.slice(-2))) * 60_000
  return { milliseconds: day + clock + (mark[0] === '-' ? offset : -offset), zone: 'offset' }
}

/** Milliseconds of the date at the start of `YYYY-MM-DD…`, NaN when there is none. */
function dayOf(text: string): number {
  const year = digitsAt(text, 0, 4)
  const month = digitsAt(text, 5, 7)
  const day = digitsAt(text, 8, 10)
  if (!(month >= 1 && month <= 12) || !(day >= 1) || Number.isNaN(year) || text.charCodeAt(7) !== MINUS) return NaN
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (day > monthDays[month - 1] + (leap ? 1 : 0)) return NaN
  return daysFromCivil(year, month, day) * 86_400_000
}

function digitsAt(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - ZERO
    if (!(digit >= 0 && digit <= 9)) return NaN
    value = value * 10 + digit
  }
  return value
}

/** Days since 1970-01-01 of a proleptic Gregorian date (Hinnant 2014). `Date.UTC` maps years 0 to 99 to 1900 and is slower. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** `01/02/2020`, `1.2.20`: which part is the month cannot be known from the cell. */
export const isAmbiguousDate = (text: string): boolean => /^\d{1,2}([/.-])\d{1,2}\1(\d{4}|\d{2})$/.test(text)
