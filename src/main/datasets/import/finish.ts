import type { InspectedColumn, ImportWarning } from '../../../shared/contracts/datasets'
import type { Kind } from '../../../shared/frame'
import type { Column } from './column'
import { Dictionary, mostLooked } from './dictionary'
import { countDistinct } from './distinct'
import { BooleanCells, NumberCells, TextCells, TimeCells } from './kinds'
import { isDayNumber, sentinelOf } from './odd'
import type { Columns } from './settle'
import { isIdentifierLike, mergedSpellings, nullQuestion, spellingQuestion } from './textColumn'
import type { Decision } from './written/context'
import { decide, forced } from './written/decide'
import type { Look } from './written/look'
import { wordWarnings } from './written/missing'
import { answer, asKind, cellsOf, orText, quoted, verb, warning } from './written/say'
import { isMissingWord } from './written/words'

type Segments =
  | { kind: 'number' | 'integer' | 'boolean' | 'time'; segments: Float64Array<ArrayBuffer>[] }
  | { kind: 'category' | 'text'; segments: Int32Array<ArrayBuffer>[]; categories: string[] }

/** One column as the import hands it over: cells in segments of `segmentRows`, and what is said about them. */
export type ImportedColumn = Segments & { inspected: InspectedColumn }

type Measured = Segments & Pick<InspectedColumn, 'distinct' | 'min' | 'max' | 'zone'>
type Told = { column: Measured; warnings: ImportWarning[] }

/** Decides the kind of a whole column and measures it. */
export function finishColumn(column: Column, columns: Columns): { column: ImportedColumn; warnings: ImportWarning[] } {
  const { column: measured, warnings: told } = measure(column, columns)
  const { distinct, min, max, zone, ...segments } = measured
  const warnings = [...wordWarnings(column.words, column.name, measured.kind), ...told]
  const inspected = {
    name: column.name,
    kind: segments.kind,
    missing: column.missing,
    distinct,
    min,
    max,
    ...(zone && { zone }),
  }
  return { column: { ...segments, inspected }, warnings }
}

function measure(column: Column, columns: Columns): Told {
  const cells = column.cells
  if (cells instanceof TextCells) return measureText(column, cells, columns)
  if (cells instanceof BooleanCells) {
    const segments = cells.values.segments()
    return {
      column: { kind: 'boolean', segments, distinct: countDistinct(segments), min: null, max: null },
      warnings: [],
    }
  }
  if (cells instanceof TimeCells) return measureTime(column, cells)
  return measureNumbers(column, cells instanceof NumberCells ? cells : null, columns)
}

/** A column without a single cell is a number column with everything missing. */
function measureNumbers(column: Column, cells: NumberCells | null, columns: Columns): Told {
  const { name, chosen } = column
  const filled = cells ?? new NumberCells(46)
  if (!cells) for (let i = 0; i < column.rows; i++) filled.addMissing()
  const segments = filled.values.segments()
  const empty = column.missing === column.rows
  const kind: Kind = chosen === 'integer' || (!chosen && filled.whole && !empty) ? 'integer' : 'number'
  const measured = {
    kind,
    segments,
    distinct: countDistinct(segments),
    ...rangeOf(empty, filled.min, filled.max),
  } as const
  return {
    column: measured,
    warnings: empty ? [] : [columns.markQuestion(column), ...oddNumbers(name, measured)].filter(w => w !== null),
  }
}

const rangeOf = (empty: boolean, min: number, max: number): { min: number | null; max: number | null } =>
  empty ? { min: null, max: null } : { min, max }

function oddNumbers(name: string, { kind, segments, min, max }: Measured & { kind: Kind }): ImportWarning[] {
  const numbers = segments as Float64Array[]
  if (typeof min !== 'number' || typeof max !== 'number') return []
  const sentinel = sentinelOf(numbers, min, max)
  if (sentinel) {
    const { value, cells } = sentinel
    const message = `${cellsOf(cells)} ${verb(cells, 'is', 'are')} ${value}, far from all others, as a missing value is often written: read as a number.`
    return [warning('sentinel', name, message, [
      answer('A number', asKind(name, kind), true),
      answer('Missing', { nullValues: [String(value)] }),
    ])] // prettier-ignore
  }
  if (kind !== 'integer' || !isDayNumber(numbers, min, max)) return []
  const message = `all its whole numbers, such as ${quoted(String(min))}, may be dates written as digits: read as numbers.`
  return [warning('dayNumbers', name, message, [
    answer('Whole numbers', asKind(name, 'integer'), true),
    answer('Dates', asKind(name, 'time')),
  ])] // prettier-ignore
}

function measureTime(column: Column, cells: TimeCells): Told {
  const { name } = column
  const segments = cells.values.segments()
  const warnings: ImportWarning[] = []
  if (cells.shifted > 0) {
    const message = `${cellsOf(cells.shifted)} ${verb(cells.shifted, 'names an offset', 'name offsets')} from UTC, such as ${quoted(cells.shiftedExample)}, and ${verb(cells.shifted, 'is', 'are')} kept as moments in UTC, without the offset.`
    warnings.push(warning('timeOffsets', name, message, orText(name, 'time', 'Times')))
  }
  const range = timeRange(column.missing === column.rows, cells.min, cells.max, cells.zone === 'utc')
  return {
    column: {
      kind: 'time',
      segments,
      distinct: countDistinct(segments),
      ...range,
      ...(cells.zone === 'utc' && { zone: 'utc' }),
    },
    warnings,
  }
}

function timeRange(
  empty: boolean,
  first: number,
  last: number,
  zoned: boolean,
): { min: string | null; max: string | null } {
  const [min, max] = empty
    ? [null, null]
    : [first, last].map(t => new Date(t).toISOString().slice(0, zoned ? undefined : -1))
  return { min, max }
}

function measureText(column: Column, cells: TextCells, columns: Columns): Told {
  const dictionary = columns.dictionaryOf(column) ?? new Dictionary(cells, column.chosen)
  const { look } = dictionary
  const { chosen } = column
  if (!look) return asTexts(column, dictionary, { kind: 'text', warnings: [] })
  const context = columns.contextOf(column)
  const decided = decide(look, context)
  const decision = chosen ? forced(chosen, decided, look, context) : decided
  return decision.kind === 'text' ? asTexts(column, dictionary, decision) : asValues(column, dictionary, decision)
}

/** Turns codes into the values of their texts. */
function asValues(column: Column, dictionary: Dictionary, decision: Decision & { kind: ValuesKind }): Told {
  const { name, chosen } = column
  const { texts, counts } = dictionary
  const values = chosen ? Float64Array.from(texts, decision.value) : dictionary.valuesOf(decision.value)
  const warnings = [...decision.warnings]
  let [unfit, example, lost, min, max] = [0, '', 0, Infinity, -Infinity]
  values.forEach((value, code) => {
    if (!Number.isNaN(value)) {
      if (value < min) min = value
      if (value > max) max = value
      return
    }
    lost += counts[code]
    if (isMissingWord(texts[code])) return
    if (unfit === 0) example = texts[code]
    unfit += counts[code]
  })
  column.missing += lost
  if (chosen && unfit > 0) {
    const message = `${cellsOf(unfit)} ${verb(unfit, 'is', 'are')} not of the chosen kind ${chosen}, such as ${quoted(example)}, and left missing.`
    warnings.push(warning('unfitCells', name, message))
  }
  const segments = dictionary.segments.map(codes => Float64Array.from(codes, code => (code < 0 ? NaN : values[code])))
  const empty = column.missing === column.rows
  const distinct = new Set(values.filter(value => !Number.isNaN(value))).size
  if (decision.kind === 'time') {
    const range = timeRange(empty, min, max, decision.zone === 'utc')
    return {
      column: { kind: 'time', segments, distinct, ...range, ...(decision.zone && { zone: decision.zone }) },
      warnings,
    }
  }
  if (decision.kind === 'boolean')
    return { column: { kind: 'boolean', segments, distinct, min: null, max: null }, warnings }
  const measured = { kind: decision.kind, segments, distinct, ...rangeOf(empty, min, max) }
  return { column: measured, warnings: [...warnings, ...oddNumbers(name, measured)] }
}

type ValuesKind = 'number' | 'integer' | 'boolean' | 'time'

function asTexts(column: Column, dictionary: Dictionary, { text, warnings }: Decision & { kind: 'text' }): Told {
  const { name, chosen, format } = column
  const { segments, counts, look } = dictionary
  let texts = text ? dictionary.texts.map(text) : dictionary.texts.slice()
  if (format === 'merge') {
    const merged = mergedSpellings(texts, counts)
    texts = merged.texts
    for (const segment of segments)
      for (let i = 0; i < segment.length; i++) if (segment[i] >= 0) segment[i] = merged.codes[segment[i]]
  }
  const told = [...warnings, ...nullQuestion(column, texts)]
  const kind = chosen ?? (isCategory(texts, column.rows - column.missing, look) ? 'category' : 'text')
  const measured = { segments, distinct: texts.length, min: null, max: null }
  if (kind !== 'category') return { column: { ...measured, kind: 'text', categories: texts }, warnings: told }
  if (format !== 'merge') told.push(...spellingQuestion(name, texts, counts))
  return { column: { ...measured, kind, categories: sortCategories(texts, segments) }, warnings: told }
}

/**
 * Text is a category when its values repeat and are few: at most 20, or 5 % of the present cells, never more than 10,000, and under 64
 * characters on average. Cells that look like numbers or dates but cannot be held as such (`007`) stay text: they are identifiers.
 */
function isCategory(texts: readonly string[], present: number, look: Look | null): boolean {
  if (
    texts.length === 0 ||
    texts.length >= present ||
    texts.length > Math.min(mostLooked, Math.max(20, present * 0.05))
  )
    return false
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  if (length / texts.length >= 64 || texts.some(text => text.includes('\0'))) return false
  return !look || !isIdentifierLike(look, present)
}

/** Sorts by code units and renumbers the codes in place. */
export function sortCategories(texts: readonly string[], segments: readonly Int32Array[]): string[] {
  const order = texts.map((_, i) => i).sort((a, b) => (texts[a] < texts[b] ? -1 : 1))
  const rank = new Int32Array(texts.length)
  order.forEach((code, place) => (rank[code] = place))
  for (const segment of segments)
    for (let i = 0; i < segment.length; i++) if (segment[i] >= 0) segment[i] = rank[segment[i]]
  return order.map(code => texts[code])
}
