import { describe, expect, it } from 'vitest'
import type { ColumnCells } from '../../../shared/contracts/datasets'
import { seeded } from '../import/corpus'
import { cellsOf, importContent } from '../import/scratchFile'
import { csvOf } from './csv'
import { neutralise } from './formula'

const textColumn = (name: string, cells: (string | null)[]): ColumnCells => {
  const categories = [...new Set(cells.filter(c => c !== null))]
  return {
    name,
    kind: 'text',
    codes: Int32Array.from(cells, c => (c === null ? -1 : categories.indexOf(c))),
    categories,
  }
}
const csv = (columns: ColumnCells[], exact: boolean): string => [...csvOf(columns, { exact })].join('')

const signs = ['=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20']
const disguises = ['', ' ', '\t', '\r', '\n', '\u00a0', '\ufeff', '\u200b', '\0', '"', "'"]
const payloads = [
  ...signs.flatMap(sign => disguises.map(disguise => `${disguise}${sign}1+1`)),
  "=cmd|'/c calc'!A1",
  "=cmd|'/c calc'!A1\nx",
  '=1+1\nfoo',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "+thespanishinquisition(cmd|'/c calc'!A",
  '=HYPERLINK("http://x","y")',
  "-2+3+cmd|' /C calc'!D2",
  '\tx',
  '\rx',
]

/** What a spreadsheet sees of a cell once its blanks and quotes are gone. */
const runs = (cell: string): boolean =>
  !cell.startsWith("'") && /^[\s\u00a0\ufeff\u200b\0"']*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(cell)

describe('CSV for spreadsheets', () => {
  it(`neutralises ${payloads.length} formulas in cells and headers`, () => {
    expect(payloads.length).toBeGreaterThanOrEqual(60)
    for (const payload of payloads) {
      const table = importContent(
        csv([textColumn('id', ['a', 'b']), textColumn(payload, [payload, 'harmless'])], false),
        {
          delimiter: ',',
          header: 'yes',
          nullValues: [],
        },
      )
      const name = table.inspection.columns[1].name
      expect(runs(name), JSON.stringify(name)).toBe(false)
      const cell = String(cellsOf(table, name)[0])
      expect(runs(cell), JSON.stringify(cell)).toBe(false)
      expect(cell.startsWith("'")).toBe(true)
    }
  })

  it('leaves numbers and plain text alone', () => {
    const numbers: ColumnCells = { name: 'x', kind: 'number', values: Float64Array.of(-5, -0.5, NaN) }
    expect(csv([numbers, textColumn('t', ['a-b', '3=3', "it's"])], false)).toBe("x,t\n-5,a-b\n-0.5,3=3\n,it's\n")
    expect(neutralise('plain = text')).toBe('plain = text')
  })

  it('writes exactly when asked', () => {
    expect(csv([textColumn('=a', ['=1+1', '-x'])], true)).toBe('=a\n=1+1\n-x\n')
  })
})

describe('exact CSV', () => {
  it('comes back as it was, 300 times', () => {
    const random = seeded(99)
    for (let i = 0; i < 300; i++) {
      const columns = randomTable(random)
      const back = importContent(csv(columns, true), { delimiter: ',', header: 'yes' })
      expect(back.inspection.rejected, JSON.stringify(csv(columns, true))).toEqual([])
      const names = back.inspection.columns.map(column => column.name)
      expect(names, JSON.stringify(csv(columns, true))).toEqual(columns.map(column => column.name))
      for (const column of columns) {
        const cells =
          'codes' in column
            ? Array.from(column.codes, code => (code < 0 ? null : column.categories[code]))
            : Array.from(column.values, value => (Number.isNaN(value) ? null : value))
        expect(cellsOf(back, column.name)).toEqual(cells)
      }
    }
  })

  it('keeps the rows of a single column with gaps', () => {
    const text = csv([textColumn('a', ['x', null, 'y y'])], true)
    expect(cellsOf(importContent(text, { header: 'yes' }), 'a')).toEqual(['x', null, 'y y'])
  })
})

const pieces = ['a', 'é', '"', ',', '\n', '\r\n', ';', '=', ' ', '漢', '😀', "'", '\t', '|', 'x1']

function randomTable(random: () => number): ColumnCells[] {
  const rows = 2 + Math.floor(random() * 30)
  const some = <T>(make: () => T): T[] => Array.from({ length: rows }, make)
  const text = (): string =>
    `t${Array.from({ length: Math.floor(random() * 8) }, () => pieces[Math.floor(random() * pieces.length)]).join('')}`
  const gap = (value: number): number => (random() < 0.1 ? NaN : value)
  return [
    {
      name: 'number',
      kind: 'number',
      values: Float64Array.from(some(() => gap((random() - 0.5) * 10 ** (random() * 40 - 20)))),
    },
    { name: 'whole', kind: 'integer', values: Float64Array.from(some(() => gap(Math.round(random() * 1e15)))) },
    { name: 'yes', kind: 'boolean', values: Float64Array.from(some(() => gap(random() < 0.5 ? 1 : 0))) },
    {
      name: 'day',
      kind: 'time',
      values: Float64Array.from(some(() => gap(Math.floor(random() * 20_000) * 86_400_000))),
    },
    { name: 'moment', kind: 'time', values: Float64Array.from(some(() => gap(Math.floor(random() * 2e12)))) },
    textColumn(
      'text',
      some(() => (random() < 0.1 ? null : text())),
    ),
    textColumn('na"me,\nx', some(text)),
  ]
}
