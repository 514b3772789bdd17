import { describe, expect, it } from 'vitest'
import type { Frame } from '../../../frame/frame'
import { type Cholesky, cholesky, choleskyInverse } from '../../../linalg/cholesky/cholesky'
import { Random } from '../../../random/random'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers, type TestColumn } from '../../../testing/frames'
import { runType, type TestRun } from '../../../testing/run'
import { dot } from '../../../learning/walk'
import golden from './golden.json'
import { longleyCertified, wampler, wampler3Errors, wamplerColumns } from './nist.fixture'
import { linearReference } from './reference'
import type { Statistics } from './statistics'

const device = await testDevice()

type Summary = Statistics & {
  coefficients: number[]
  intercept: number
  nIterations: number | null
  rank: number
  solver: string
}

async function fit(
  columns: Record<string, TestColumn>,
  y: TestColumn,
  params: Record<string, unknown> = {},
  weights?: TestColumn,
): Promise<TestRun & { summary: Summary }> {
  const roles = { y: 'target', w: 'weight' } as const
  const frame = frameOf({ ...columns, y, ...(weights && { w: weights }) }, { roles })
  return (await runType(device, 'model.linearRegression', frame, params)) as TestRun & { summary: Summary }
}

const predictions = (frame: Frame | undefined): Promise<Float64Array> =>
  (frame!.columns.find(c => c.name === 'prediction')!.cells as { numbers(): Promise<Float64Array> }).numbers()

/** Largest |got − want| / |want| over numbers in any shape. */
function off(got: unknown, want: unknown): number {
  const [g, w] = [flat(got), flat(want)]
  expect(g.length).toBe(w.length)
  return Math.max(...w.map((value, i) => Math.abs(g[i] - value) / (Math.abs(value) || 1)))
}
const flat = (value: unknown): number[] => (Array.isArray(value) ? value.flatMap(flat) : [value as number])
const digits = (got: unknown, want: unknown): number => -Math.log10(Math.max(1e-16, off(got, want)))

const table = (() => {
  const [a, b, c, d, e] = [1, 2, 3, 4, 5].map(seed => testNumbers(60, seed))
  const x = { a, b: b.map(v => 100 + 3 * v), c: a.map((v, i) => v + 0.1 * c[i]), d: d.map(v => 1e-3 * v) }
  const y = a.map((v, i) => 5 + 2 * v - 3 * (x.b[i] - 100) + 0.5 * x.c[i] + 700 * x.d[i] + e[i] * (1.5 + v))
  return { x, y }
})()
const weights = Float64Array.from({ length: 60 }, (_, i) => 1 + (i % 3))
const origin = { a: table.x.a, c: table.x.c, d: table.x.d }

type Figures = (typeof golden)['ols']

function likeStatsmodels(summary: Summary, want: Figures, intercept = true): void {
  const all = intercept ? [summary.intercept, ...summary.coefficients] : summary.coefficients
  expect(off(all, want.coefficients)).toBeLessThan(1e-8)
  for (const key of ['standardErrors', 'tValues', 'confidenceIntervals', 'vif'] as const)
    expect(off(summary[key], want[key]), key).toBeLessThan(1e-6)
  expect(off(summary.pValues, want.pValues), 'pValues').toBeLessThan(1e-4)
  for (const key of [
    'rSquared',
    'adjustedRSquared',
    'fStatistic',
    'aic',
    'bic',
    'logLikelihood',
    'durbinWatson',
  ] as const)
    expect(off(summary[key], want[key]), key).toBeLessThan(1e-6)
}

describe('least squares as in statsmodels', () => {
  it('gives the coefficients and their statistics', async () => {
    const { summary, warnings, blocks } = await fit(table.x, table.y, { confidence: 0.9 })
    likeStatsmodels(summary, golden.ols)
    expect(off(summary.conditionNumber, golden.ols.conditionNumber)).toBeLessThan(1e-6)
    expect(warnings).toEqual([])
    expect(blocks!.map(b => b.id)).toEqual([
      'fit',
      'inference',
      'coefficients',
      'residuals',
      'qq',
      'scaleLocation',
      'leverage',
      'surface',
    ])
  })

  it('goes through the origin', async () => {
    const { summary } = await fit(origin, table.y, { confidence: 0.9, fitIntercept: false })
    likeStatsmodels(summary, golden.throughOrigin, false)
    expect(summary.intercept).toBe(0)
    expect(off(summary.conditionNumber, golden.throughOrigin.conditionNumber)).toBeLessThan(1e-6)
  })

  it('weighs rows', async () => {
    const { summary } = await fit(table.x, table.y, { confidence: 0.9 }, weights)
    likeStatsmodels(summary, golden.weighted)
  })

  it.each(['HC0', 'HC1', 'HC2', 'HC3'] as const)('has robust errors: %s', async robustErrors => {
    const { summary } = await fit(table.x, table.y, { confidence: 0.9, robustErrors })
    likeStatsmodels(summary, golden.robust[robustErrors])
  })

  it('has robust errors of weighted rows', async () => {
    const { summary } = await fit(table.x, table.y, { confidence: 0.9, robustErrors: 'HC3' }, weights)
    likeStatsmodels(summary, golden.weightedRobust)
  })

  it('reads a weight of two as the row twice, a weight of none as no row', async () => {
    const counts = Array.from({ length: 60 }, (_, i) => i % 3)
    const repeat = (v: Float64Array): number[] => [...v].flatMap((value, i) => new Array<number>(counts[i]).fill(value))
    const twice = Object.fromEntries(Object.entries(table.x).map(([name, v]) => [name, repeat(v)]))
    for (const params of [
      {},
      { penalty: 'l2', alpha: 2 },
      { penalty: 'l1', alpha: 0.1, tol: 1e-12, maxIter: 100_000 },
    ]) {
      const weighed = await fit(table.x, table.y, params, counts)
      const repeated = await fit(twice, repeat(table.y), params)
      expect(off(weighed.summary.coefficients, repeated.summary.coefficients)).toBeLessThan(1e-7)
      expect(off(weighed.summary.rSquared, repeated.summary.rSquared)).toBeLessThan(1e-9)
    }
  })
})

describe('NIST reference data', () => {
  const longley = Object.fromEntries(golden.longley.names.map((name, j) => [name, golden.longley.x[j]]))

  it('Longley: nine digits and more', async () => {
    const { summary } = await fit(longley, golden.longley.y)
    expect(digits(summary.coefficients, longleyCertified.coefficients)).toBeGreaterThan(11)
    expect(digits(summary.intercept, longleyCertified.intercept)).toBeGreaterThan(11)
    expect(digits(summary.standardErrors, longleyCertified.standardErrors)).toBeGreaterThan(9)
    expect(digits(summary.rSquared, longleyCertified.rSquared)).toBeGreaterThan(11)
    // statsmodels 0.13: 4859257015.454868
    expect(off(summary.conditionNumber, 4859257015.454868)).toBeLessThan(1e-5)
  })

  it.each(wampler)('$name', async ({ y, base, digits: wanted, noise }) => {
    const { summary } = await fit(wamplerColumns, y)
    const certified = [0, 1, 2, 3, 4, 5].map(k => base ** k)
    expect(digits([summary.intercept, ...summary.coefficients], certified)).toBeGreaterThan(wanted)
    if (noise > 0)
      expect(
        digits(
          summary.standardErrors,
          wampler3Errors.map(e => e * noise),
        ),
      ).toBeGreaterThan(9)
  })
})

describe('penalties as in scikit-learn', () => {
  const tight = { tol: 1e-13, maxIter: 100_000 }
  it.each([
    ['ridge', { penalty: 'l2', alpha: 3 }, golden.ridge, 1e-8],
    ['lasso', { penalty: 'l1', alpha: 0.2, ...tight }, golden.lasso, 1e-6],
    ['elasticNet', { penalty: 'elasticNet', alpha: 0.1, l1Ratio: 0.3, ...tight }, golden.elasticNet, 1e-6],
  ] as const)('%s', async (_, params, want, tolerance) => {
    const { summary, blocks } = await fit(table.x, table.y, params)
    expect(off(summary.coefficients, want.coefficients)).toBeLessThan(tolerance)
    expect(off(summary.intercept, want.intercept)).toBeLessThan(tolerance)
    expect(summary.standardErrors).toBeNull()
    expect(summary.aic).toBeNull()
    expect(blocks!.some(b => b.id === 'noInference')).toBe(true)
  })

  it('weighs rows, goes through the origin', async () => {
    const ridge = await fit(table.x, table.y, { penalty: 'l2', alpha: 3 }, weights)
    expect(off(ridge.summary.coefficients, golden.ridgeWeighted.coefficients)).toBeLessThan(1e-8)
    const lasso = await fit(table.x, table.y, { penalty: 'l1', alpha: 0.2, ...tight }, weights)
    expect(off(lasso.summary.coefficients, golden.lassoWeighted.coefficients)).toBeLessThan(1e-6)
    const through = await fit(origin, table.y, { penalty: 'l1', alpha: 0.05, fitIntercept: false, ...tight })
    expect(off(through.summary.coefficients, golden.lassoOrigin.coefficients)).toBeLessThan(1e-6)
  })

  it('finds the same by coordinates, by gradients and by the plain twin', async () => {
    const columns = [1, 2, 3].map(seed => testNumbers(500, seed))
    const y = columns[0].map((v, i) => 3 + v - 2 * columns[1][i] + 0.3 * columns[2][i] * v)
    const x = { a: columns[0], b: columns[1], c: columns[2] }
    for (const [params, twin] of [
      [{ penalty: 'none' }, linearReference(columns, y)],
      [{ penalty: 'l2', alpha: 50 }, linearReference(columns, y, { l2: 50 / 500 })],
      [{ penalty: 'elasticNet', alpha: 0.1 }, linearReference(columns, y, { l1: 0.05, l2: 0.05 })],
    ] as const)
      for (const solver of ['auto', 'coordinateDescent', 'gradientDescent']) {
        const { summary } = await fit(x, y, { ...params, solver })
        const apart = summary.coefficients.map((b, j) => Math.abs(b - twin.coefficients[j]))
        expect(Math.max(...apart, Math.abs(summary.intercept - twin.intercept)), solver).toBeLessThan(1e-5)
      }
  })

  it('refuses a closed form of the lasso', async () => {
    await expect(fit(table.x, table.y, { penalty: 'l1', solver: 'closedForm' })).rejects.toThrow('no closed form')
  })
})

describe('gradient descent', () => {
  it('shows a loss that falls, with a readback every twenty steps', async () => {
    const readbacks = device.counter.readbacks
    const { summary, blocks, shown } = await fit(origin, table.y, { solver: 'gradientDescent', maxIter: 200, tol: 0 })
    expect(device.counter.readbacks - readbacks).toBeLessThan(30)
    const loss = blocks!.find(b => b.id === 'loss')
    if (loss?.kind !== 'chart' || loss.chart.type !== 'line') throw new Error('no loss')
    const values = loss.chart.series[0].points.map(([, y]) => y!)
    expect(values).toHaveLength(200)
    values.slice(1).forEach((value, i) => expect(value).toBeLessThanOrEqual(values[i] * (1 + 1e-6)))
    expect(shown.some(b => b.id === 'loss')).toBe(true)
    expect(summary).toMatchObject({ nIterations: 200, solver: 'gradientDescent', standardErrors: null })
  })

  it('says so when it diverges or stops early', async () => {
    await expect(fit(table.x, table.y, { solver: 'gradientDescent', learningRate: 5 })).rejects.toThrow('diverged')
    const { warnings } = await fit(table.x, table.y, { solver: 'gradientDescent', maxIter: 3 })
    expect(warnings[0]).toContain('did not reach')
  })

  it('can be cancelled', async () => {
    const aborted = new AbortController()
    aborted.abort()
    const frame = frameOf({ ...table.x, y: table.y }, { roles: { y: 'target' } })
    for (const solver of ['closedForm', 'gradientDescent'])
      await expect(
        runType(device, 'model.linearRegression', frame, { solver }, { signal: aborted.signal }),
      ).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('many rows, where sums come from the device', () => {
  const n = 60_000
  const columns = Array.from({ length: 6 }, (_, j) => testNumbers(n, j + 1).map(v => 10 * j + (j + 1) * v))
  const y = columns[0].map((v, i) => 1e4 + v - 2 * columns[3][i] + testNumbers(1, i)[0])
  const w = Float64Array.from({ length: n }, (_, i) => 1 + (i % 3))
  const named = Object.fromEntries(columns.map((v, j) => [`x${j}`, v]))

  it.each([
    ['plain', undefined],
    ['weighted', w],
  ])('has coefficients to eight digits and standard errors to six: %s', async (_, weights) => {
    const { summary, blocks } = await fit(named, y, {}, weights)
    const twin = linearReference(columns, y, { sweeps: 12, ...(weights && { weights }) })
    expect(off(summary.coefficients, twin.coefficients)).toBeLessThan(1e-8)
    const weight = (i: number): number => weights?.[i] ?? 1
    const total = weights ? weights.reduce((a, b) => a + b, 0) : n
    const centred = columns.map(v => {
      const mean = v.reduce((s, x, i) => s + weight(i) * x, 0) / total
      return v.map(x => x - mean)
    })
    const products = new Float64Array(36)
    for (let j = 0; j < 6; j++)
      for (let k = 0; k < 6; k++)
        products[6 * j + k] = centred[j].reduce((s, x, i) => s + weight(i) * x * centred[k][i], 0)
    const inverse = choleskyInverse(cholesky(products, 6) as Cholesky)
    const left = y.reduce((s, value, i) => {
      const r = value - twin.intercept - twin.coefficients.reduce((sum, b, j) => sum + b * columns[j][i], 0)
      return s + weight(i) * r * r
    }, 0)
    const errors = columns.map((_, j) => Math.sqrt((left / (n - 7)) * inverse[7 * j]))
    expect(off(summary.standardErrors!.slice(1), errors)).toBeLessThan(1e-6)
    const residuals = blocks!.find(b => b.id === 'residuals')
    if (residuals?.kind !== 'chart' || residuals.chart.type !== 'scatter') throw new Error('no residuals')
    expect(residuals.chart.series[0].points).toHaveLength(5000)
    expect(residuals.caption).toContain('5,000 of 60,000 training rows')
  })
})

it('has standard errors to six digits of 100,000 rows of 20 correlated features', async () => {
  const [n, p] = [100_000, 20]
  const random = new Random(1)
  const columns = Array.from({ length: p }, () => new Float64Array(n))
  for (let i = 0; i < n; i++)
    columns.forEach((column, j) => (column[i] = random.normal() + (j > 0 ? 0.5 * columns[j - 1][i] : 0)))
  const y = columns[0].map(v => 2 * v + random.normal())
  const { summary } = await fit(Object.fromEntries(columns.map((v, j) => [`x${j}`, v])), y)
  const centred = columns.map(v => {
    const mean = v.reduce((a, b) => a + b, 0) / n
    return v.map(x => x - mean)
  })
  const products = Float64Array.from({ length: p * p }, (_, at) => dot(centred[Math.floor(at / p)], centred[at % p], 0))
  const inverse = choleskyInverse(cholesky(products, p) as Cholesky)
  const residual = y.map(value => value - summary.intercept)
  for (const [j, b] of summary.coefficients.entries()) for (let i = 0; i < n; i++) residual[i] -= b * columns[j][i]
  const variance = dot(residual, residual, 0) / (n - p - 1)
  const errors = columns.map((_, j) => Math.sqrt(variance * inverse[(p + 1) * j]))
  expect(off(summary.standardErrors!.slice(1), errors)).toBeLessThan(1e-6)
})

describe('degenerate inputs', () => {
  const noNaN = (value: unknown): void =>
    expect(
      JSON.stringify(value, (_, v: unknown) => (typeof v === 'number' && !Number.isFinite(v) ? 'BAD' : v)),
    ).not.toContain('BAD')

  it('takes the shortest of many solutions, as LinearRegression does, and names the columns', async () => {
    const { a, c } = table.x
    const doubled = { a, c, twice: a.map(v => 2 * v), sum: a.map((v, i) => v + c[i]) }
    const { summary, warnings, blocks } = await fit(doubled, table.y)
    expect(off(summary.coefficients, golden.dependent.coefficients)).toBeLessThan(1e-8)
    expect(off(summary.intercept, golden.dependent.intercept)).toBeLessThan(1e-8)
    expect(summary).toMatchObject({ rank: 2, standardErrors: null })
    expect(warnings.join()).toContain('follows from')
    noNaN([summary, blocks])
  })

  it('tells columns apart that single precision cannot', async () => {
    const { a, c } = table.x
    const near = a.map((v, i) => v + 1e-6 * table.x.d[i] * 1e3)
    const { summary, warnings } = await fit(
      { a, near, c },
      a.map((v, i) => v + 2 * near[i] + c[i]),
    )
    expect(off(summary.coefficients, [1, 2, 1])).toBeLessThan(1e-8)
    expect(summary.rank).toBe(3)
    expect(warnings).toEqual([])
  })

  it('takes fewer rows than features', async () => {
    const columns = Object.fromEntries(Array.from({ length: 10 }, (_, k) => [`x${k}`, testNumbers(6, 20 + k)]))
    const { summary, warnings } = await fit(columns, table.y.slice(0, 6))
    expect(off(summary.coefficients, golden.wide.coefficients)).toBeLessThan(1e-8)
    expect(warnings.join()).toContain('6 rows, 10 features')
    noNaN(summary)
  })

  it.each([
    ['one row', { a: [1] }, [3]],
    ['two rows', { a: [1, 2] }, [3, 5]],
    ['a constant column', { a: [1, 2, 4, 5], b: [7, 7, 7, 7] }, [1, 2, 3, 5]],
    ['only constants', { a: [1e6, 1e6, 1e6], b: [0, 0, 0] }, [1, 2, 3]],
    ['a constant target', { a: [1, 2, 3, 7] }, [4, 4, 4, 4]],
    ['all rows equal', { a: [2, 2, 2], b: [3, 3, 3] }, [1, 1, 1]],
    ['far ranges', { a: [1e30, -1e30, 5e29, 1e-30], b: [1e-30, 2e-30, -1e-30, 3e-30] }, [1, 2, 3, 4]],
    ['a tiny target', { a: [1, 2, 3, 4] }, [1e-30, 3e-30, 2e-30, 5e-30]],
  ])('%s, by every solver', async (_, x, y) => {
    for (const params of [
      {},
      { penalty: 'l2' },
      { penalty: 'l1' },
      { solver: 'gradientDescent' },
      { fitIntercept: false },
    ]) {
      const { summary, blocks, frame } = await fit(x, y, params)
      noNaN([summary, blocks, [...(await predictions(frame))]])
    }
  })

  it('keeps digits at offsets of 1e6', async () => {
    const a = testNumbers(300, 1).map(v => 1e6 + v)
    const b = testNumbers(300, 2).map(v => -1e6 + v)
    const y = a.map((v, i) => 1e6 + 3 * (v - 1e6) + 2 * (b[i] + 1e6))
    const { summary, frame } = await fit({ a, b }, y)
    expect(off(summary.coefficients, [3, 2])).toBeLessThan(1e-9)
    const predicted = await predictions(frame)
    expect(Math.max(...predicted.map((v, i) => Math.abs(v - y[i])))).toBeLessThan(3e-6)
  })

  it('learns from the training rows only', async () => {
    const parts = table.y.reduce<number[]>((list, _, i) => [...list, i < 40 ? 0 : 2], [])
    const frame = frameOf({ ...table.x, y: table.y }, { roles: { y: 'target' }, parts })
    const held = await runType(device, 'model.linearRegression', frame)
    const alone = await fit(
      Object.fromEntries(Object.entries(table.x).map(([k, v]) => [k, v.slice(0, 40)])),
      table.y.slice(0, 40),
    )
    expect(off(held.summary['coefficients'], alone.summary.coefficients)).toBeLessThan(1e-9)
    expect(held.frame!.rows).toBe(60)
  })
})
