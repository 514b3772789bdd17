import { describe, expect, it } from 'vitest'
import { rowsFor } from '../engine/design'
import { Images } from '../frame/images'
import { testDevice } from '../testing/device'
import { columnOf, testNumbers } from '../testing/frames'
import type { LinearModel } from './linearModel'
import { linearScores } from './scores'

const device = await testDevice()

/** Scores of rows given as columns, and how many launches they took. */
async function scored(columns: readonly Float64Array[], model: LinearModel) {
  using scope = device.scope()
  const named = columns.map((c, j) => columnOf(`x${j}`, c))
  const rows = rowsFor(new Images(device, scope), scope, named, undefined, columns[0].length)
  const since = device.counter.since()
  const scores = await linearScores({ device, signal: new AbortController().signal }, rows, model)
  return { scores, launches: since().dispatches }
}

/** How far a score is from the same in plain double precision at most, over every row or every n-th. */
function off(
  columns: readonly Float64Array[],
  { coefficients, centre, atCentre }: LinearModel,
  scores: Float64Array[],
  k: number,
  every = 1,
) {
  const p = columns.length
  let most = 0
  for (let i = 0; i < scores[k].length; i += every) {
    const want = columns.reduce((sum, c, j) => sum + coefficients[k * p + j] * (c[i] - centre[j]), atCentre[k])
    most = Math.max(most, Math.abs(scores[k][i] - want))
  }
  return most
}

describe('scores of a linear model', () => {
  it('are those of double precision where single would have none', async () => {
    const [a, noise] = [testNumbers(500, 1), testNumbers(500, 2)]
    const columns = [a.map(x => 1e6 + x), a.map((x, i) => 1e6 + x + 1e-7 * noise[i]), noise]
    const model = {
      coefficients: Float64Array.of(1e7, -1e7, 0, 0, 0, 2),
      centre: Float64Array.of(1e6, 1e6, 0),
      atCentre: Float64Array.of(5, 1),
    }
    const { scores, launches } = await scored(columns, model)
    expect(launches).toBe(0)
    for (const k of [0, 1]) expect(off(columns, model, scores, k)).toBeLessThan(1e-9)
  })

  it('of many rows come from the device, but for outputs that would lose their digits there', async () => {
    const [n, q] = [60_000, 90]
    const columns = Array.from({ length: 10 }, (_, j) => testNumbers(n, j + 1))
    columns[1] = columns[0].map((x, i) => x + 1e-6 * columns[2][i])
    const coefficients = Float64Array.from({ length: 10 * q }, (_, at) => (at >= 30 && at < 40 ? 0 : Math.sin(at)))
    coefficients.set([1e6, -1e6], 30)
    const model = {
      coefficients,
      centre: new Float64Array(10),
      atCentre: Float64Array.from({ length: q }, (_, k) => k),
    }
    const { scores, launches } = await scored(columns, model)
    expect(launches).toBeGreaterThan(0)
    for (const k of scores.keys()) expect(off(columns, model, scores, k, 997)).toBeLessThan(k === 3 ? 1e-9 : 1e-5)
  })

  it('are refused where a feature is infinite, by its name', async () => {
    const model = { coefficients: Float64Array.of(1), centre: Float64Array.of(0), atCentre: Float64Array.of(0) }
    await expect(scored([Float64Array.of(1, Infinity)], model)).rejects.toMatchObject({ code: 'data', message: /^x0/ })
    const steep = { ...model, coefficients: Float64Array.of(1e300) }
    await expect(scored([Float64Array.of(1, 1e300)], steep)).rejects.toMatchObject({ code: 'numeric' })
  })
})
