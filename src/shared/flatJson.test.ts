import { expect, it } from 'vitest'
import { deepestJson, parseFlatJson } from './flatJson'

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

it('parses what is not too deep, brackets within texts aside', () => {
  const text = JSON.stringify({ a: [1, { b: '[[[ "\\' }], ['{"']: ['\\"['.repeat(500)] })
  expect(parseFlatJson(text)).toEqual(JSON.parse(text))
  expect(() => parseFlatJson(nested(deepestJson))).not.toThrow()
  expect(parseFlatJson(`[${'[],'.repeat(1000)}[]]`)).toHaveLength(1001)
})

it.each([deepestJson + 1, 5000, 1_000_000])('refuses %i levels', depth => {
  expect(() => parseFlatJson(nested(depth))).toThrow(RangeError)
  expect(() => parseFlatJson('{"a":'.repeat(depth) + '1' + '}'.repeat(depth))).toThrow('nested deeper than 200 levels')
})
