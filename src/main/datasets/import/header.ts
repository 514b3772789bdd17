import { booleanOf, isAmbiguousDate, lexeme, numberLexeme } from './cells'
import { readMinutes, readTime } from './written/time'

export interface HeaderReading {
  header: boolean
  /** Why another reading is possible, in words about the first record; null where it is not. */
  doubt: string | null
}

/** What one record holds in a column. */
type Above = 'empty' | 'missing' | 'typed' | 'text'

const looked = 200

/**
 * Whether the first record names the columns. Words above a column of numbers speak for it. Numbers and dates are names where they go on in
 * equal steps, are years above what are none, or are of another kind than what is below. In a table of text, names do not come again below.
 */
export function detectHeader(records: readonly string[][], point: number): HeaderReading {
  const [first, ...rest] = records
  const body = rest.slice(0, looked)
  const sure = (header: boolean): HeaderReading => ({ header, doubt: null })
  if (!first) return sure(true)
  const above = first.map(cell => aboveOf(cell, point))
  if (body.length === 0) return sure(!above.includes('typed'))
  const typedBelow = first.map((_, column) => typedShare(body, column, point) >= 0.8)
  const words = above.filter((a, i) => a === 'text' && typedBelow[i]).length
  const typed = first.filter((_, i) => above[i] === 'typed').map(cell => cell.trim())
  if (typed.length > 0) {
    const distinct = new Set(typed).size === typed.length
    const named = distinct && (words > 0 || areNames(first, body, above, point)) && !textRecurs(first, body, above)
    return named ? { header: true, doubt: `"${typed[0]}" stands among the names` } : sure(false)
  }
  if (words > 0) return sure(true)
  if (above.some((a, i) => a === 'missing' && typedBelow[i])) return { header: false, doubt: 'it holds missing cells' }
  if (above.includes('missing') && !above.some((a, i) => a === 'empty' && typedBelow[i]) && above.includes('text'))
    return { header: false, doubt: 'it holds missing cells' }
  if (first.some((_, i) => typedShare(body, i, point) > 0.5)) return sure(true)
  if (textRecurs(first, body, above)) return sure(false)
  const present = first.filter(cell => cell.trim() !== '')
  const twice = present.find((cell, i) => present.indexOf(cell) < i)
  if (twice === undefined) return sure(true)
  const [a, b] = [first.indexOf(twice), first.lastIndexOf(twice)]
  const same = body.filter(record => record[a] === record[b]).length
  return { header: same < body.length / 2, doubt: `"${twice}" stands twice in it` }
}

/**
 * Records between the names and the rows: units, kinds or second names. They are words, above columns that hold none below.
 * At most three.
 */
export function countBetween(records: readonly string[][], point: number): number {
  const body = records.slice(1, 1 + looked)
  let best = 0
  for (let count = 1; count <= 3 && count < body.length; count++) {
    const below = body.slice(count)
    const typed = records[0].map((_, i) => typedShare(below, i, point) >= 0.95)
    if (!body.slice(0, count).every((record, i) => isBetween(record, typed, point, i > 0))) break
    best = count
  }
  return best
}

function isBetween(record: readonly string[], typed: readonly boolean[], point: number, later: boolean): boolean {
  const above = record.map(cell => aboveOf(cell, point))
  if (above.some((a, i) => typed[i] && (a === 'typed' || a === 'missing'))) return false
  const words = record.filter((_, i) => typed[i] && above[i] === 'text')
  if (words.length === 0) return later && above.includes('text') && typed.some(Boolean)
  return words.length > 1 || words.every(word => looksLikeUnit(word.trim()))
}

/**
 * How many records come before the names, as wide as the table: a record of control, under names of its own. The names are words above
 * columns of numbers that the first record does not explain.
 */
export function countBefore(records: readonly string[][], point: number): number {
  const isWords = (record: readonly string[]): boolean =>
    record.every(cell => aboveOf(cell, point) === 'text') && new Set(record).size === record.length
  if (records.length < 5 || !isWords(records[0])) return 0
  const explains = (at: number, share: number): boolean => {
    const below = records.slice(at + 1, at + 1 + looked)
    return records[at].some((_, i) => typedShare(below, i, point) >= share)
  }
  if (explains(0, 0.8)) return 0
  for (let at = 2; at <= 5 && at < records.length - 2; at++) {
    const control = records.slice(1, at).some(record => record.some(cell => isTyped(cell, point)))
    if (control && isWords(records[at]) && explains(at, 0.95)) return at
  }
  return 0
}

const looksLikeUnit = (word: string): boolean =>
  /^[[(<].*[\])>]$/.test(word) ||
  /^([cdsm]|continuous|discrete|string|class|meta|%|°?[CFK]|\p{L}{1,3}\/\p{L}{1,3})$/u.test(word)

/** Words that stand for a missing cell, whatever the options say. */
const missingWord = /^(n\.?\/?a\.?n?|#n\/a|null|none|nil|\\n|\?|\.|-+|missing|unknown)$/i

function aboveOf(cell: string, point: number): Above {
  const text = cell.trim()
  if (text === '') return 'empty'
  if (missingWord.test(text)) return 'missing'
  return isTyped(text, point) || decorated.test(text) ? 'typed' : 'text'
}

export function isTyped(cell: string, point: number): boolean {
  const text = cell.trim()
  return (
    numberLexeme(text, point) !== lexeme.other ||
    booleanOf(text) >= 0 ||
    readTime(text) !== undefined ||
    readMinutes(text) !== undefined ||
    isAmbiguousDate(text)
  )
}

/** Numbers with what may stand around them: a currency, a percent sign, brackets, marks between thousands. */
const decorated = /^[\s$€£¥(+−-]*\d[\d.,'’\s]*[%€$£¥)\s-]*$/

/** Whether a cell can stand in a column of numbers, dates or truth values. */
export function mayBeTyped(cell: string): boolean {
  const text = cell.trim()
  return text === '' || missingWord.test(text) || isTyped(text, 46) || isTyped(text, 44) || decorated.test(text)
}

/** Share of the first present cells of a column that are numbers, dates or truth values. */
export function typedShare(body: readonly string[][], column: number, point: number): number {
  let [typed, present] = [0, 0]
  for (const record of body) {
    const text = (record[column] ?? '').trim()
    if (text === '' || missingWord.test(text)) continue
    if (present === looked) break
    present++
    if (isTyped(text, point) || decorated.test(text)) typed++
  }
  return present === 0 ? 0 : typed / present
}

const textRecurs = (first: readonly string[], body: readonly string[][], above: readonly Above[]): boolean =>
  first.some((cell, column) => above[column] === 'text' && body.some(record => record[column] === cell))

/** Whether the typed cells of a record can be names. */
function areNames(
  first: readonly string[],
  body: readonly string[][],
  above: readonly Above[],
  point: number,
): boolean {
  const columns = first.flatMap((_, i) => (above[i] === 'typed' ? [i] : []))
  const below = columns.map(column => body.map(record => record[column].trim()).filter(cell => cell !== ''))
  const numbers = columns.map(column => Number(first[column].trim().replace(',', '.')))
  if (numbers.some(Number.isNaN)) {
    const numeric = (cell: string): boolean => numberLexeme(cell, point) !== lexeme.other
    return columns.every((column, i) => !numeric(first[column].trim()) && below[i].every(numeric))
  }
  if (numbers.every(isYear) && isMonotonic(numbers)) return !below.flat().some(cell => isYear(Number(cell)))
  const stepping = (values: number[]): boolean => values.length > 2 && haveEqualSteps(values)
  if (!stepping(numbers)) return false
  const counted = numbers[1] - numbers[0] === 1 && (numbers[0] === 0 || numbers[0] === 1)
  if (counted && columns.length < first.length) return true // hours, or columns by their number, beside a name
  return !body
    .slice(0, 5)
    .some(record => stepping(columns.map(column => Number(record[column].trim().replace(',', '.')))))
}

const isYear = (value: number): boolean => Number.isInteger(value) && value >= 1500 && value <= 2200

const isMonotonic = (values: readonly number[]): boolean =>
  values.every((v, i) => i === 0 || v > values[i - 1]) || values.every((v, i) => i === 0 || v < values[i - 1])

function haveEqualSteps(values: readonly number[]): boolean {
  const step = values[1] - values[0]
  return (
    step !== 0 && values.every((v, i) => i === 0 || Math.abs(v - values[i - 1] - step) < 1e-9 + Math.abs(step) * 1e-6)
  )
}
