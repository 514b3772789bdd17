import { describe, expect, it } from 'vitest'
import type { ImportOptions } from '../../../../shared/contracts/datasets'
import { seeded } from '../corpus'
import { cellsOf, importContent } from '../scratchFile'

/** One column of cells in a file of tabs, where no cell needs quotes. */
const column = (cells: readonly string[], options: Partial<ImportOptions> = {}) =>
  importContent(`id\tx\n${cells.map((cell, i) => `${i}\t${cell}`).join('\n')}\n`, { delimiter: '\t', ...options })

const read = (cells: readonly string[], options: Partial<ImportOptions> = {}) => cellsOf(column(cells, options), 'x')

const warningsOf = (cells: readonly string[], options: Partial<ImportOptions> = {}) =>
  column(cells, options).inspection.warnings.filter(warning => warning.column === 'x')

const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i))

interface Habit {
  name: string
  group: string
  mark: string
  around: (text: string, negative: boolean) => string
}

const minus = (text: string, negative: boolean): string => (negative ? `-${text}` : text)

/** How people write money and measures: by thousands mark, decimal mark and what stands about the digits. */
const habits: Habit[] = [
  { name: 'dollars', group: ',', mark: '.', around: (t, n) => (n ? `-$${t}` : `$${t}`) },
  { name: 'bookkeeping', group: ',', mark: '.', around: (t, n) => (n ? `($${t})` : `$${t}`) },
  { name: 'pounds by code', group: ',', mark: '.', around: (t, n) => `GBP ${minus(t, n)}` },
  { name: 'euros behind', group: '.', mark: ',', around: (t, n) => `${minus(t, n)} €` },
  { name: 'crowns', group: '\u00a0', mark: ',', around: (t, n) => `${n ? '\u2212' : ''}${t} kr` },
  { name: 'złoty', group: ' ', mark: ',', around: (t, n) => `${minus(t, n)} zł` },
  { name: 'francs', group: '’', mark: '.', around: (t, n) => `CHF ${minus(t, n)}` },
  { name: 'reals', group: '.', mark: ',', around: (t, n) => `R$ ${minus(t, n)}` },
  { name: 'minus behind', group: ',', mark: '.', around: (t, n) => (n ? `${t}-` : t) },
  { name: 'signs', group: ',', mark: '.', around: (t, n) => (n ? `-${t}` : `+${t}`) },
  { name: 'kilograms', group: '\u202f', mark: ',', around: (t, n) => `${minus(t, n)} kg` },
  { name: 'percent', group: '', mark: '.', around: (t, n) => `${minus(t, n)}%` },
  { name: 'degrees', group: '', mark: ',', around: (t, n) => `${minus(t, n)} °C` },
  { name: 'underscores', group: '_', mark: '.', around: minus },
  { name: 'full width', group: '', mark: '.', around: (t, n) => minus(t, n).replace(/\d/g, d => String.fromCharCode(0xff10 + Number(d))) },
] // prettier-ignore

const written = (cents: number, { group, mark, around }: Habit): string => {
  const [whole, fraction] = (Math.abs(cents) / 100).toFixed(2).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group)
  return around(`${grouped}${mark}${fraction}`, cents < 0)
}

describe('numbers as people write them', () => {
  it.each(habits.map(habit => [habit.name, habit] as const))('%s', (_, habit) => {
    const random = seeded(habit.name.length)
    for (let round = 0; round < 20; round++) {
      const cents = times(12, () => Math.round((random() - 0.4) * 10 ** (1 + random() * 8)))
      const cells = cents.map(c => written(c, habit))
      const values = cents.map(c => (c === 0 ? expect.closeTo(0) : c / 100))
      expect(read(cells), cells.join(' ')).toEqual(values)
      const told = warningsOf(cells).map(warning => warning.message)
      expect(told.join(' '), cells.join(' ')).toMatch(/\d+ cells? /)
      expect(read(cells, { types: { x: 'number' } })).toEqual(values)
      expect(read(cells, { types: { x: 'text' } })).toEqual(cells)
      if (habit.group === '.' || habit.group === ',') continue
      const rounded = cents.map(c => Math.sign(c) * Math.ceil(Math.abs(c) / 100) * 1000 + 0)
      const whole = rounded.map(value => written(value * 100, habit).replace(/[.,]00/, ''))
      expect(read(whole), whole.join(' ')).toEqual(rounded.map(value => (value === 0 ? expect.closeTo(0) : value)))
    }
  })

  it('takes the mark of the other columns where three digits may be thousands or decimals', () => {
    const table = (x: string[], y: string[], delimiter: string) =>
      importContent(`x${delimiter}y\n${x.map((cell, i) => `${cell}${delimiter}${y[i]}`).join('\n')}\n`, { delimiter })
    const dots = ['12.345', '1.234', '123.456']
    for (const delimiter of ['\t', ';', '|']) {
      const german = table(dots, ['0,5', '1,25', '2,5'], delimiter)
      expect(cellsOf(german, 'x')).toEqual([12_345, 1234, 123_456])
      expect(cellsOf(german, 'y')).toEqual([0.5, 1.25, 2.5])
      expect(german.inspection.warnings.map(w => w.code)).toContain('thousandsMarks')
      const english = table(dots, ['0.5', '1.25', '2.5'], delimiter)
      expect(cellsOf(english, 'x')).toEqual([12.345, 1.234, 123.456])
      expect(english.inspection.warnings).toEqual([])
    }
  })

  it('reads three digits as it is told, by the table or the column', () => {
    const dots = ['12.345', '1.234', '123.456']
    const [point, comma] = [[12.345, 1.234, 123.456], [12_345, 1234, 123_456]] // prettier-ignore
    expect(read(dots, { formats: { x: '.' } })).toEqual(point)
    expect(read(dots, { formats: { x: ',' } })).toEqual(comma)
    expect(read(dots, { decimal: ',' })).toEqual(comma)
    expect(read(dots, { decimal: '.' })).toEqual(point)
    for (const formats of [{ x: '.' }, { x: ',' }] as const)
      expect(warningsOf(dots, { formats }).filter(w => w.code === 'decimalMarks')).toEqual([])
    const [question] = warningsOf(dots)
    const other = question.answers!.find(answer => !answer.used)!
    expect(read(dots, other.set)).toEqual(comma)
  })

  it.each([
    ['different units', ['5 kg', '500 g', '7 kg'], 'units'],
    ['different currencies', ['$5', '€6', '$7'], 'units'],
    ['some percent', ['42%', '0.5', '7%'], 'units'],
    ['millions beside none', ['1.2M', '500000'], 'units'],
    ['both marks', ['1.234', '1,234', '5'], 'decimalMarks'],
    ['codes with E', ['101E01', '9e42', '123'], 'codes'],
    ['versions', ['1.8', '1.9', '1.10'], 'versions'],
    ['ranges', ['5-10', '10-20'], 'nearNumbers'],
    ['bounds', ['<5', '>100', '<0.1'], 'nearNumbers'],
    ['errors in brackets', ['1.23 (0.45)', '2.34 (0.56)'], 'nearNumbers'],
    ['sides', ['48.85N', '12.5S'], 'nearNumbers'],
    ['debit', ['12 CR', '13 DR'], 'nearNumbers'],
    ['quarters', ['2020Q1', '2020Q2'], 'nearNumbers'],
    ['words among numbers', ['12', 'abc', '13', 'def', '14'], 'mixed'],
    ['grouped beyond 2^53', ['12,345,678,901,234,567', '1,000'], 'bigIntegers'],
  ])('leaves %s as text, and says so', (_, cells, code) => {
    expect(read(cells)).toEqual(cells)
    const [told] = warningsOf(cells)
    expect(told).toMatchObject({ code, message: expect.stringMatching(/^"x": .*\d+ cells?\b.*kept as text/) as string })
  })

  it.each([
    ['addresses', ['12 Main St', '24 Oak Ave']],
    ['apartments', ['24a', '25b', '26c']],
    ['phones', ['555-123-4567', '555-987-6543']],
    ['addresses of machines', ['10.0.0.1', '192.168.1.1']],
    ['sizes', ['5" pipe', '6" pipe']],
    ['sentences', ['hello, world', '3 blind mice and a 4th']],
  ])('takes %s for the text they are', (_, cells) => {
    expect(read(cells)).toEqual(cells)
  })
})

const words = [
  'n/a',
  'N/A',
  '-',
  '--',
  '.',
  '\\N',
  'NULL',
  'None',
  '#N/A',
  'refused',
  'dk',
  'unknown',
  'missing',
  '#DIV/0!',
  'k.A.',
]

describe('words for missing', () => {
  it.each([
    ['numbers', 'integer', (i: number) => String(i % 7), (i: number) => i % 7],
    ['decimals', 'number', (i: number) => `${i}.25`, (i: number) => i + 0.25],
    ['0 and 1', 'integer', (i: number) => String(i % 2), (i: number) => i % 2],
    ['truth values', 'boolean', (i: number) => (i % 2 ? 'true' : 'FALSE'), (i: number) => i % 2],
    ['days', 'time', (i: number) => `2020-01-${10 + (i % 20)}`, (i: number) => Date.UTC(2020, 0, 10 + (i % 20))],
  ])('are missing among %s, counted and told', (_, kind, cell, value) => {
    const random = seeded(kind.length)
    for (let round = 0; round < 10; round++) {
      const some = times(2, () => words[Math.floor(random() * words.length)])
      const gaps = times(40, () => (random() < 0.2 ? some[Math.floor(random() * 2)] : null))
      const cells = gaps.map((word, i) => word ?? cell(i))
      const result = column(cells)
      const missing = gaps.filter(word => word !== null).length
      expect(result.inspection.columns[1]).toMatchObject({ kind, missing })
      expect(cellsOf(result, 'x')).toEqual(gaps.map((word, i) => (word === null ? value(i) : null)))
      if (missing === 0) continue
      const told = result.inspection.warnings.find(warning => warning.code === 'missingWords')!
      expect(told.message).toContain(
        missing === 1 ? '1 cell is read as missing' : `${missing} cells are read as missing`,
      )
      for (const word of new Set(gaps)) if (word !== null) expect(told.message).toContain(`"${word}"`)
      const asText = told.answers!.find(answer => !answer.used)!
      expect(read(cells, asText.set)).toEqual(cells)
    }
  })

  it('asks about a code that looks like a word, and about a number far from all others', () => {
    const [codes] = warningsOf(['NA', 'NG', 'NE', 'NI'])
    expect(codes).toMatchObject({ code: 'missingCodes' })
    expect(read(['NA', 'NG', 'NE', 'NI'], codes.answers![1].set)).toEqual(['NA', 'NG', 'NE', 'NI'])
    expect(warningsOf(['NA', 'male', 'female', 'male'])).toEqual([])
    const cells = ['20.5', '-999.0', '21.5', '-999.0', '19.5']
    const [sentinel] = warningsOf(cells)
    expect(sentinel).toMatchObject({ code: 'sentinel', message: expect.stringContaining('2 cells') as string })
    const { nullValues = [] } = sentinel.answers![1].set
    expect(read(cells, { nullValues: ['', ...nullValues] })).toEqual([20.5, null, 21.5, null, 19.5])
    expect(warningsOf(['97', '98', '99', '96', '95', '99'])).toEqual([])
    expect(warningsOf(['-99', '-98', '-97', '-99'])).toEqual([])
  })

  it('tells spellings of one category, and makes one of them', () => {
    const cells = ['yes', ' yes', 'Yes', 'no', 'No', 'yes', 'no', 'YES']
    const [told] = warningsOf(cells)
    expect(told).toMatchObject({ code: 'spellings', message: expect.stringContaining('8 cells') as string })
    expect(read(cells)).toEqual(cells)
    expect(read(cells, told.answers![1].set)).toEqual(['yes', 'yes', 'yes', 'no', 'no', 'yes', 'no', 'yes'])
  })
})

const pad = (n: number): string => String(n).padStart(2, '0')
const inLocale = (locale: string, month: 'short' | 'long') => (d: Date) =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month, year: 'numeric', timeZone: 'UTC' }).format(d)

/** How people write days. */
const days: [string, (d: Date) => string][] = [
  ['d/m/y', d => `${pad(d.getUTCDate())}/${pad(d.getUTCMonth() + 1)}/${d.getUTCFullYear()}`],
  ['m/d/y', d => `${d.getUTCMonth() + 1}/${d.getUTCDate()}/${d.getUTCFullYear()}`],
  ['y/m/d', d => `${d.getUTCFullYear()}/${pad(d.getUTCMonth() + 1)}/${pad(d.getUTCDate())}`],
  ['y-m-d unpadded', d => `${d.getUTCFullYear()}-${d.getUTCMonth() + 1}-${d.getUTCDate()}`],
  ['y.m.d', d => `${d.getUTCFullYear()}.${pad(d.getUTCMonth() + 1)}.${pad(d.getUTCDate())}`],
  ['d.m.y', d => `${d.getUTCDate()}.${d.getUTCMonth() + 1}.${d.getUTCFullYear()}`],
  ['d-m-y', d => `${pad(d.getUTCDate())}-${pad(d.getUTCMonth() + 1)}-${d.getUTCFullYear()}`],
  ['d.m.yy', d => `${pad(d.getUTCDate())}.${pad(d.getUTCMonth() + 1)}.${pad(d.getUTCFullYear() % 100)}`],
  ['SAS', d => `${pad(d.getUTCDate())}${d.toUTCString().slice(8, 11).toUpperCase()}${d.getUTCFullYear()}`],
  ['RFC 822', d => d.toUTCString().slice(0, 16)],
  ...['en-US', 'en-GB', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'sv'].flatMap(locale =>
    (['short', 'long'] as const).map((month): [string, (d: Date) => string] => [`${locale} ${month}`, inLocale(locale, month)]),
  ),
] // prettier-ignore

/** How people write the time behind a day, to the second. */
const clocks: [string, (d: Date) => string][] = [
  ['24 hours', d => ` ${d.toISOString().slice(11, 19)}`],
  ['12 hours', d => ` ${d.getUTCHours() % 12 || 12}:${d.toISOString().slice(14, 19)} ${d.getUTCHours() < 12 ? 'AM' : 'PM'}`],
  ['p.m.', d => ` ${pad(d.getUTCHours() % 12 || 12)}:${d.toISOString().slice(14, 19)} ${d.getUTCHours() < 12 ? 'a.m.' : 'p.m.'}`],
] // prettier-ignore

/** Days of the years 1970 to 2060, one of them past the 12th. */
const dates = (random: () => number): Date[] => [
  new Date(Date.UTC(2018, 0, 31)),
  ...times(10, () => new Date(Date.UTC(1970, 0, 1 + Math.floor(random() * 33_000)))),
]

describe('dates as people write them', () => {
  it.each(days)('%s', (name, write) => {
    const random = seeded(name.length)
    for (let round = 0; round < 10; round++) {
      const moments = dates(random)
      const cells = moments.map(write)
      const result = column(cells)
      expect(result.inspection.columns[1], cells.join(' | ')).toMatchObject({ kind: 'time' })
      expect(cellsOf(result, 'x')).toEqual(moments.map(Number))
      expect(read(cells, { types: { x: 'time' } })).toEqual(moments.map(Number))
      const [, clock] = clocks[round % clocks.length]
      const withTime = moments.map(d => new Date(Number(d) + Math.floor(random() * 86_400) * 1000))
      expect(read(withTime.map(d => write(d) + clock(d)))).toEqual(withTime.map(Number))
    }
  })

  it.each(['Z', ' UTC', ' GMT', '+01', ' +01:00', '-0700', ' EST'])('zone %s', zone => {
    const hours = zone.includes('01') ? 1 : zone.includes('07') ? -7 : zone.includes('EST') ? -5 : 0
    const result = column([`2021-06-30 08:33:37.5${zone}`, `2021-07-01 00:00:00${zone}`])
    expect(result.inspection.columns[1]).toMatchObject({ kind: 'time', zone: 'utc' })
    expect(cellsOf(result, 'x')).toEqual([Date.UTC(2021, 5, 30, 8 - hours, 33, 37, 500), Date.UTC(2021, 6, 1, -hours)])
  })

  it('asks where day and month may be either, and reads what is answered', () => {
    const cells = ['03/02/2020', '01/04/2020', '05/01/2020', '02/02/2020']
    const [question] = warningsOf(cells)
    expect(question).toMatchObject({ code: 'ambiguousDates', message: expect.stringContaining('3 cells') as string })
    expect(read(cells)).toEqual(cells)
    const utc = (order: 'dmy' | 'mdy'): number[] =>
      cells.map(cell => {
        const [a, b, year] = cell.split('/').map(Number)
        return order === 'dmy' ? Date.UTC(year, b - 1, a) : Date.UTC(year, a - 1, b)
      })
    expect(read(cells, question.answers![0].set)).toEqual(utc('dmy'))
    expect(read(cells, question.answers![1].set)).toEqual(utc('mdy'))
    expect(read(cells, { dateFormat: 'mdy' })).toEqual(utc('mdy'))
    expect(read(cells, { dateFormat: 'mdy', formats: { x: 'dmy' } })).toEqual(utc('dmy'))
  })

  it('takes the order of another column', () => {
    const { inspection, ...table } = importContent(
      'a;b\n03/02/2020;13/02/2020\n01/04/2020;01/04/2020\n05/01/2020;14/01/2020\n',
    )
    expect(inspection.columns.map(c => c.kind)).toEqual(['time', 'time'])
    expect(cellsOf({ inspection, ...table }, 'a')).toEqual([
      Date.UTC(2020, 1, 3),
      Date.UTC(2020, 3, 1),
      Date.UTC(2020, 0, 5),
    ])
  })

  it.each([
    ['two orders at once', ['13/01/2018', '01/14/2018', '15/01/2018'], 'ambiguousDates'],
    ['a day that is none', ['2021-02-29', '2021-02-28', '2021-02-27'], 'mixed'],
    ['seasons', ['2008-09', '2009-10', '2010-11'], 'seasons'],
    ['times with a zone and without', ['2020-01-01 10:00Z', '2020-01-01 10:00'], 'mixedTimes'],
  ])('leaves %s as text, and says so', (_, cells, code) => {
    expect(read(cells)).toEqual(cells)
    expect(warningsOf(cells)[0]).toMatchObject({ code, message: expect.stringMatching(/\d+ cells?\b/) as string })
  })

  it('reads times of day and lengths of time as minutes', () => {
    expect(read(['05:40', '21:30', '0:00'])).toEqual([340, 1290, 0])
    expect(read(['5:40 AM', '9:30 PM', '12:00 AM'])).toEqual([340, 1290, 0])
    expect(read(['01:30:30', '125:00:15'])).toEqual([90.5, 7500.25])
    expect(read(['1h 30m', '2h 15min', '1d 1h'])).toEqual([90, 135, 1500])
    expect(read(['PT1H30M', 'PT45M', 'P1DT1M'])).toEqual([90, 45, 1441])
  })

  it('hints at dates of eight digits, and reads them when they are chosen', () => {
    const cells = ['20200131', '20200229', '20200301']
    const [hint] = warningsOf(cells)
    expect(hint).toMatchObject({ code: 'dayNumbers' })
    expect(read(cells)).toEqual([20200131, 20200229, 20200301])
    expect(read(cells, hint.answers![1].set)).toEqual([
      Date.UTC(2020, 0, 31),
      Date.UTC(2020, 1, 29),
      Date.UTC(2020, 2, 1),
    ])
    expect(warningsOf(['20200131', '20201331', '20200301'])).toEqual([])
    const months = ['202001', '202002', '202012']
    expect(warningsOf(months)).toMatchObject([{ code: 'dayNumbers' }])
    expect(read(months, { types: { x: 'time' } })).toEqual([0, 1, 11].map(month => Date.UTC(2020, month)))
    expect(warningsOf(['202001', '202013', '202012'])).toEqual([])
  })
})

describe('the first record', () => {
  it.each([
    ['$5.00', '$7.50', '$9.25'],
    ['42%', '32.5%', '7%'],
    ['13 Jan 2020', '14 Jan 2020', '15 Feb 2020'],
    ['05:40', '21:30', '17:45'],
    ['31.12.2020 10:15', '1.1.2021 10:30', '2.1.2021 10:45'],
    ['1.299,99 €', '5,00 €', '12,50 €'],
    ['(5.25)', '7.50', '(1.00)'],
    ['18-AUG-2016', '19-AUG-2016', '01-SEP-2016'],
  ])('is data where it holds what stands below: %s', (...cells) => {
    const { inspection } = importContent(cells.map((cell, i) => `${'ABC'[i]};${cell}\n`).join(''))
    expect(inspection).toMatchObject({ rows: 3, dialect: { header: false } })
  })

  it('is names where months stand above numbers', () => {
    for (const names of ['Jan 2020;Feb 2020', '2020-01;2020-02', 'Jan-20;Feb-20'])
      expect(importContent(`region;${names}\nnorth;1;2\nsouth;3;4\n`).inspection.columns.map(c => c.name)).toEqual([
        'region',
        ...names.split(';'),
      ])
  })
})

describe('a kind chosen by hand', () => {
  it('reads what it can', () => {
    expect(read(['yes', 'No', 'TRUE', '0', 'n/a', 'ja'], { types: { x: 'boolean' } })).toEqual([1, 0, 1, 0, null, 1])
    expect(read(['$1,200', '7 kg', '(5)', '007', '1e3', 'x'], { types: { x: 'number' } })).toEqual([
      1200,
      7,
      -5,
      7,
      1000,
      null,
    ])
    expect(read(['$1,200', '2.0', '2.5', '1,234,567'], { types: { x: 'integer' } })).toEqual([1200, 2, null, 1_234_567])
    expect(read(['2020-01-31', '31.01.2020', '31 Jan 2020', 'x'], { types: { x: 'time' } })).toEqual([
      ...times(3, () => Date.UTC(2020, 0, 31)),
      null,
    ])
    expect(read(['TRUE', '0', '1', 'FALSE'], { types: { x: 'number' } })).toEqual([1, 0, 1, 0])
  })

  it('counts what it cannot', () => {
    const told = warningsOf(['$5', 'x', 'y', '7 kg'], { types: { x: 'number' } })
    expect(told).toContainEqual(
      expect.objectContaining({ code: 'unfitCells', message: expect.stringMatching(/^"x": 2 cells .*"x"/) as string }),
    )
  })
})
