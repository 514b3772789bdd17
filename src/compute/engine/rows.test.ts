import { describe, expect, it } from 'vitest'
import type { ColumnCells } from '../../shared/contracts/datasets'
import { missingFlag } from '../frame/derived'
import { imageCells, type NumberCells, termCells, vectorCells } from '../frame/cells'
import type { Filter } from '../frame/filter'
import type { Frame } from '../frame/frame'
import { frameOf, testNumbers } from '../testing/frames'
import { sparseOf } from '../testing/sparse'
import { nodeTypes } from '../nodes/registry'
import type { QuestionOf } from './question'
import { Tables } from './rows'

const n = 5000
const noise = testNumbers(n, 11)
const frame = frameOf(
  {
    x: noise.map(v => (v > 0.8 ? Number.NaN : Math.round(v * 100))),
    name: [...noise].map((v, i) => (i % 7 === 0 ? null : `Name ${Math.round(v * 20)}`)),
    id: Float64Array.from({ length: n }, (_, i) => i),
  },
  { parts: Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 2 : 0)) },
)

function tablesOf(kept: Frame) {
  const saved = new Map<string, readonly ColumnCells[]>()
  const tables = new Tables(nodeTypes, {
    table: (path, columns) => Promise.resolve(void saved.set(path, columns)).then(() => ({ path, bytes: 1 })),
  })
  tables.keep('a', { frame: kept, summary: {} })
  return { tables, saved }
}

const { tables } = tablesOf(frame)
type Asked = Partial<Omit<QuestionOf<'rows'>, 'is' | 'node'>>
const rows = (asked: Asked, of = tables) =>
  of.answer<'rows'>({ is: 'rows', node: 'a', offset: 0, limit: 5000, filters: [], ...asked })
const ids = async (asked: Asked) => [...(await rows(asked)).rows]
const x = await (frame.columns[0].cells as NumberCells).numbers()
const all = Array.from({ length: n }, (_, i) => i)

describe('rows of a table', () => {
  it.each<Asked>([
    {},
    { sort: { column: 'x', descending: true } },
    { sort: { column: 'name', descending: false }, filters: [{ is: 'range', column: 'x', min: -50, max: 20 }] },
    { sort: { column: null, descending: false } },
  ])('in pages are the whole: %o', async asked => {
    const whole = await rows(asked)
    const parts: number[] = []
    const cells: number[] = []
    for (let offset = 0; offset < whole.total; offset += 333) {
      const page = await rows({ ...asked, offset, limit: 333, columns: ['id'] })
      expect(page.total).toBe(whole.total)
      parts.push(...page.rows)
      cells.push(...(page.columns[0] as { values: Float64Array }).values)
    }
    expect(parts).toEqual([...whole.rows])
    expect(cells).toEqual(parts)
  })

  it('are found by their number, wherever they stand', async () => {
    const find = async (row: number, asked: Asked = {}) =>
      (await tables.answer<'place'>({ is: 'place', node: 'a', row, filters: [], ...asked })).place
    expect([await find(0), await find(4999), await find(5000)]).toEqual([0, 4999, null])
    const asked: Asked = {
      sort: { column: 'x', descending: true },
      filters: [{ is: 'range', column: 'x', min: -50, max: 20 }],
    }
    const shown = await ids(asked)
    expect(shown.length).toBeGreaterThan(100)
    for (const place of [0, 57, shown.length - 1]) expect(await find(shown[place], asked)).toBe(place)
    const gone = all.find(row => !shown.includes(row))!
    expect(await find(gone, asked)).toBeNull()
  })

  it('past the end are none', async () => {
    const page = await rows({ offset: 9000, limit: 10 })
    expect([page.total, page.rows.length, page.columns.length]).toEqual([n, 0, 3])
  })

  it('carry their partition, and can be ordered and filtered by it', async () => {
    const page = await rows({ offset: 3, limit: 3 })
    expect([...page.parts!]).toEqual([2, 0, 0])
    const test = await ids({ filters: [{ is: 'in', column: null, values: ['test'] }] })
    expect(test).toEqual(all.filter(i => i % 3 === 0))
    expect((await ids({ sort: { column: null, descending: false } })).slice(0, test.length)).toEqual(test)
  })

  it('are sorted stably with missing cells last', async () => {
    const got = await ids({ sort: { column: 'x', descending: true } })
    const present = all.filter(i => !Number.isNaN(x[i])).sort((a, b) => x[b] - x[a])
    expect(got).toEqual([...present, ...all.filter(i => Number.isNaN(x[i]))])
  })

  const text = (i: number): string => `Name ${Math.round(noise[i] * 20)}`
  it.each<[string, Filter[], (i: number) => boolean]>([
    ['a range', [{ is: 'range', column: 'x', min: 0, max: 30 }], i => x[i] >= 0 && x[i] <= 30],
    ['an open range', [{ is: 'range', column: 'x', min: null, max: null }], i => !Number.isNaN(x[i])],
    ['missing numbers', [{ is: 'missing', column: 'x' }], i => Number.isNaN(x[i])],
    ['missing texts', [{ is: 'missing', column: 'name' }], i => i % 7 === 0],
    ['present texts', [{ is: 'present', column: 'name' }], i => i % 7 !== 0],
    [
      'a part of a text',
      [{ is: 'contains', column: 'name', text: 'NAME 1' }],
      i => i % 7 !== 0 && text(i).startsWith('Name 1'),
    ],
    ['digits of a number', [{ is: 'contains', column: 'id', text: '99' }], i => String(i).includes('99')],
    [
      'a list of texts',
      [{ is: 'in', column: 'name', values: ['Name 3', 'none'] }],
      i => i % 7 !== 0 && text(i) === 'Name 3',
    ],
    ['a list of numbers', [{ is: 'in', column: 'x', values: ['5', '-0'] }], i => x[i] === 5 || x[i] === 0],
    ['more than', [{ is: 'above', column: 'x', than: 5 }], i => x[i] > 5],
    ['less than', [{ is: 'below', column: 'x', than: 5 }], i => x[i] < 5],
    [
      'a list of texts in any letters',
      [{ is: 'in', column: 'name', values: ['NAME 3'], fold: true }],
      i => i % 7 !== 0 && text(i) === 'Name 3',
    ],
    [
      'all texts but some',
      [{ is: 'not', column: 'name', values: ['Name 3', 'none'] }],
      i => i % 7 !== 0 && text(i) !== 'Name 3',
    ],
    ['all numbers but some', [{ is: 'not', column: 'x', values: ['5'] }], i => !Number.isNaN(x[i]) && x[i] !== 5],
    [
      'two at once',
      [
        { is: 'missing', column: 'name' },
        { is: 'range', column: 'x', min: null, max: 0 },
      ],
      i => i % 7 === 0 && x[i] <= 0,
    ],
  ])('pass %s', async (_, filters, passes) => {
    const wanted = all.filter(passes)
    expect(wanted.length).toBeGreaterThan(0)
    expect(await ids({ filters })).toEqual(wanted)
  })

  it('name what cannot be asked', async () => {
    await expect(rows({ columns: ['y'] })).rejects.toMatchObject({ code: 'data', message: /no column named "y"/ })
    await expect(rows({ filters: [{ is: 'range', column: 'name', min: 0, max: 1 }] })).rejects.toMatchObject({
      code: 'data',
    })
    await expect(
      tables.answer<'rows'>({ is: 'rows', node: 'b', offset: 0, limit: 1, filters: [] }),
    ).rejects.toMatchObject({ code: 'data', message: 'There is no table after b yet.' })
  })

  it('of a name that JavaScript knows are found like any other', async () => {
    const { tables: hostile } = tablesOf(frameOf({ ['__proto__x']: [1], constructor: [2] }))
    expect((await rows({ sort: { column: 'constructor', descending: true } }, hostile)).columns).toHaveLength(2)
  })

  it('compute a defined column once for many pages', async () => {
    let asked = 0
    const source = frame.columns[0].cells as NumberCells
    const cells = { ...missingFlag(source), numbers: () => (asked++, missingFlag(source).numbers()) }
    const { tables: derived } = tablesOf({ ...frame, columns: [{ ...frame.columns[0], cells }] })
    for (const offset of [0, 10, 20]) await rows({ offset, limit: 10 }, derived)
    expect(asked).toBe(1)
  })

  it('of k folds show each prediction of the fold that held the row out', async () => {
    const fold = (values: number[], parts: number[]): Frame =>
      frameOf({ p: values }, { roles: { p: 'prediction' }, parts })
    const folds = [fold([1, 1, 1, 1], [2, 2, 0, 0]), fold([2, 2, 2, 2], [0, 0, 2, 2])]
    const { tables: folded } = tablesOf({ ...frameOf({ p: [9, 9, 9, 9] }, { roles: { p: 'prediction' } }), folds })
    const page = await rows({}, folded)
    expect([...(page.columns[0] as { values: Float64Array }).values]).toEqual([1, 1, 2, 2])
  })
})

describe('an overview', () => {
  it('counts the missing cells of each band of what is shown', async () => {
    const overview = await tables.answer<'overview'>({ is: 'overview', node: 'a', filters: [], bands: 10 })
    const bands = new Array<number>(10).fill(0)
    for (const i of all) bands[Math.floor(i / 500)] += (Number.isNaN(x[i]) ? 1 : 0) + (i % 7 === 0 ? 1 : 0)
    expect([overview.total, overview.columns, [...overview.missing]]).toEqual([n, 3, bands])
    const last = await tables.answer<'overview'>({
      is: 'overview',
      node: 'a',
      filters: [{ is: 'present', column: 'name' }],
      sort: { column: 'x', descending: false },
      bands: 2,
    })
    const gone = all.filter(i => i % 7 !== 0 && Number.isNaN(x[i])).length
    expect([...last.missing]).toEqual([0, gone])
  })
})

describe('saving', () => {
  it('writes the shown rows, in their order', async () => {
    const { tables: mine, saved } = tablesOf(frame)
    const asked: Omit<QuestionOf<'save'>, 'filters'> = {
      is: 'save',
      node: 'a',
      path: 'out.csv',
      exact: true,
      columns: ['id', 'name'],
    }
    const filters: Filter[] = [{ is: 'range', column: 'id', min: 0, max: 3 }]
    expect(await mine.answer<'save'>({ ...asked, filters, sort: { column: 'id', descending: true } })).toEqual({
      path: 'out.csv',
      bytes: 1,
    })
    const [id, name] = saved.get('out.csv')!
    expect((id as { values: Float64Array }).values).toEqual(Float64Array.from([3, 2, 1, 0]))
    const { codes, categories } = name as { codes: Int32Array; categories: string[] }
    expect([...codes].map(c => categories[c] ?? null)).toEqual([text3(3), text3(2), text3(1), null])
  })

  it('keeps terms, vectors and images with their rows', async () => {
    const id = frame.columns[2]
    const sparse = sparseOf(
      1,
      all.map(i => [[0, i + 0.25] as const]),
    )
    const wide: Frame = {
      ...frame,
      columns: [
        id,
        {
          ...id,
          name: 'p',
          kind: 'image',
          cells: imageCells(n, { height: 1, width: 1, channels: 1 }, Uint8Array.from(all)),
        },
        {
          ...id,
          name: 'v',
          kind: 'vector',
          cells: vectorCells(
            n,
            { width: 1 },
            Float64Array.from(all, i => i + 0.5),
          ),
        },
        { ...id, name: 't', kind: 'vector', cells: termCells(n, ['word'], sparse) },
      ],
    }
    const { tables: mine, saved } = tablesOf(wide)
    const filters: Filter[] = [{ is: 'range', column: 'id', min: 200, max: 201 }]
    const sort = { column: 'id', descending: true }
    await mine.answer<'save'>({ is: 'save', node: 'a', path: 'out.csv', exact: true, filters, sort })
    const written = saved.get('out.csv')!.map(c => [c.name, ...('values' in c ? c.values : [])])
    expect(written).toEqual([
      ['id', 201, 200],
      ['p[1,1]', 201, 200],
      ['v[1]', 201.5, 200.5],
      ['word', 201.25, 200.25],
    ])
  })

  it('hands the signal on, and writes nothing once it has come', async () => {
    const stop = new AbortController()
    const signals: (AbortSignal | undefined)[] = []
    const mine = new Tables(nodeTypes, {
      table: (path, _, { signal }) => Promise.resolve(void signals.push(signal)).then(() => ({ path, bytes: 1 })),
    })
    mine.keep('a', { frame, summary: {} })
    const asked: QuestionOf<'save'> = { is: 'save', node: 'a', path: 'out.csv', exact: true, filters: [] }
    await mine.answer<'save'>(asked, stop.signal)
    expect(signals).toEqual([stop.signal])
    stop.abort()
    await expect(mine.answer<'save'>(asked, stop.signal)).rejects.toMatchObject({ code: 'cancelled' })
    expect(signals).toHaveLength(1)
  })

  const text3 = (i: number): string => `Name ${Math.round(noise[i] * 20)}`
})

describe('a newer question', () => {
  it('stops an older one and is answered itself', async () => {
    const { tables: big } = tablesOf(frameOf({ v: testNumbers(600_000, 2) }))
    const cancel = new AbortController()
    const old = rowsOf(big, true, cancel.signal)
    setTimeout(() => cancel.abort(), 15)
    const [stopped, answered] = await Promise.allSettled([old, rowsOf(big, false)])
    expect(stopped).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } })
    if (answered.status === 'rejected') throw answered.reason
    const page = answered.value
    const values = (page.columns[0] as { values: Float64Array }).values
    expect([...values]).toEqual([...values].sort((a, b) => a - b))
  })
  const rowsOf = (of: Tables, descending: boolean, signal?: AbortSignal) =>
    of.answer<'rows'>(
      { is: 'rows', node: 'a', offset: 0, limit: 50, filters: [], sort: { column: 'v', descending } },
      signal,
    )
})
