import { describe, expect, it } from 'vitest'
import { LatheError } from '../../../shared/errors'
import { dialectCorpus, mutate, seeded } from './corpus'
import { importContent, tableOf } from './scratchFile'

/** The table as both readers give it; equal or the test fails. */
function both(content: string | Uint8Array, options = {}): void {
  const [bytes, text] = ([undefined, 'text'] as const).map(reader => {
    try {
      return tableOf(importContent(content, options, reader))
    } catch (error) {
      if (error instanceof LatheError) return error.toJSON()
      throw error
    }
  })
  expect(bytes, JSON.stringify(content)).toEqual(text)
}

const tricky = [
  '1', '-1', '0', '-0', '00', '007', '1.', '.5', '-.5', '1.50', '123456789012345', '1234567890123456', '9007199254740993', '0.1234567890123456',
  '1e5', '1E-400', '1e400', '+1', '1,5', '2020-01-31', '2020-02-30', '2020-02-29', '0001-01-01', '2020-01-01T10:00Z', 'true', 'false', 'True',
  'TRUE', 'tru', 'falsy', '', ' ', ' 1 ', 'NA', ' NA', 'null', 'text', 'é', '漢字', 'a "b" c', 'x'.repeat(200), '\u00a0', "it's", '-', '--1', '1-1',
] // prettier-ignore

describe('the reader of bytes', () => {
  it('gives the table of the careful reader on the corpus', () => {
    dialectCorpus(3).forEach(({ text }, i) => i % 2 === 0 && both(text))
  })

  it('gives it on 400 mutated files', () => {
    const random = seeded(11)
    const corpus = dialectCorpus(12)
    for (let i = 0; i < 400; i++) both(mutate(corpus[Math.floor(random() * corpus.length)].text, random))
  })

  it('gives it on columns of tricky cells, alone and after plain ones', () => {
    for (const cell of tricky)
      for (const others of [
        [],
        ['1', '2'],
        ['1.5', '2.25'],
        ['2020-01-01', '2020-12-28'],
        ['true', 'false'],
        ['a', 'b', 'a'],
      ]) {
        const rows = [...others, cell, ...others].map((c, i) =>
          i % 3 === 0 ? `${i};"${c.replaceAll('"', '""')}"` : `${i};${c}`,
        )
        both(`id;x\n${rows.join('\n')}\n`, { delimiter: ';' })
        both(`id;x\n${rows.join('\n')}`, { delimiter: ';', decimal: ',', nullValues: ['-1', 'true', cell] })
      }
  })

  it('gives it under chosen kinds', () => {
    for (const kind of ['number', 'integer', 'boolean', 'category', 'text', 'time'])
      both(`id;x\n${tricky.map((c, i) => `${i};"${c.replaceAll('"', '""')}"`).join('\n')}\n`, {
        delimiter: ';',
        types: { x: kind },
      })
  })

  it('gives it across the borders of blocks', () => {
    const random = seeded(5)
    const ends = ['\n', '\r\n', '\r']
    const wide = 'w'.repeat(180) // two blocks of 4 MB in few rows
    const line = (i: number): string => {
      const note =
        random() < 0.01
          ? `"two\nlines ${i}"`
          : random() < 0.1
            ? `"say ""hi"", ${i}"`
            : random() < 0.1
              ? 'é漢😀'
              : `n${i % 97}`
      return `${i},${(random() * 100).toFixed(3)},${wide},${note}${random() < 0.005 ? ',ragged' : ''}`
    }
    for (const end of ends)
      both(`id,x,wide,note${end}${Array.from({ length: 24_000 }, (_, i) => line(i)).join(end)}${end}`)
  })

  it('gives the same place of bytes that are not UTF-8', () => {
    const rows = Buffer.from('id,näme\n1,a\n2,b\n')
    for (let at = 8; at <= rows.length; at++)
      both(Buffer.concat([rows.subarray(0, at), Buffer.from([0xe9, 0x28]), rows.subarray(at)]), { encoding: 'utf-8' })
  })
})
