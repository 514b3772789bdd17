import { LatheError } from '../../shared/errors'
import { z } from '../../shared/zod'
import type { Frame } from './frame'
import type { Loaded, ReadColumn } from './loaded'
import type { RowIndex } from './order'
import { type Pause, stretch } from './pause'

/** The column a question is about; null is the partition. */
export const columnName = z.string().nullable()

const bound = z.number().nullable()

/** What a row must be to be shown. A missing cell passes no test but `missing`. */
export const filter = z.discriminatedUnion('is', [
  /** Upper and lower case are the same. */
  z.strictObject({ is: z.literal('contains'), column: columnName, text: z.string() }),
  /** Both ends included; null is open. */
  z.strictObject({ is: z.literal('range'), column: columnName, min: bound, max: bound }),
  /** Strictly larger, strictly smaller. */
  z.strictObject({ is: z.literal('above'), column: columnName, than: z.number() }),
  z.strictObject({ is: z.literal('below'), column: columnName, than: z.number() }),
  z.strictObject({ is: z.literal('missing'), column: columnName }),
  z.strictObject({ is: z.literal('present'), column: columnName }),
  /** Texts, with `fold` in upper or lower case; of a boolean `true` and `false`; of a number its digits. */
  z.strictObject({
    is: z.literal('in'),
    column: columnName,
    values: z.array(z.string()),
    fold: z.literal(true).exactOptional(),
  }),
  /** None of these, written as for `in`. */
  z.strictObject({
    is: z.literal('not'),
    column: columnName,
    values: z.array(z.string()),
    fold: z.literal(true).exactOptional(),
  }),
])
export type Filter = z.infer<typeof filter>

type Test = (row: number) => boolean

/** The rows that pass every filter, in file order; undefined where there is none. Errors: `data`, `cancelled`. */
export async function rowsThat(
  frame: Frame,
  filters: readonly Filter[],
  read: ReadColumn,
  pause: Pause,
): Promise<RowIndex> {
  if (filters.length === 0) return undefined
  const tests: Test[] = []
  for (const f of filters) tests.push(await testOf(await read(frame, f.column), f, pause))
  const passed = new Uint32Array(frame.rows)
  let count = 0
  for (let row = 0; row < frame.rows; row++) {
    if (row % stretch === 0) await pause()
    if (tests.every(test => test(row))) passed[count++] = row
  }
  return passed.slice(0, count)
}

async function testOf(column: Loaded, by: Filter, pause: Pause): Promise<Test> {
  if (column.form === 'codes') {
    const { codes } = column
    if (by.is === 'missing') return row => codes[row] < 0
    if (by.is === 'present') return row => codes[row] >= 0
    const passes = await passingTexts(column.categories, by, pause)
    return row => codes[row] >= 0 && passes[codes[row]] === 1
  }
  const { values } = column
  switch (by.is) {
    case 'missing':
      return row => Number.isNaN(values[row])
    case 'present':
      return row => !Number.isNaN(values[row])
    case 'range': {
      const [min, max] = [by.min ?? -Infinity, by.max ?? Infinity]
      return row => values[row] >= min && values[row] <= max
    }
    case 'above':
      return row => values[row] > by.than
    case 'below':
      return row => values[row] < by.than
    case 'in':
    case 'not': {
      const named = new Set(by.values.map(text => (text === 'true' ? 1 : text === 'false' ? 0 : Number(text))))
      const wanted = by.is === 'in'
      return row => named.has(values[row] + 0) === wanted && !Number.isNaN(values[row])
    }
    case 'contains':
      return row => !Number.isNaN(values[row]) && String(values[row]).includes(by.text)
  }
}

/** Per distinct text whether it passes. */
async function passingTexts(texts: readonly string[], by: Filter, pause: Pause): Promise<Uint8Array> {
  const test = textTest(by)
  const passes = new Uint8Array(texts.length)
  for (let i = 0; i < texts.length; i++) {
    if (i % 4096 === 0) await pause()
    passes[i] = test(texts[i]) ? 1 : 0
  }
  return passes
}

function textTest(by: Filter): (text: string) => boolean {
  if (by.is === 'in' || by.is === 'not') {
    const same = by.fold ? (text: string): string => text.toLowerCase() : (text: string): string => text
    const named = new Set(by.values.map(same))
    const wanted = by.is === 'in'
    return text => named.has(same(text)) === wanted
  }
  if (by.is === 'contains') {
    const part = by.text.toLowerCase()
    return text => text.toLowerCase().includes(part)
  }
  throw new LatheError({
    code: 'data',
    message: `${by.column ?? 'The partition'} holds texts, and a range needs numbers.`,
    remedy: 'Filter it by what it contains, or by its values.',
  })
}
