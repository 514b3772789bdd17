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
        const { rows, rejected, merged, dialect, columns, warnings } = inspection
        const comments = Number(/^\d+/.exec(warnings.find(w => w.code === 'comments')?.message ?? '')?.[0] ?? 0)
        const found = rows + rejected.length + merged + comments + (dialect.header ? 1 : 0)
        const loose = columns.length === 1 || warnings.some(w => ['spaces', 'backslash'].includes(w.code))
        const { records, spans } = countRecords(mutated, dialect)
        if (!loose && !spans) expect(found, JSON.stringify(mutated)).toBe(records)
        // A quote that swallows lines costs its own alone: each of the others is a record, or part of one.
        expect(found, JSON.stringify(mutated)).toBeGreaterThanOrEqual(Math.min(records, countLines(mutated, dialect)))
        expect(found, JSON.stringify(mutated)).toBeLessThanOrEqual(mutated.split(/\r\n|[\r\n]/).length)
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
function countRecords(
  text: string,
  dialect: { delimiter: string; quote: string; skippedLines: number },
): { records: number; spans: boolean } {
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
  let spans = false
  while (i < text.length) {
    const c = text[i]
    if (c === quote && fieldStart) {
      quoted = true
      for (i++; i < text.length; i++) {
        if (text[i] === '\n' || text[i] === '\r') spans = true
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
  return { records, spans }
}

/** Lines of the table that are not blank. */
const countLines = (text: string, { skippedLines }: { skippedLines: number }): number =>
  text
    .split(/\r\n|[\r\n]/)
    .slice(skippedLines)
    .filter(line => line.trim() !== '').length
