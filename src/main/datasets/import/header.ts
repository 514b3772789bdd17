import { booleanOf, isAmbiguousDate, lexeme, numberLexeme, timeOf } from './cells'

/**
 * Whether the first record names the columns. A typed cell in it speaks against (unless it is one of a row of years), a column that is typed
 * below speaks for; in a table of text, names do not come again below them.
 */
export function detectHeader(records: readonly string[][], point: number): boolean {
  const [first, ...body] = records
  if (!first) return true
  if (body.length === 0) return !first.some(cell => isTyped(cell, point))
  const typedAbove = first.map(cell => isTyped(cell, point))
  if (typedAbove.some(Boolean))
    return (
      areYears(first.filter((_, i) => typedAbove[i])) && first.some((cell, i) => !typedAbove[i] && cell.trim() !== '')
    )
  const typedBelow = first.some((_, column) => typedShare(body, column, point) > 0.5)
  if (typedBelow) return true
  if (new Set(first).size < first.length) return false
  return !first.some((cell, column) => cell !== '' && body.some(record => record[column] === cell))
}

function isTyped(cell: string, point: number): boolean {
  const text = cell.trim()
  return (
    numberLexeme(text, point) !== lexeme.other ||
    booleanOf(text) >= 0 ||
    timeOf(text) !== undefined ||
    isAmbiguousDate(text)
  )
}

function typedShare(body: readonly string[][], column: number, point: number): number {
  let [typed, present] = [0, 0]
  for (const record of body) {
    if (record[column].trim() === '') continue
    present++
    if (isTyped(record[column], point)) typed++
  }
  return present === 0 ? 0 : typed / present
}

/** `country,1990,1991,1992`: names that are years, one after the other. */
function areYears(cells: readonly string[]): boolean {
  const years = cells.map(Number)
  return (
    years.length > 1 &&
    years.every((y, i) => Number.isInteger(y) && y >= 1500 && y <= 2200 && (i === 0 || y > years[i - 1]))
  )
}
