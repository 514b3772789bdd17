import { describe, expect, it } from 'vitest'
import type { Kind } from '../../../shared/frame'
import { importContent, cellsOf, faultOf } from './scratchFile'

const column = (cells: readonly string[], options = {}) =>
  importContent(`id;x\n${cells.map((c, i) => `${i};${c}`).join('\n')}\n`, { delimiter: ';', ...options })

const times = <T>(n: number, of: readonly T[]): T[] => Array.from({ length: n }, () => of).flat()

/** [what, cells, kind, code of the warning]. */
const table: [string, string[], Kind, string?][] = [
  ['whole numbers', ['1', '-2', '30'], 'integer'],
  ['0 and 1', ['0', '1', '1'], 'integer'],
  ['2^53', ['9007199254740992', '1'], 'integer'],
  ['decimals', ['1.5', '2', '-.5', '3.'], 'number'],
  ['exponents', ['1e3', '2E-4', '1.5e+10'], 'number'],
  ['a power of ten beside short numbers', ['10', '12', '26', '1e12'], 'number'],
  ['codes of one length', ['9042', '9e42', '1033'], 'text', 'codes'],
  ['negative zero', ['-0', '1'], 'number'],
  ['spaces around numbers', [' 1', '2 ', '3'], 'integer'],
  ['true and false', ['true', 'False', 'TRUE', 'false'], 'boolean'],
  ['ISO dates', ['2020-01-31', '0099-12-31'], 'time'],
  ['ISO moments', ['2020-01-31T10:20:30.123Z', '2020-02-01 00:00Z'], 'time'],
  ['nothing', ['', 'NA', 'null'], 'number'],
  ['repeating text', ['a', 'b', 'a'], 'category'],
  ['different text', ['a', 'b', 'c'], 'text'],
  ['leading zeros', ['007', '012', '100'], 'text', 'leadingZeros'],
  ['leading zeros that repeat', ['007', '007', '008'], 'text', 'leadingZeros'],
  ['plus signs', ['+4930', '+4940'], 'text', 'plusSigns'],
  ['above 2^53', ['9007199254740993', '1'], 'text', 'bigIntegers'],
  ['above 2^53 among decimals', ['1.5', '12345678901234567890'], 'text', 'bigIntegers'],
  ['1e400', ['1e400', '1'], 'text', 'outOfRange'],
  ['1e-400', ['1e-400', '1'], 'text', 'outOfRange'],
  ['a long integer part', [`${'9'.repeat(400)}.5`, '1.5'], 'text', 'outOfRange'],
  ['mixed', ['1', '2', 'x'], 'text', 'mixed'],
  ['mixed with an early word', ['x', '2', '3'], 'text', 'mixed'],
  ['ambiguous dates', ['01/02/2020', '03/04/2020', '01/02/2020'], 'text', 'ambiguousDates'],
  ['dates with dots', ['1.2.2020', '13.2.2020'], 'time', 'dateOrder'],
  ['impossible dates', ['2021-02-29', '2021-02-28'], 'text', 'mixed'],
  ['microseconds', ['2020-01-01T00:00:00.000001Z', '2020-01-01T00:00:00Z'], 'time', 'microseconds'],
  ['with and without zone', ['2020-01-01T00:00:00Z', '2020-01-01T00:00:00'], 'text', 'mixedTimes'],
  ['thousands', ['1,234', '12,345,678'], 'integer', 'thousandsMarks'],
  ['hexadecimal', ['0x10', '0x11'], 'text'],
  ['infinity', ['Infinity', '-Infinity'], 'text'],
  ['booleans and numbers', ['true', '1', 'false'], 'boolean', 'truthDigits'],
  ['booleans and other numbers', ['true', '2', 'false'], 'text', 'mixed'],
  ['codes with a few words', times(10, ['0', '1', '3+']), 'category'],
  ['long texts that repeat', times(5, ['a'.repeat(70), 'b'.repeat(70)]), 'text'],
]

describe('column kinds', () => {
  it.each(table)('%s', (_, cells, kind, warning) => {
    const result = column(cells)
    expect(result.inspection.columns[1].kind).toBe(kind)
    const codes = result.inspection.warnings.filter(w => w.column === 'x').map(w => w.code)
    if (warning) expect(codes).toContain(warning)
    if (kind === 'text') expect(cellsOf(result, 'x')).toEqual(cells)
  })

  it('keeps every text cell exactly when the kind shows late', () => {
    const cells = [...Array.from({ length: 70_000 }, (_, i) => `${i}.50`), 'end']
    const result = column(cells)
    expect(result.inspection.columns[1].kind).toBe('text')
    expect(cellsOf(result, 'x')).toEqual(cells)
  })

  it('reads a decimal comma and no other', () => {
    const result = column(['1,5', '2', '-3,25', ''])
    expect(result.inspection.columns[1]).toMatchObject({ kind: 'number', missing: 1, min: -3.25, max: 2 })
    expect(cellsOf(result, 'x')).toEqual([1.5, 2, -3.25, null])
  })

  it('measures columns', () => {
    expect(column(['3', '', '1', '3']).inspection.columns[1]).toEqual({
      name: 'x',
      kind: 'integer',
      missing: 1,
      distinct: 2,
      min: 1,
      max: 3,
    })
    expect(column(['2020-01-02', '2020-01-01']).inspection.columns[1]).toMatchObject({
      distinct: 2,
      min: '2020-01-01T00:00:00.000',
    })
    expect(column(['b', 'a', 'b', '?']).inspection.columns[1]).toEqual({
      name: 'x',
      kind: 'category',
      missing: 1,
      distinct: 2,
      min: null,
      max: null,
    })
  })

  it('sorts categories by code units and keeps text in first-seen order', () => {
    const categories = column(['é', 'a', 'Z', 'é', 'a', 'Z']).columns[1]
    expect('categories' in categories && categories.categories).toEqual(['Z', 'a', 'é'])
    const text = column(['c', 'a', 'b']).columns[1]
    expect('categories' in text && text.categories).toEqual(['c', 'a', 'b'])
  })

  it('makes a category of at most 20 values, or 5 % of the rows', () => {
    const some = (n: number, rows: number): string[] => Array.from({ length: rows }, (_, i) => `v${i % n}`)
    expect(column(some(20, 100)).inspection.columns[1].kind).toBe('category')
    expect(column(some(21, 100)).inspection.columns[1].kind).toBe('text')
    expect(column(some(21, 420)).inspection.columns[1].kind).toBe('category')
  })

  it('takes other null values', () => {
    expect(column(['-999', '1', '2'], { nullValues: ['-999'] }).inspection.columns[1]).toMatchObject({
      missing: 1,
      min: 1,
    })
    expect(cellsOf(column(['NA', 'b', ''], { nullValues: [] }), 'x')).toEqual(['NA', 'b', ''])
  })

  it('takes chosen kinds, and counts what does not fit them', () => {
    const result = column(['007', '1', 'x', ''], { types: { x: 'number' } })
    expect(cellsOf(result, 'x')).toEqual([7, 1, null, null])
    expect(result.inspection.columns[1]).toMatchObject({ kind: 'number', missing: 2 })
    expect(result.inspection.warnings).toContainEqual(
      expect.objectContaining({
        code: 'unfitCells',
        column: 'x',
        message: expect.stringContaining('1 cell is not of the chosen kind number, such as "x"') as string,
      }),
    )
    expect(cellsOf(column(['yes', 'no', '1'], { types: { x: 'boolean' } }), 'x')).toEqual([1, 0, 1])
    expect(column(['1', '2', '3'], { types: { x: 'category' } }).inspection.columns[1].kind).toBe('category')
    expect(cellsOf(column(['1', '01'], { types: { x: 'text' } }), 'x')).toEqual(['1', '01'])
    expect(cellsOf(column(['1.5', '2.0'], { types: { x: 'integer' } }), 'x')).toEqual([null, 2])
    expect(faultOf(() => column(['1'], { types: { y: 'number' } }))).toMatchObject({
      code: 'input',
      message: 'There is no column "y".',
    })
  })

  it('keeps columns whose names are words of the language', () => {
    const { inspection } = importContent('__proto__,constructor,a,a,,A\n1,2,3,4,5,6\n7,8,9,10,11,12\n')
    expect(inspection.columns.map(c => c.name)).toEqual(['__proto__', 'constructor', 'a', 'a_2', 'column5', 'A'])
    expect(inspection.renamed).toEqual([
      { from: 'a', to: 'a_2' },
      { from: '', to: 'column5' },
    ])
  })
})
