import type { Inspection, InspectedColumn } from '../../../shared/contracts/datasets'
import type { Kind } from '../../../shared/frame'
import type { Column } from './column'
import { countDistinct } from './distinct'
import { BooleanCells, NumberCells, TextCells, TimeCells } from './kinds'
import { isIdentifierLike, textWarnings } from './textColumn'

type Segments =
  | { kind: 'number' | 'integer' | 'boolean' | 'time'; segments: Float64Array<ArrayBuffer>[] }
  | { kind: 'category' | 'text'; segments: Int32Array<ArrayBuffer>[]; categories: string[] }

/** One column as the import hands it over: cells in segments of `segmentRows`, and what is said about them. */
export type ImportedColumn = Segments & { inspected: InspectedColumn }

type Warning = Inspection['warnings'][number]

/** Decides the kind of a whole column and measures it. */
export function finishColumn(column: Column, point: number): { column: ImportedColumn; warnings: Warning[] } {
  const made = measure(column, point)
  const warnings = made.warnings
  if (column.unfit > 0) {
    warnings.push({
      code: 'unfitCells',
      column: column.name,
      message: `${column.unfit} cells of "${column.name}" are not of the chosen kind ${column.chosen} and were left missing, the first is "${short(column.unfitExample)}".`,
    })
  }
  const { distinct, min, max, ...segments } = made.column
  const inspected = { name: column.name, kind: segments.kind, missing: column.missing, distinct, min, max }
  return { column: { ...segments, inspected }, warnings }
}

type Measured = Segments & Pick<InspectedColumn, 'distinct' | 'min' | 'max'>

function measure(column: Column, point: number): { column: Measured; warnings: Warning[] } {
  const cells = column.cells
  if (cells instanceof BooleanCells) {
    const segments = cells.values.segments()
    return {
      column: { kind: 'boolean', segments, distinct: countDistinct(segments), min: null, max: null },
      warnings: [],
    }
  }
  if (cells instanceof TimeCells) return measureTime(column, cells)
  if (cells instanceof TextCells) return measureText(column, cells, point)
  return { column: measureNumbers(column, cells instanceof NumberCells ? cells : null), warnings: [] }
}

/** A column without a single cell is a number column with everything missing. */
function measureNumbers(column: Column, cells: NumberCells | null): Measured {
  const filled = cells ?? new NumberCells(46, null)
  if (!cells) for (let i = 0; i < column.rows; i++) filled.addMissing()
  const segments = filled.values.segments()
  const empty = column.missing === column.rows
  const kind: Kind = column.chosen === 'integer' || (!column.chosen && filled.whole && !empty) ? 'integer' : 'number'
  const distinct = countDistinct(segments)
  return { kind, segments, distinct, min: empty ? null : filled.min, max: empty ? null : filled.max }
}

function measureTime(column: Column, cells: TimeCells): { column: Measured; warnings: Warning[] } {
  const segments = cells.values.segments()
  const empty = column.missing === column.rows
  const [min, max] = empty ? [null, null] : [cells.min, cells.max].map(t => new Date(t).toISOString())
  const warnings: Warning[] = []
  if (cells.shifted) {
    const message = `The times of "${column.name}" name offsets from UTC: they are kept as moments in UTC, the offsets are not kept.`
    warnings.push({ code: 'timeOffsets', column: column.name, message })
  }
  return { column: { kind: 'time', segments, distinct: countDistinct(segments), min, max }, warnings }
}

function measureText(column: Column, cells: TextCells, point: number): { column: Measured; warnings: Warning[] } {
  const { texts } = cells
  const warnings = column.chosen ? [] : textWarnings(column.name, texts, point)
  const kind = column.chosen ?? (isCategory(texts, column.rows - column.missing, point) ? 'category' : 'text')
  const segments = cells.codes.segments()
  const measured = { segments, distinct: texts.length, min: null, max: null }
  if (kind !== 'category') return { column: { ...measured, kind: 'text', categories: texts }, warnings }
  return { column: { ...measured, kind, categories: sortCategories(texts, segments) }, warnings }
}

/**
 * Text is a category when its values repeat and are few: at most 20, or 5 % of the present cells, never more than 10,000, and under 64
 * characters on average. Cells that look like numbers or dates but cannot be held as such (`007`) stay text: they are identifiers.
 */
function isCategory(texts: readonly string[], present: number, point: number): boolean {
  if (texts.length === 0 || texts.length >= present || texts.length > Math.min(10_000, Math.max(20, present * 0.05)))
    return false
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  if (length / texts.length >= 64 || texts.some(text => text.includes('\0'))) return false
  return !isIdentifierLike(texts, present, point)
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

export const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
