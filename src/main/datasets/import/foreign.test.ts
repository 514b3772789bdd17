import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { cellsOf, faultOf, importContent } from './scratchFile'

describe('files that are no table of text', () => {
  const named: [string, string | Uint8Array, RegExp][] = [
    ['a workbook', 'PK\x03\x04rest', /workbook \(\.xlsx\)/],
    ['Parquet', 'PAR1....', /Parquet/],
    ['SQLite', 'SQLite format 3\0....', /SQLite/],
    ['SPSS', '$FL2@(#) SPSS DATA FILE', /SPSS/],
    ['a page', '<!-- saved -->\n<HTML><body>a,b</body></HTML>', /HTML/],
    ['XML', '<?xml version="1.0"?>\n<rows><row a="1"/></rows>', /XML/],
    ['XML without a declaration', '<rows count="2">\n<row>1</row></rows>', /XML/],
    ['ARFF with comments', '% iris\n%\n@RELATION iris\n@ATTRIBUTE a REAL\n@DATA\n1', /ARFF/],
    ['libsvm', '+1 1:0.5 7:1\n-1 2:0.25\n+1 3:1e-3 # c\n', /libsvm/],
    ['a pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n', /git lfs pull|Git LFS/],
    ['SQL', "-- dump\nCREATE TABLE a (b int);\nINSERT INTO a VALUES (1,'x');\n", /SQL/],
    ['UTF-32', Buffer.from('fffe0000610000002c000000620000000a000000', 'hex'), /UTF-32/],
    ['a damaged archive', gzipSync('a,b\n1,2\n').subarray(0, 20), /damaged/],
    ['JSON cut short', '[{"a":1},{"a"', /damaged/],
    ['JSON without records', '{"a":{"b":[1]}}', /no list of records/],
  ]

  it.each(named)('%s is called by its name', (_, content, name) => {
    const fault = faultOf(() => importContent(typeof content === 'string' ? Buffer.from(content, 'latin1') : content))
    expect(fault).toMatchObject({ code: 'input', message: expect.stringMatching(name) as string })
    expect(fault).toHaveProperty('remedy')
  })

  it('read a table that is packed', () => {
    const table = importContent(gzipSync('a,b\n1,x\n2,y\n'))
    expect([cellsOf(table, 'a'), cellsOf(table, 'b')]).toEqual([
      [1, 2],
      ['x', 'y'],
    ])
  })

  it('leave out what pads the end', () => {
    for (const end of ['\x1a', '\0'.repeat(70_000)]) {
      const { inspection } = importContent(`a,b\n1,2\n3,4\n${end}`)
      expect(inspection).toMatchObject({ rows: 2, rejected: [], warnings: [{ code: 'padding' }] })
    }
  })
})

describe('JSON', () => {
  it('gives its records, numbers as they are written', () => {
    const text = '[{"id":12345678901234567890,"v":1.50,"tag":{"a":"x","b":[1,2.50]}},\n{"id":2,"v":null,"w":true}]'
    const table = importContent(text)
    expect(table.inspection.columns.map(c => [c.name, c.kind])).toEqual([
      ['id', 'text'],
      ['v', 'number'],
      ['tag.a', 'text'],
      ['tag.b', 'text'],
      ['w', 'boolean'],
    ])
    expect(cellsOf(table, 'id')).toEqual(['12345678901234567890', '2'])
    expect(cellsOf(table, 'tag.b')).toEqual(['[1,2.50]', null])
    expect(cellsOf(table, 'w')).toEqual([null, 1])
    expect(table.inspection.dialect).toMatchObject({ format: 'json', header: true })
  })

  it('gives records within a record, rows under names, columns by name', () => {
    for (const text of [
      '{"count":2,"data":[{"a":1,"b":"x"},{"a":2,"b":"y"}]}',
      '[["a","b"],[1,"x"],[2,"y"]]',
      '{"a":[1,2],"b":["x","y"]}',
      '\ufeff{"a":1,"b":"x"}\r\n{"b":"y","a":2}\r\n',
    ]) {
      const table = importContent(text)
      expect([cellsOf(table, 'a'), cellsOf(table, 'b')], text).toEqual([
        [1, 2],
        ['x', 'y'],
      ])
    }
  })

  it('lists lines that are no records', () => {
    const { inspection } = importContent('{"a":1}\n{"a":2}\n{"a":\n[3]\n{"a":4}\n')
    expect(inspection).toMatchObject({ rows: 3, dialect: { format: 'ndjson' } })
    expect(inspection.rejected.map(r => [r.record, r.line])).toEqual([
      [3, 3],
      [4, 4],
    ])
  })

  it('is not what a table of text in brackets is', () => {
    expect(importContent('[id],[name]\n1,x\n2,y\n').inspection.columns.map(c => c.name)).toEqual(['[id]', '[name]'])
  })
})
