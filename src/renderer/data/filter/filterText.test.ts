import { describe, expect, it } from 'vitest'
import { type Filtered, filterExample, filtersOfText } from './filterText'

const columns: Filtered[] = [
  { name: 'score', title: 'score', kind: 'integer', missing: 0 },
  { name: 'body mass', title: 'body mass', kind: 'number', missing: 2 },
  { name: 'course', title: 'course', kind: 'category', missing: 0, top: ['Physics', 'Rock and Roll', 'Biology'] },
  { name: 'since', title: 'since', kind: 'time', missing: 0 },
  { name: null, title: 'partition', kind: 'category', missing: 0, top: ['test', 'train'] },
]
const read = (text: string) => filtersOfText(text, columns)

describe('a filter that is typed', () => {
  it('compares numbers and moments', () => {
    expect(read('score > 80 and body mass <= -1.5')).toEqual([
      { is: 'above', column: 'score', than: 80 },
      { is: 'range', column: 'body mass', min: null, max: -1.5 },
    ])
    expect(read('score<60; Score ≥ 40')).toEqual([
      { is: 'below', column: 'score', than: 60 },
      { is: 'range', column: 'score', min: 40, max: null },
    ])
    expect(read('body mass 60 to 80')).toEqual([{ is: 'range', column: 'body mass', min: 60, max: 80 }])
    expect(read('since >= 2024-05-01')).toEqual([
      { is: 'range', column: 'since', min: Date.UTC(2024, 4, 1), max: null },
    ])
    expect(read('score = 5 or 7.0')).toEqual([{ is: 'in', column: 'score', values: ['5', '7'] }])
  })

  it('compares texts, in quotes where they hold signs', () => {
    expect(read('course = physics')).toEqual([{ is: 'in', column: 'course', values: ['Physics'] }])
    expect(read('course = geology')).toEqual([{ is: 'in', column: 'course', values: ['geology'], fold: true }])
    expect(read('course is not Physics or Biology')).toEqual([
      { is: 'not', column: 'course', values: ['Physics', 'Biology'] },
    ])
    expect(read('course != "Rock and Roll" and partition is test')).toEqual([
      { is: 'not', column: 'course', values: ['Rock and Roll'] },
      { is: 'in', column: null, values: ['test'] },
    ])
    expect(read('`body mass` is missing and course contains "a > b"')).toEqual([
      { is: 'missing', column: 'body mass' },
      { is: 'contains', column: 'course', text: 'a > b' },
    ])
    expect(read('body mass is not missing')).toEqual([{ is: 'present', column: 'body mass' }])
  })

  it('takes a cell alone for the column that has it, and nothing at all for no filter', () => {
    expect(read('biology')).toEqual([{ is: 'in', column: 'course', values: ['Biology'] }])
    expect(read('  ')).toEqual([])
  })

  it.each([
    ['height > 3', 'There is no column “height”.'],
    ['score > many', '“many” is no number'],
    ['course > 3', 'course holds texts'],
    ['since < soon', '“soon” is no date'],
    ['Geology', '“Geology” is no condition.'],
    ['> 3', 'names no column'],
  ])('refuses %s', (text, message) => {
    expect(() => read(text)).toThrow(message)
  })

  it('shows how by the columns of the table', () => {
    expect(filterExample(columns)).toBe('score > 0 and course = Physics')
    expect(read(filterExample(columns))).toHaveLength(2)
  })
})
