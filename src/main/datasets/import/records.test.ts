import { describe, expect, it } from 'vitest'
import { cellsOf, faultOf, importContent } from './scratchFile'

describe('records', () => {
  it('lists ragged records, and says where fields lack at the end', () => {
    const { inspection } = importContent('a,b,c\n1,2,3\nx,2\n\n1,2,3,4\n4,5,6\n7,8\n9,1,2,\n')
    expect(inspection.rows).toBe(4)
    expect(inspection.rejected).toEqual([
      { record: 2, line: 3, reason: 'it has 2 fields where 3 are expected' },
      { record: 3, line: 5, reason: 'it has 4 fields where 3 are expected' },
    ])
    expect(inspection.columns[2].missing).toBe(1)
    expect(inspection.warnings.map(w => [w.code, w.message])).toEqual([
      ['rejected', '2 records were rejected; the first is on line 3: it has 2 fields where 3 are expected.'],
      ['shortRecords', '1 record ends early: the cells that lack at the end are missing, first on line 7.'],
      ['emptyFields', '1 record has empty fields behind the last column: they were left out, first on line 8.'],
    ])
  })

  it('keeps rows apart under mixed line ends', () => {
    const result = importContent('a,b\r\n1,2\n3,4\r5,6\r\n7,8')
    expect(result.inspection.rows).toBe(4)
    expect(cellsOf(result, 'b')).toEqual([2, 4, 6, 8])
  })

  it('keeps line breaks inside quotes, and counts physical lines past them', () => {
    const result = importContent('id,note\n1,"one\r\ntwo\nthree"\n2,x\n3,y,z\n4,"a ""b"" c"\n')
    expect(cellsOf(result, 'note')).toEqual(['one\r\ntwo\nthree', 'x', 'a "b" c'])
    expect(result.inspection.rejected).toEqual([{ record: 3, line: 6, reason: 'it has 3 fields where 2 are expected' }])
  })

  it('rejects a record with text after a closing quote, and no other', () => {
    const { inspection } = importContent('a,b\n1,x\n2,"x"y\n3,"z"\n')
    expect(inspection.rows).toBe(2)
    expect(inspection.rejected).toEqual([{ record: 2, line: 3, reason: 'text follows the closing quote of a field' }])
  })

  it('reads quotes inside unquoted text as text', () => {
    expect(cellsOf(importContent('a,b\n1,5" pipe\n2,6" pipe\n'), 'b')).toEqual(['5" pipe', '6" pipe'])
  })

  it('does not take blank lines for records, but in a single column', () => {
    expect(importContent('\n\na,b\n1,2\n\n   \n2,3\n').inspection).toMatchObject({ rows: 2, rejected: [] })
    expect(cellsOf(importContent('a,b\n1,2\n"",""\n'), 'a')).toEqual([1, null])
    const single = importContent('\n\na\n1\n""\n\n2\n\n')
    expect(cellsOf(single, 'a')).toEqual([1, null, null, 2])
    expect(single.inspection.warnings.map(w => w.message)).toEqual([
      '1 blank line was read as missing cells, first on line 6.',
    ])
  })

  it('lists rows of nothing but delimiters', () => {
    expect(importContent('a,b\n1,2\n,\n').inspection).toMatchObject({
      rows: 1,
      rejected: [{ record: 2, line: 3, reason: 'all its fields are empty' }],
    })
  })

  it('reads a wide table', () => {
    const names = Array.from({ length: 12_000 }, (_, i) => `c${i}`)
    const { inspection } = importContent(`${names.join()}\n${names.map((_, i) => i).join()}\n`)
    expect(inspection).toMatchObject({ rows: 1, rejected: [], dialect: { header: true } })
    expect(inspection.columns).toHaveLength(12_000)
  })
})

describe('stray quotes', () => {
  const rows = Array.from({ length: 1000 }, (_, i) => `${i},"say ""x""",${i % 7}`)
  const table = (from: number, to: number, text: string): string =>
    ['id,note,n', ...rows.slice(0, from), text, ...rows.slice(from, to)].join('\n')

  it.each(['bytes', 'text'] as const)('cost their line, not the file (%s)', reader => {
    for (const stray of ['7,"open,3', '7,"x"y,3', '"7,x,3']) {
      const { inspection } = importContent(table(500, 1000, stray), {}, reader === 'text' ? 'text' : undefined)
      expect(inspection).toMatchObject({ rows: 1000, rejected: [{ record: 501, line: 502 }] })
    }
    const closed = table(500, 1000, '7,"open,3').replace('\n900,"say', '\n900,"shut",1\n901,"say')
    expect(importContent(closed).inspection).toMatchObject({ rows: 1001, rejected: [{ line: 502 }] })
  })

  it('leave cells of many lines alone', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `row ${i}, with a comma`)
    const result = importContent(`id,note,n\n1,"${lines.join('\n')}",2\n3,x,4\n`)
    expect(cellsOf(result, 'note')).toEqual([lines.join('\n'), 'x'])
  })

  it('are text where they wrap no cell', () => {
    const result = importContent('id\tsize\n1\t"M5 bolt\n2\t5"\n3\tplain\n')
    expect(cellsOf(result, 'size')).toEqual(['"M5 bolt', '5"', 'plain'])
    expect(result.inspection.dialect.quote).toBe('none')
    expect(result.inspection.warnings[0]).toMatchObject({ code: 'quote', answers: [{ used: true }, { used: false }] })
  })
})

describe('bad files', () => {
  const fault = (content: string | Uint8Array, options = {}): unknown => faultOf(() => importContent(content, options))

  it('refuses an empty file', () => {
    for (const content of ['', '\n \n', '\ufeff'])
      expect(fault(content)).toMatchObject({ code: 'input', message: 'The file is empty.' })
  })

  it('refuses a header without rows', () => {
    expect(fault('a,b,c\n')).toMatchObject({ code: 'input', message: 'The file has a header but no rows.' })
  })

  it('says that no record can be read', () => {
    expect(fault('a,b,c\n1,"x"y,2\n1,"x"y,2\n3,"z"z,"z"', { quote: '"', header: 'yes' })).toMatchObject({
      code: 'input',
      where: 'line 2',
    })
  })

  it('refuses what is not text', () => {
    expect(fault(Buffer.from('PK\x03\x04rest'))).toMatchObject({
      message: 'This is a zip archive or a workbook (.xlsx), not a text table.',
    })
    expect(fault(new Uint8Array(1000))).toMatchObject({ code: 'input' })
  })
})
