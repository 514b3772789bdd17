import { describe, expect, it } from 'vitest'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers, type TestColumn } from '../../../testing/frames'
import { runType } from '../../../testing/run'
import type { Statistics } from './statistics'

const device = await testDevice()

async function fit(columns: Record<string, TestColumn>, y: TestColumn, params: Record<string, unknown> = {}) {
  const frame = frameOf({ ...columns, y }, { roles: { y: 'target' } })
  const { summary, warnings } = await runType(device, 'model.linearRegression', frame, params)
  return { summary: summary as unknown as Statistics, warnings }
}

/** Largest |got − want| ÷ |want|. */
const off = (got: readonly (number | null)[], want: readonly (number | null)[]): number =>
  Math.max(...want.map((value, i) => Math.abs(got[i]! / value! - 1)))

describe('standard errors of columns that nearly depend on each other', () => {
  // The same model with another column in a twin's place has the errors of well-conditioned columns, but for the twin's own.
  const twin = (n: number, p: number, apart: number) => {
    const x = Array.from({ length: p }, (_, j) => testNumbers(n, 20 + j).map(v => v + j))
    const noise = testNumbers(n, 9)
    const y = x[0].map((_, i) => x.reduce((sum, v) => sum + v[i], 0) + noise[i] * (1 + (i % 3)))
    const near = x[1].map((v, i) => x[0][i] + apart * v)
    const named = (columns: readonly Float64Array[]) => Object.fromEntries(columns.map((c, j) => [`x${j}`, c]))
    return { y, apart: named(x), near: named([x[0], near, ...x.slice(2)]) }
  }

  it.each([
    ['few rows', 200, 3, 1e-7, {}],
    ['few rows, robust', 200, 3, 1e-7, { robustErrors: 'HC3' }],
    ['more cells than the host multiplies as a matter of course', 4200, 100, 3e-3, {}],
  ])('are good to 1e-6: %s', async (_, n, p, apart, params) => {
    const table = twin(n, p, apart)
    const wanted = (await fit(table.apart, table.y, params)).summary
    const { summary } = await fit(table.near, table.y, params)
    const [intercept, , second, ...others] = wanted.standardErrors!
    const found = [summary.standardErrors![0], ...summary.standardErrors!.slice(3)]
    expect(off(found, [intercept, ...others])).toBeLessThan(1e-6)
    expect(off([summary.standardErrors![2]! * apart], [second])).toBeLessThan(1e-6)
    if (p < 10) expect(off([summary.fStatistic], [wanted.fStatistic])).toBeLessThan(1e-6)
  })

  it('says when the rounding of a column moves predictions as much as the noise does', async () => {
    const t = Float64Array.from({ length: 100 }, (_, i) => 1_364_800_260 + 60 * i)
    const y = t.map((_, i) => 0.1 * (i + 1) - 0.0016 * (i + 1) ** 2)
    const { warnings } = await fit({ t, square: t.map(v => v * v) }, y)
    expect(warnings.join()).toMatch(/square have more digits than double precision holds.*prep.scale/)
    const line = await fit({ t }, y)
    expect(line.warnings).toEqual([])
  })
})
