import { LatheError } from '../../../shared/errors'
import type { TableReader } from './tableReader'

type Value = string | boolean | null | Value[] | { [name: string]: Value }
type Row = Record<string, string>

/** Whether text begins as JSON does: with records, or with a list. */
export const looksJson = (head: string): boolean => /^\ufeff?\s*(\[\s*[[{]|\{\s*("|\}))/.test(head)

/** Whether text is one JSON object a line, on two lines at least. */
export function looksNdjson(head: string): boolean {
  const lines = head.replace(/^\ufeff/, '').split(/\r\n|[\r\n]/)
  const [first, second] = lines.filter(line => line.trim() !== '')
  return second !== undefined && /^\s*\{/.test(second) && recordOf(first) !== null
}

/**
 * Fills the table from JSON: a list of records, or a record with one list of records in it. Numbers come as they are written, records in
 * records as columns `a.b`, lists as text.
 */
export function readJson(text: string, table: TableReader): void {
  const records = listOf(parse(text))
  fill(
    records.map((record, i) => ({ row: flat(record), line: i + 1 })),
    table,
  )
}

/** Fills the table from one JSON object a line; a line that is none is rejected. */
export function readNdjson(text: string, table: TableReader): void {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|[\r\n]/)
  const read = lines.flatMap((line, i) => (line.trim() === '' ? [] : [{ record: recordOf(line), line: i + 1 }]))
  fill(
    read.map(({ record, line }) => ({ row: record && flat(record), line })),
    table,
  )
}

function fill(records: readonly { row: Row | null; line: number }[], table: TableReader): void {
  const names = new Set<string>()
  for (const { row } of records) if (row) for (const name of Object.keys(row)) names.add(name)
  const order = [...names]
  table.beginWith(order)
  for (const { row, line } of records) {
    if (row) table.addRow(order.map(name => (Object.hasOwn(row, name) ? row[name] : '')))
    else table.reject(line, 'it is no JSON object')
  }
}

/** A number stands between this mark and the end of its text, so that its digits stay. */
const mark = '\u0001'
const numbers = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g

const marked = (text: string): string =>
  text.replace(numbers, token => (token.startsWith('"') ? token : `"\\u0001${token}"`))

function parse(text: string): Value {
  try {
    return JSON.parse(marked(text.replace(/^\ufeff/, ''))) as Value
  } catch (cause) {
    throw new LatheError(
      {
        code: 'input',
        message: 'The JSON is damaged or cut short.',
        remedy: { text: 'Save it again, or choose what the file is.', fix: { set: { parameter: 'format' } } },
      },
      { cause },
    )
  }
}

function recordOf(line: string): Record<string, Value> | null {
  try {
    const value = JSON.parse(marked(line)) as Value
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

const isRecord = (value: Value): value is Record<string, Value> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** The records of a document: a list of them, of rows under a row of names, or one such list inside a record, or columns by name. */
function listOf(value: Value): Record<string, Value>[] {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every(isRecord)) return value
    const [first, ...rows] = value
    if (Array.isArray(first) && rows.length > 0 && value.every(Array.isArray)) {
      const named = first.every(name => typeof name === 'string' && !name.startsWith(mark))
      const names = first.map((name, i) => (named ? textOf(name) : `column${i + 1}`))
      return (named ? rows : value).map(row =>
        Object.fromEntries(names.map((name, i) => [name, (row as Value[])[i] ?? null])),
      )
    }
  } else if (isRecord(value)) {
    const lists = Object.values(value).filter(inner => Array.isArray(inner) && inner.length > 0)
    const records = lists.filter(list => (list as Value[]).every(isRecord))
    if (records.length === 1) return records[0] as Record<string, Value>[]
    const plain =
      lists.length > 0 &&
      lists.length === Object.keys(value).length &&
      lists.every(list => (list as Value[]).every(isCell))
    const [length] = lists.map(list => (list as Value[]).length)
    if (plain && lists.every(list => (list as Value[]).length === length)) {
      const names = Object.keys(value)
      return Array.from({ length }, (_, i) =>
        Object.fromEntries(names.map(name => [name, (value[name] as Value[])[i]])),
      )
    }
  }
  if (isRecord(value) && Object.values(value).some(isCell)) return [value]
  throw new LatheError({
    code: 'input',
    message: 'The JSON holds no list of records.',
    remedy: 'Save the table as a list of objects, one for each row, or as CSV.',
  })
}

const isCell = (value: Value): boolean => value === null || typeof value !== 'object'

function flat(record: Record<string, Value>, path = '', row: Row = Object.create(null) as Row): Row {
  for (const [name, value] of Object.entries(record)) {
    const full = path === '' ? name : `${path}.${name}`
    if (isRecord(value) && Object.keys(value).length > 0) flat(value, full, row)
    else row[full] = textOf(value)
  }
  return row
}

function textOf(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'string') return value.startsWith(mark) ? value.slice(1) : value
  if (typeof value === 'boolean') return String(value)
  return JSON.stringify(value).replace(/"\\u0001([^"]*)"/g, '$1')
}
