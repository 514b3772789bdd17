import { describe, expect, it } from 'vitest'
import { LatheError } from '../../../shared/errors'
import { dialectCorpus, mutate, seeded } from './corpus'
import { importContent } from './scratchFile'

describe('mutated files', () => {
  it('never crash, never lose a record silently', () => {
    const random = seeded(7)
    const corpus = dialectCorpus(77)
    let read = 0
    for (let i = 0; i < 500; i++) {
      const { text } = corpus[Math.floor(random() * corpus.length)]
      const mutated = mutate(text, random)
      try {
        const { inspection } = importContent(mutated)
        const { rows, rejected, merged, dialect } = inspection
        expect(rows + rejected.length + merged + (dialect.header ? 1 : 0), JSON.stringify(mutated)).toBe(
          countRecords(mutated, dialect),
        )
        read++
      } catch (error) {
        if (!(error instanceof LatheError)) throw error
        expect(error.code, `${error.message} ${JSON.stringify(mutated)}`).toBe('input')
        expect(error.remedy).toBeTruthy()
      }
    }
    expect(read).toBeGreaterThan(250)
  })
})

/** Records by a plain automaton, a character at a time: an independent count. */
function countRecords(text: string, dialect: { delimiter: string; quote: string; skippedLines: number }): number {
  const { delimiter, quote } = dialect
  let i = 0
  for (let line = 0; line < dialect.skippedLines; line++) {
    while (text[i] !== '\n' && text[i] !== '\r') i++
    i += text[i] === '\r' && text[i + 1] === '\n' ? 2 : 1
  }
  let [records, fields, content, quoted] = [0, 1, '', false]
  const finish = (): void => {
    if (fields > 1 || quoted || content.trim() !== '') records++
    ;[fields, content, quoted] = [1, '', false]
  }
  let fieldStart = true
  while (i < text.length) {
    const c = text[i]
    if (c === quote && fieldStart) {
      quoted = true
      for (i++; i < text.length; i++) {
        if (text[i] !== quote) continue
        if (text[i + 1] !== quote) break
        i++
      }
      i++
      fieldStart = false
      while (i < text.length && text[i] !== delimiter && text[i] !== '\n' && text[i] !== '\r') i++
      continue
    }
    fieldStart = c === delimiter
    if (c === delimiter) fields++
    if (c === '\n' || c === '\r') {
      finish()
      fieldStart = true
      if (c === '\r' && text[i + 1] === '\n') i++
    } else content += c
    i++
  }
  if (content !== '' || quoted || fields > 1) finish()
  return records
}
