import { expect, it } from 'vitest'
import { rowsFor } from '../engine/design'
import { Images } from '../frame/images'
import { testDevice } from '../testing/device'
import { frameOf, testNumbers } from '../testing/frames'
import { slicesOf } from './slices'

const device = await testDevice()

it('gives every row once, in slices of 4,194,304 cells', async () => {
  using scope = device.scope()
  const n = 600_000
  const columns = Object.fromEntries(Array.from({ length: 20 }, (_, j) => [`x${j}`, testNumbers(n, 1)]))
  const rows = rowsFor(new Images(device, scope), scope, frameOf(columns).columns, undefined, n)
  const slices = [...slicesOf(rows)]
  expect(slices.map(s => [s.start, s.rows.n])).toEqual([
    [0, 209_716],
    [209_716, 209_716],
    [419_432, 180_568],
  ])
  const last = await slices[2].rows.numbers(3)
  expect([last[0], last.at(-1)]).toEqual([testNumbers(n, 1)[419_432], testNumbers(n, 1)[n - 1]])
  expect([...slicesOf(rows.at(Uint32Array.of(5, 7)))].map(s => s.rows.n)).toEqual([2])
})
