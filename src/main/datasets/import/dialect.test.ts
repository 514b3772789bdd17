import { describe, expect, it } from 'vitest'
import { dialectCorpus } from './corpus'
import { cellsOf, faultOf, importContent } from './scratchFile'

describe('dialect detection', () => {
  it('reads at least 98 % of the corpus right by itself', () => {
    const corpus = dialectCorpus(20_26)
    expect(corpus.length).toBeGreaterThan(300)
    const wrong = corpus.filter(({ text, expected, name }) => {
      const fault = faultOfReading(text, expected)
      if (fault) console.error(name, fault)
      return fault !== null
    })
    expect(wrong.length / corpus.length).toBeLessThanOrEqual(0.02)
  })

  it('skips the line sep= of spreadsheets and obeys it', () => {
    const { inspection } = importContent('sep=;\r\na;b\r\n1;2,5\r\n2;3,5\r\n')
    expect(inspection.dialect).toMatchObject({ delimiter: ';', decimal: ',', skippedLines: 1, header: true })
    expect(inspection.rows).toBe(2)
  })

  it.each(['70 kg', '21.5 °C', 'CHF 99.00'])('keeps numbers with their unit in one column: %s', cell => {
    const { inspection } = importContent(`w\n${cell}\n${cell}\n${cell}\n`)
    expect(inspection.columns).toMatchObject([{ name: 'w', distinct: 1, min: Number(/[\d.]+/.exec(cell)![0]) }])
    expect(inspection.dialect.skippedLines).toBe(0)
  })

  it('lists a record that is too long for names with the same delimiter', () => {
    const { rows, rejected, dialect } = importContent('a,b\n1,2\n1,2,9\n3,4\n').inspection
    expect([rows, rejected.length, dialect.delimiter]).toEqual([2, 1, ','])
  })

  it('keeps messages that begin with a mark of comments', () => {
    const texts = [
      'hello there',
      '* Will be in, by then',
      '**FREE** call',
      '% off, now',
      '--',
      '#tag and more',
      'bye, all',
      'x',
    ]
    const lines = texts.map((text, i) => `${text.includes(',') ? `"${text}"` : text},ham,${i}`)
    const { rows, warnings } = importContent(['message,target,n', ...lines, ...lines].join('\n')).inspection
    expect(rows).toBe(2 * texts.length)
    expect(warnings.filter(w => w.code === 'comments')).toEqual([])
  })

  it('takes what people choose', () => {
    const text = 'a;b,c\n1;2,3\n4;5,6\n'
    expect(importContent(text, { delimiter: ',' }).inspection.columns.map(c => c.name)).toEqual(['a;b', 'c'])
    expect(importContent(text, { delimiter: ';', header: 'no' }).inspection).toMatchObject({
      rows: 3,
      dialect: { header: false },
    })
    expect(cellsOf(importContent('a;b\n1;2,3\n', { delimiter: ';', decimal: '.' }), 'b')).toEqual(['2,3'])
    expect(importContent('a\tb,c\n1\t2\n', { format: 'tsv' }).inspection.columns.map(c => c.name)).toEqual(['a', 'b,c'])
  })

  it('reads any one character as delimiter, and says what cannot be one', () => {
    for (const delimiter of [' ', '§', '^', '.', ':', 'x']) {
      const text = `a${delimiter}b\n1${delimiter}"p${delimiter}q"\n4${delimiter}r\n`
      expect(cellsOf(importContent(text, { delimiter }), 'b')).toEqual([`p${delimiter}q`, 'r'])
    }
    for (const delimiter of ['', '123456789', '"', '\n']) {
      expect(faultOf(() => importContent('a,b\n1,2\n', { delimiter }))).toMatchObject({
        code: 'parameter',
        where: 'delimiter',
      })
    }
  })

  it('finds the table under lines of other widths', () => {
    const bank =
      '"Source","Indicators",\n\n"Updated","2020-01-01",\n\n"Name","Code","1960","1961"\n"A","x","1","2"\n"B","y","3","4"\n'
    expect(importContent(bank).inspection).toMatchObject({
      rows: 2,
      dialect: { skippedLines: 4, header: true },
      columns: [{ name: 'Name' }, {}, { name: '1960' }, {}],
    })
  })

  it('reads years as names of columns', () => {
    const { inspection } = importContent('country,1990,1991,1992\nA,1,2,3\nB,4,5,6\n')
    expect(inspection.columns.map(c => c.name)).toEqual(['country', '1990', '1991', '1992'])
  })

  it('finds delimiters of all kinds, also of two characters', () => {
    for (const delimiter of [',', ';', '\t', '|', ':', '^', '~', '::', '||', ' ', '   ']) {
      const found = /^\s{2,}/.test(delimiter) ? 'spaces' : delimiter
      const text =
        ['id', 'name', 'v'].join(delimiter) + [1, 2, 3].map(i => `\n${[i, 'x', i / 2].join(delimiter)}`).join('')
      const { dialect, columns, rows } = importContent(text).inspection
      expect([dialect.delimiter, rows, columns.map(c => c.name).join()], delimiter).toEqual([found, 3, 'id,name,v'])
    }
  })

  it('finds the names over records of control, titles and rows without names', () => {
    const names = (text: string): string =>
      importContent(text)
        .inspection.columns.map(c => c.name)
        .join()
    const rows = 'IT,P,1.5,9\nGB,P,2.5,8\nDE,Q,3.5,7\n'
    expect(names(`Format,Start,Sender,To\n5,2022-06-01,Company,x\nCountry,Product,v,UPC\n${rows}`)).toBe(
      'Country,Product,v,UPC',
    )
    expect(names(`Report,,,\n,,,\nby us,,,\na,b,v,w\n${rows}`)).toBe('a,b,v,w')
    expect(names(`a,b,v\n${rows}`)).toBe('column1,a,b,v')
    expect(names(`a,b,v,w,\n${rows}`)).toBe('a,b,v,w')
    expect(names('day,0,1,2\nMon,5,6,7\nTue,6,7,8\n')).toBe('day,0,1,2')
  })

  it('reads a single column', () => {
    expect(importContent('weight\n1.5\n2.5\n').inspection).toMatchObject({
      rows: 2,
      dialect: { header: true },
      columns: [{ kind: 'number' }],
    })
    expect(importContent('1\n2\n3').inspection).toMatchObject({ rows: 3, dialect: { header: false } })
  })
})

function faultOfReading(text: string, expected: ReturnType<typeof dialectCorpus>[number]['expected']): string | null {
  const { inspection } = importContent(text)
  const { delimiter, decimal, header, skippedLines } = inspection.dialect
  const got = {
    delimiter,
    decimal,
    header,
    skippedLines,
    rows: inspection.rows,
    names: inspection.columns.map(c => c.name),
  }
  const kinds = inspection.columns.map(c => c.kind).join()
  if (!/^integer,number,category,(category|text),time$/.test(kinds)) return kinds
  return JSON.stringify(got) === JSON.stringify(expected) ? null : JSON.stringify(got)
}
