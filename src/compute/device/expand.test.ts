import { describe, expect, it } from 'vitest'
import { expand } from './expand'

const lines = (...text: string[]): string => text.join('\n')

describe('expand', () => {
  it('repeats, nests and fills in', () => {
    const source = lines(
      'a',
      '//% for i in 0..n',
      '  //% for j in i..n',
      's{{i}}_{{j * 4 + i}}',
      '  //% end',
      '//% end',
      'b',
    )
    expect(expand(source, { n: 2 })).toBe(lines('a', 's0_0', 's0_4', 's1_5', 'b'))
  })

  it('chooses, also inside what is left out', () => {
    const source = lines(
      '//% if n > 1',
      'x',
      '//% if m == 0',
      'y',
      '//% else',
      'z',
      '//% end',
      '//% else',
      'w',
      '//% end',
    )
    expect(expand(source, { n: 2, m: 0 })).toBe(lines('x', 'y'))
    expect(expand(source, { n: 2, m: 1 })).toBe(lines('x', 'z'))
    expect(expand(source, { n: 1, m: 1 })).toBe('w')
  })

  it('fills directives in, and blanks in blanks', () => {
    const source = lines('//% for i in 0..2', '//% if mode{{i}} == 1', 'x{{slot{{i}}}}', '//% end', '//% end')
    expect(expand(source, { mode0: 0, mode1: 1, slot0: 7, slot1: 8 })).toBe('x8')
  })

  it('reckons as usual: products first, division rounds down', () => {
    const value = (text: string): string => expand(`{{${text}}}`, { a: 7, b: 2 })
    expect(['a + b * 3', '(a + b) * 3', 'a / b', 'a % b', 'a - b - 1', 'a < b', 'a > b'].map(value)).toEqual([
      '13',
      '27',
      '3',
      '1',
      '4',
      '0',
      '1',
    ])
  })

  it('leaves a loop out that runs from 0 to 0', () => {
    expect(expand(lines('//% for i in 0..n', '{{i}}', '//% end', 'x'), { n: 0 })).toBe('x')
  })

  it.each([
    ['//% for i in 0..2', 'has no end'],
    ['//% end', 'closes nothing'],
    ['{{rows}}', '“rows” in “rows” has no value'],
    ['//% for i of 2\n//% end', 'is not “for i in a..b”'],
    ['{{1 + }}', 'has no value'],
    ['{{(1}}', 'lacks a parenthesis'],
  ])('refuses %s', (source, message) => {
    expect(() => expand(source, {})).toThrow(message)
  })
})
