import { describe, expect, it } from 'vitest'
import { createDecoder, type Encoding } from './encoding'
import { cellsOf, faultOf, importContent } from './scratchFile'

const letters = 'aé€ß漢字😀ñ—Ω\u{1F9EA}z'
const western = 'aé 5€ ß—ñü Å „zø“ z'

const swap = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16()
const encodeWestern = (text: string): Buffer => Buffer.from(Array.from(text, c => westernByte(c)))
const westernByte = (c: string): number =>
  Array.from({ length: 256 }, (_, i) => i).find(
    i => createDecoder('windows-1252', 0).decode(new Uint8Array([i])) === c,
  )!

const encoders: [string, Encoding, string, (text: string) => Buffer][] = [
  ['utf-8', 'utf-8', letters, text => Buffer.from(text)],
  ['utf-8 with mark', 'utf-8', letters, text => Buffer.from(`\ufeff${text}`)],
  ['utf-16le', 'utf-16le', letters, text => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['utf-16be', 'utf-16be', letters, text => swap(Buffer.from(`\ufeff${text}`, 'utf16le'))],
  ['utf-16le without mark', 'utf-16le', 'plain', text => Buffer.from(text, 'utf16le')],
  ['windows-1252', 'windows-1252', western, encodeWestern],
]

describe('encodings', () => {
  it.each(encoders)('%s is found by itself and read exactly', (_, encoding, sample, encode) => {
    const result = importContent(encode(`id,name\n1,${sample}\n2,${sample}x\n`))
    expect(result.inspection.dialect.encoding).toBe(encoding)
    expect(result.inspection.columns[0].name).toBe('id')
    expect(cellsOf(result, 'name')).toEqual([sample, `${sample}x`])
  })

  it.each(encoders)('%s survives a chunk border at every byte', (_, encoding, sample, encode) => {
    const text = `${sample},${sample}\n${sample}`
    const bytes = encode(text)
    const whole = createDecoder(encoding, 0)
    const expected = whole.decode(bytes) + whole.end()
    expect(expected).not.toContain('\ufffd')
    expect(expected.replace('\ufeff', '')).toBe(text)
    for (let cut = 0; cut <= bytes.length; cut++) {
      const decoder = createDecoder(encoding, 0)
      expect(decoder.decode(bytes.subarray(0, cut)) + decoder.decode(bytes.subarray(cut)) + decoder.end()).toBe(
        expected,
      )
    }
    const slow = createDecoder(encoding, 0)
    expect(Array.from(bytes, byte => slow.decode(new Uint8Array([byte]))).join('') + slow.end()).toBe(expected)
  })

  it('names the offset of bytes that are not of the encoding', () => {
    const bytes = Buffer.concat([Buffer.from('id,näme\n1,'), Buffer.from([0xff]), Buffer.from('\n')])
    expect(faultOf(() => importContent(bytes, { encoding: 'utf-8' }))).toMatchObject({
      code: 'input',
      where: 'byte 11',
      offset: 11,
      message: 'The file is not utf-8 text: the bytes at offset 11 are no character of it.',
    })
    expect(faultOf(() => importContent(encodeWestern('id,n\n1,é\n'), { encoding: 'utf-8' }))).toMatchObject({
      offset: 7,
    })
    for (const cut of [8, 9, 10, 11, 12]) {
      const decoder = createDecoder('utf-8', 0)
      expect(
        faultOf(() => [decoder.decode(bytes.subarray(0, cut)), decoder.decode(bytes.subarray(cut)), decoder.end()]),
      ).toMatchObject({ offset: 11 })
    }
    const half = Buffer.from('\ufeffa,b\n1,2\n', 'utf16le').subarray(0, -1)
    expect(faultOf(() => importContent(half))).toMatchObject({ code: 'input' })
    expect(faultOf(() => importContent(Buffer.from('a,b\n1,é').subarray(0, -1), { encoding: 'utf-8' }))).toMatchObject({
      offset: 6,
    })
  })

  it('reads bytes that no UTF-8 text has as windows-1252, and says so', () => {
    const { inspection } = importContent(encodeWestern('id,n\n1,é\n2,ü\n'))
    expect(inspection.warnings.map(w => w.code)).toEqual(['encoding'])
  })
})
