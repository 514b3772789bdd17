import { describe, expect, it } from 'vitest'
import { guessEncodings } from './guessEncoding'
import { cellsOf, importContent } from './scratchFile'

/** Text in an encoding, by all that its decoder knows. */
function encoder(label: string): (text: string) => Buffer {
  const decoder = new TextDecoder(label, { fatal: true })
  const bytesOf = new Map<string, number[]>()
  const learn = (bytes: number[]): void => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes))
      if (Array.from(text).length === 1 && !bytesOf.has(text)) bytesOf.set(text, bytes)
    } catch {
      // no character
    }
  }
  for (let a = 0; a < 256; a++) learn([a])
  if (!/^(windows|mac|koi|ibm)/.test(label))
    for (let a = 0x81; a < 255; a++) for (let b = 0x40; b < 255; b++) learn([a, b])
  return text => Buffer.from(Array.from(text).flatMap(c => bytesOf.get(c)!))
}

const samples: [label: string, words: string[]][] = [
  ['windows-1252', ['Café', 'Müller', 'España', 'garçon', 'été', 'Århus', 'français']],
  ['windows-1250', ['Kraków', 'Łódź', 'Škoda', 'Příbram', 'český', 'żółty', 'Győr']],
  ['windows-1251', ['Москва', 'Санкт-Петербург', 'Київ', 'улица', 'город']],
  ['koi8-r', ['Москва', 'Новосибирск', 'улица', 'город']],
  ['ibm866', ['Москва', 'Казань', 'улица', 'город']],
  ['windows-1253', ['Αθήνα', 'Θεσσαλονίκη', 'οδός', 'πόλη']],
  ['windows-1255', ['תל אביב', 'ירושלים', 'חיפה']],
  ['macintosh', ['München', 'Köln', 'Genève', 'Málaga', 'garçon']],
  ['gb18030', ['北京', '上海', '广州市', '中华人民共和国', '人口']],
  ['big5', ['台北市', '高雄', '人口', '中華民國']],
  ['shift_jis', ['東京', '大阪', 'カタカナ', 'ひらがな', '名前']],
  ['euc-jp', ['東京', 'カタカナ', 'ひらがな', 'なまえ']],
  ['euc-kr', ['서울', '부산광역시', '인구', '이름']],
]

describe('bytes that are no UTF-8', () => {
  it.each(samples)('%s is guessed from a table of words', (label, words) => {
    const rows = words.map((word, i) => `${i},${word}`).join('\n')
    const bytes = encoder(label)(`id,name\n${rows}\n`)
    expect(guessEncodings(bytes)[0]?.encoding).toBe(label)
    const table = importContent(bytes)
    expect(cellsOf(table, 'name')).toEqual(words)
    const [warning] = table.inspection.warnings
    expect(warning).toMatchObject({ code: 'encoding', message: expect.stringContaining('guess') as string })
    expect(warning.answers?.[0]).toMatchObject({ used: true, set: { encoding: label } })
    expect(warning.answers!.length).toBeGreaterThan(1)
  })

  it('are told when they are few amid UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from('id,name\n1,München\n2,Köln\n3,Caf'),
      Buffer.from([0xe9]),
      Buffer.from('\n'),
    ])
    const table = importContent(bytes)
    expect(cellsOf(table, 'name')).toEqual(['München', 'Köln', 'Café'])
    expect(table.inspection.dialect.encoding).toBe('utf-8')
    expect(table.inspection.warnings[0].message).toBe(
      'The file is not UTF-8 from byte 32 on: 1 byte is no character of it and read as windows-1252, the rest as UTF-8.',
    )
  })

  it('are read as what people name', () => {
    const bytes = encoder('windows-1251')('id,name\n1,Тула\n')
    expect(cellsOf(importContent(bytes, { encoding: 'cp1251' }), 'name')).toEqual(['Тула'])
    expect(() => importContent(bytes, { encoding: 'klingon' })).toThrow('There is no encoding "klingon".')
  })
})
