import type { Inspection } from '../../../shared/contracts/datasets'
import { formatCount } from '../../../shared/results/format'
import { isAmbiguousDate, isGrouped, lexeme, numberLexeme, timeOf } from './cells'
import { trimmed } from './kinds'

type Warning = Inspection['warnings'][number]

/** What the different texts of a column look like, each text counted once. */
function looks(texts: readonly string[], point: number) {
  const found = {
    numbers: 0,
    leadingZero: 0,
    plus: 0,
    bigInteger: 0,
    outOfRange: 0,
    dates: 0,
    times: 0,
    grouped: 0,
    other: 0,
  }
  let example = ''
  for (const raw of texts) {
    const text = trimmed(raw)
    const number = numberLexeme(text, point)
    if (number === lexeme.leadingZero) found.leadingZero++
    else if (number === lexeme.plus) found.plus++
    else if (number === lexeme.bigInteger) found.bigInteger++
    else if (number === lexeme.outOfRange) found.outOfRange++
    else if (number !== lexeme.other) found.numbers++
    else if (isAmbiguousDate(text)) found.dates++
    else if (isGrouped(text)) found.grouped++
    else if (timeOf(text)) found.times++
    else if (found.other++ === 0) example = raw
  }
  return { ...found, example }
}

/** True for `007`, 2^53 + 1, 1e400, 01/02/2020, and for numbers mixed with other text that hardly repeats. */
export function isIdentifierLike(texts: readonly string[], present: number, point: number): boolean {
  const found = looks(texts, point)
  const lossy =
    found.leadingZero + found.plus + found.bigInteger + found.outOfRange + found.dates + found.grouped + found.times
  if (found.other === 0) return true
  if (lossy > 0 && lossy * 2 >= texts.length) return true
  return found.numbers > 0 && (texts.length > 20 || present < 5 * texts.length)
}

/** Says why a column that looks like numbers or dates was kept as text. */
export function textWarnings(column: string, texts: readonly string[], point: number): Warning[] {
  const found = looks(texts, point)
  const lossy = found.leadingZero + found.plus + found.bigInteger + found.outOfRange
  const warnings: Warning[] = []
  const warn = (code: string, message: string): unknown =>
    warnings.push({ code, column, message: `"${column}" ${message}` })
  const mostlyNumbers = (found.numbers + lossy) * 2 >= texts.length
  if (mostlyNumbers && found.leadingZero > 0)
    warn('leadingZeros', 'has numbers with leading zeros, which a number would lose: it stays text.')
  if (mostlyNumbers && found.plus > 0)
    warn('plusSigns', 'has numbers with a plus sign, which a number would lose: it stays text.')
  if (found.bigInteger > 0)
    warn('bigIntegers', 'has whole numbers above 2^53, which a number cannot hold exactly: it stays text.')
  if (found.outOfRange > 0) warn('outOfRange', 'has numbers outside the range of double precision: it stays text.')
  if (found.dates > 0 && found.dates * 2 >= texts.length) {
    warn(
      'ambiguousDates',
      'has dates whose day and month cannot be told apart: it stays text. Write them as 2020-12-31.',
    )
  }
  if (found.grouped > 0 && (found.grouped + found.numbers) * 2 >= texts.length) {
    warn('groupedNumbers', 'has numbers with thousands marks, or another decimal mark: it stays text.')
  }
  if (found.numbers > 0 && found.other > 0 && found.numbers > found.other) {
    warn(
      'mixed',
      `has ${formatCount(found.other, 'other value')} among its numbers, such as "${found.example.slice(0, 40)}": it is read as text. Read it as a number to leave them missing.`,
    )
  }
  if (found.times > 0 && found.times * 2 >= texts.length)
    warn('mixedTimes', 'mixes times with a zone, times without, or other text: it stays text.')
  return warnings
}
