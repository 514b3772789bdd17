import { expect, it } from 'vitest'
import { jsonInTurns } from './jsonInTurns'

const points = Array.from({ length: 700 }, (_, i) => [i, i % 7 ? i / 3 : null])
it.each([
  ['a number', 1.5],
  ['null', null],
  ['text', 'a "quoted" \u2028 line'],
  ['empty', { a: [], b: {} }],
  ['points', { series: [{ name: 'a', points, rows: points.map(([x]) => x) }], none: undefined }],
  [
    'nested lists',
    [
      [[1, 2], [3]],
      [{ a: 1 }, [], 'x'],
      [undefined, 2],
    ],
  ],
  ['what JSON lacks', [Number.NaN, Infinity, { a: Number.NaN }]],
  ['keys', { 'a"b': 1, __proto_: { c: true } }],
  ['a date', { at: new Date(0) }],
])('writes what JSON.stringify writes: %s', async (_, value) => {
  expect(await (await jsonInTurns(value)).text()).toBe(JSON.stringify(value))
})

it('lets others work meanwhile', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 0)
  await jsonInTurns(
    Array.from({ length: 60_000 }, (_, i) => ({ i, text: 'x'.repeat(40), inside: { a: [i, { b: i }] } })),
  )
  clearInterval(timer)
  expect(turns).toBeGreaterThan(1)
})
