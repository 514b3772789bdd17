import { expect, it } from 'vitest'
import { rowsFor } from '../engine/design'
import { isNumeric } from '../frame/frame'
import { Images } from '../frame/images'
import { testDevice } from '../testing/device'
import { frameOf, testNumbers } from '../testing/frames'
import { classMoments } from './classMoments'

const device = await testDevice()

it('measures a class 100,000 times narrower than its column, and one of equal numbers', async () => {
  using scope = device.scope()
  const n = 900
  const codes = Int32Array.from({ length: n }, (_, i) => i % 3)
  const wide = testNumbers(n, 1)
  const a = wide.map((x, i) => [1e6 + 1e3 * x, 1e6 + 500 + 1e-2 * x, 1e6 - 0.1][i % 3])
  const weights = Float64Array.from({ length: n }, (_, i) => 1 + (i % 5) / 4)
  const rows = rowsFor(
    new Images(device, scope),
    scope,
    frameOf({ a, b: wide }).columns.filter(isNumeric),
    undefined,
    n,
  )
  const signal = new AbortController().signal
  const { totals, mean, variance } = await classMoments({ device, signal }, rows, codes, 3, weights)
  for (const [j, values] of [a, wide].entries())
    for (let k = 0; k < 3; k++) {
      const own = [...codes.keys()].filter(i => codes[i] === k)
      const total = own.reduce((sum, i) => sum + weights[i], 0)
      const middle = own.reduce((sum, i) => sum + weights[i] * (values[i] - values[k]), 0) / total + values[k]
      const spread = own.reduce((sum, i) => sum + weights[i] * (values[i] - middle) ** 2, 0) / total
      expect(totals[k]).toBeCloseTo(total, 9)
      expect(Math.abs(mean[k * 2 + j] - middle)).toBeLessThan(1e-6 * Math.sqrt(spread) + 1e-9)
      expect(Math.abs(variance[k * 2 + j] - spread)).toBeLessThanOrEqual(1e-6 * spread)
    }
  expect(variance[4]).toBe(0)
})
