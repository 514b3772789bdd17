import { expect, it } from 'vitest'
import { rowsFor } from '../engine/design'
import { isNumeric } from '../frame/frame'
import { Images } from '../frame/images'
import { testDevice } from '../testing/device'
import { frameOf, testNumbers } from '../testing/frames'
import { logDensities } from './bells'

const device = await testDevice()

it('tells densities of wide features on the device and of narrow ones on the host', async () => {
  using scope = device.scope()
  const n = 300
  const columns = [testNumbers(n, 1), testNumbers(n, 2).map(x => 1e6 + 1e3 * x), testNumbers(n, 3)]
  const mean = Float64Array.of(0.1, 1e6, -0.2, 0.3, 1e6 + 100, 0.2)
  const variance = Float64Array.of(0.2, 1e-4, 0.01, 0.3, 1e5, 0.4)
  const frame = frameOf({ a: columns[0], b: columns[1], c: columns[2] })
  const rows = rowsFor(new Images(device, scope), scope, frame.columns.filter(isNumeric), undefined, n)
  const found = await logDensities({ device, signal: new AbortController().signal }, rows, { mean, variance })
  for (const [k, logs] of found.entries())
    for (let i = 0; i < n; i++) {
      const want = columns.reduce((sum, x, j) => {
        const [m, v] = [mean[k * 3 + j], variance[k * 3 + j]]
        return sum - 0.5 * Math.log(2 * Math.PI * v) - (x[i] - m) ** 2 / (2 * v)
      }, 0)
      expect(Math.abs(logs[i] - want)).toBeLessThan(2e-4 + 1e-12 * Math.abs(want))
    }
})
