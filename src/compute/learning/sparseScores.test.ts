import { expect, it } from 'vitest'
import { Random } from '../random/random'
import { sparseRows } from '../tensor/csr'
import { testDevice } from '../testing/device'
import { testNumbers } from '../testing/frames'
import { randomSparse } from '../testing/sparse'
import { sparseScores } from './sparseScores'

const device = await testDevice()
const context = { device, signal: new AbortController().signal }

it.each([
  ['few outputs on the host', 3, 0],
  ['many outputs on the device', 400, 1],
])('scores sparse rows about a centre: %s', async (_, q, launched) => {
  const few = randomSparse(new Random(2), 50, 700, 90)
  const rows = sparseRows(
    few,
    Uint32Array.from({ length: 3000 }, (_, i) => i % few.rows),
  )
  const [coefficients, centre, atCentre] = [testNumbers(q * 700, 1), testNumbers(700, 2), testNumbers(q, 3)]
  const count = device.counter.since()
  const scores = await sparseScores(context, rows, { coefficients, centre, atCentre })
  expect(Math.min(1, count().dispatches)).toBe(launched)
  for (let k = 0; k < q; k += 37)
    for (let i = 0; i < 50; i++) {
      let want = atCentre[k]
      for (let j = 0; j < 700; j++) want -= coefficients[k * 700 + j] * centre[j]
      for (let e = rows.starts[i]; e < rows.starts[i + 1]; e++)
        want += rows.values[e] * coefficients[k * 700 + rows.columns[e]]
      expect(Math.abs(scores[k][i] - want)).toBeLessThan(launched ? 1e-5 : 1e-11)
    }
})
