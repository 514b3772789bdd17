import { describe, expect, it } from 'vitest'
import { cellsOf, faultOf, importContent } from './scratchFile'

describe('records', () => {
  it('lists ragged records and pads none', () => {
    const { inspection } = importContent('a,b,c\n1,2,3\n1,2\n\n1,2,3,4\n4,5,6\n7,8,9\n')
    expect(inspection.rows).toBe(3)
    expect(inspection.rejected).toEqual([
      { record: 2, line: 3, reason: 'it has 2 fields where 3 are expected' },
      { record: 3, line: 5, reason: 'it has 4 fields where 3 are expected' },
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

  it('does not take blank lines for records, but an empty pair of quotes', () => {
    expect(importContent('\n\na\n1\n\n   \n2\n').inspection).toMatchObject({ rows: 2, rejected: [] })
    expect(cellsOf(importContent('a\n1\n""\n\n2\n'), 'a')).toEqual([1, null, 2])
  })

  it('reads rows of nothing but delimiters as rows', () => {
    expect(importContent('a,b\n1,2\n,\n').inspection).toMatchObject({
      rows: 2,
      columns: [{ missing: 1 }, { missing: 1 }],
    })
  })

  it('reads a wide table', () => {
    const names = Array.from({ length: 12_000 }, (_, i) => `c${i}`)
    const { inspection } = importContent(`${names.join()}\n${names.map((_, i) => i).join()}\n`)
    expect(inspection).toMatchObject({ rows: 1, rejected: [], dialect: { header: true } })
    expect(inspection.columns).toHaveLength(12_000)
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

  it('names the line where a quote is opened and never closed', () => {
    const rows = Array.from({ length: 1000 }, (_, i) => `${i},x`).join('\n')
    const open = { code: 'input', where: 'line 4', message: 'A quote is opened here and never closed.' }
    expect(fault(`a,b\n1,x\n2,y\n3,"open\n${rows}\n`)).toMatchObject(open)
    expect(fault(`a,b\n1,x\n2,y\n3,"open\n${rows}\n9,"shut"\n`)).toMatchObject(open)
  })

  it('says that all records are ragged', () => {
    expect(fault('a,b,c\n1,2\n1,2\n', { delimiter: ',', header: 'yes' })).toMatchObject({ code: 'input' })
  })

  it('refuses what is not text', () => {
    expect(fault(Buffer.from('PK\x03\x04rest'))).toMatchObject({
      message: 'This is a zip archive or a workbook (.xlsx), not a text table.',
    })
    expect(fault(new Uint8Array(1000))).toMatchObject({ code: 'input' })
  })
})
