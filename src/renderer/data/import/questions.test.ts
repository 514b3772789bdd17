import { describe, expect, it } from 'vitest'
import type { ImportWarning } from './decisions'
import { answered, holds, questionsIn, stillAsked } from './questions'

const dates: ImportWarning = {
  code: 'dateOrder',
  column: 'boarded',
  message: '889 cells of "boarded", as 10/04/1912, are read day first.',
  answers: [
    { text: 'day first', set: { formats: { boarded: 'dmy' } }, used: true },
    { text: 'month first', set: { formats: { boarded: 'mdy' } }, used: false },
  ],
}
const words: ImportWarning = {
  code: 'missingWords',
  column: 'deck',
  message: '688 cells of "deck" are n/a.',
  answers: [
    { text: 'missing', set: { nullValues: ['n/a'] }, used: true },
    { text: 'a category', set: { types: { deck: 'category' } }, used: false },
  ],
}
const delimiter: ImportWarning = {
  code: 'delimiter',
  message: 'Cells end at a semicolon.',
  answers: [
    { text: 'semicolon', set: { delimiter: ';' }, used: true },
    { text: 'as found', set: { delimiter: null }, used: false },
  ],
}
const told: ImportWarning = { code: 'percent', column: 'rate', message: '12 cells of "rate" are percent.' }
const [asksDates, asksWords, asksDelimiter] = questionsIn([dates, told, words, delimiter])

describe('questions of an import', () => {
  it('are the warnings with answers', () => {
    expect(questionsIn([told])).toEqual([])
    expect(asksDates).toMatchObject({ column: 'boarded', message: dates.message })
    const keys = questionsIn([dates, words, { ...dates, message: 'again' }]).map(q => q.key)
    expect(new Set(keys).size).toBe(3)
    const named = questionsIn([{ ...dates, message: '"boarded": the order is not clear.' }])
    expect(named[0].message).toBe('The order is not clear.')
  })

  it('are answered by an entry beside the others', () => {
    const [day, month] = asksDates.answers
    expect(answered({ formats: { price: ',' } }, asksDates, month)).toEqual({ formats: { price: ',', boarded: 'mdy' } })
    expect(answered({ formats: { boarded: 'mdy' } }, asksDates, day)).toEqual({ formats: { boarded: 'dmy' } })
  })

  it('take back what another answer had set', () => {
    const [missing, category] = asksWords.answers
    const defaults = ['', 'NA']
    expect(answered({ nullValues: [...defaults, 'n/a'], types: {} }, asksWords, category)).toEqual({
      nullValues: defaults,
      types: { deck: 'category' },
    })
    expect(answered({ nullValues: defaults, types: { deck: 'category', a: 'text' } }, asksWords, missing)).toEqual({
      nullValues: [...defaults, 'n/a'],
      types: { a: 'text' },
    })
    expect(answered({ delimiter: ';' }, asksDelimiter, asksDelimiter.answers[1])).toEqual({ delimiter: 'auto' })
  })

  it('are known as answered by what is set', () => {
    const [day, month] = asksDates.answers
    expect(holds({ formats: { boarded: 'mdy' } }, month)).toBe(true)
    expect(holds({ formats: { boarded: 'mdy' } }, day)).toBe(false)
    expect(holds({ formats: {} }, day)).toBe(false)
    // What is left to the import is no answer, though the parameter is as it would set it.
    expect(holds({ delimiter: 'auto' }, asksDelimiter.answers[1])).toBe(false)
    expect(holds({ delimiter: ';' }, asksDelimiter.answers[0])).toBe(true)
    expect(holds({}, { text: 'as it is', set: {}, used: true })).toBe(false)
  })

  it('stay in their places while they are answered, and go where the answer is taken back and nothing is asked', () => {
    const all = [asksDates, asksWords]
    const after = stillAsked(all, [asksWords], { formats: { boarded: 'mdy' } })
    expect(after.map(q => q.key)).toEqual(all.map(q => q.key))
    expect(after[0].answers.map(a => a.used)).toEqual([false, true])
    expect(stillAsked(all, [asksWords], { formats: {} })).toEqual([asksWords])
    // The import has not read the file again yet.
    const soon = stillAsked(all, all, { types: { deck: 'category' } })
    expect(soon.map(q => q.answers.map(a => a.used))).toEqual([
      [true, false],
      [false, true],
    ])
    expect(stillAsked([asksWords], [asksDates, asksWords], {}).map(q => q.key)).toEqual([asksWords.key, asksDates.key])
  })
})
