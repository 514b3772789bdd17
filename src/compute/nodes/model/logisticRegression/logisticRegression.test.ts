import { describe, expect, it, vi } from 'vitest'
import { isNumeric } from '../../../frame/frame'
import { nothingRan } from '../../../testing/run'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { code } from './code'
import { close, fitOn, numbersOf, tableOf } from './logisticRegression.fixture'
import golden from './golden.json'
import { reference } from './reference'
import { spec } from './spec'

const device = await testDevice()
const fit = fitOn(device)

const rowsOf = (features: Record<string, number[]>): number[][] =>
  Object.values(features)[0].map((_, i) => Object.values(features).map(column => column[i]))

describe('agrees with scikit-learn and with its double-precision twin', () => {
  it.each([
    ['l2', {}, {}],
    ['c100', { c: 100 }, { c: 100 }],
    ['noIntercept', { fitIntercept: false }, { fitIntercept: false }],
  ] as const)('three classes: %s', async (name, params, options) => {
    const want = golden.iris[name]
    const { summary, frame, warnings } = await fit(tableOf(golden.iris), params)
    // scikit-learn itself stands 1e-5 off the minimum where the loss is flat.
    close(summary['coefficients'], want.coefficients, 1e-4, 1e-5)
    close(summary['intercept'], want.intercept, 1e-4, 1e-5)
    const twin = reference(rowsOf(golden.iris.features), golden.iris.target, { classes: 3, ...options })
    close(summary['coefficients'], twin.coefficients, 1e-6)
    close(summary['intercept'], twin.intercept, 1e-6, 1e-9)
    close([summary['logLikelihood']], [twin.logLikelihood], 1e-8)
    const columns = ['0', '1', '2'].map(k => numbersOf(frame!, `probability:${k}`))
    const chances = await Promise.all(columns)
    close(
      want.probabilities.map((_, i) => chances.map(c => c[i])),
      want.probabilities,
      1e-4,
      1e-6,
    )
    for (let i = 0; i < 150; i++)
      expect(Math.abs(chances[0][i] + chances[1][i] + chances[2][i] - 1)).toBeLessThan(1e-12)
    expect(warnings).toEqual([])
  })

  it.each([
    ['l2', {}],
    ['balanced', { classWeight: 'balanced' }],
    ['noIntercept', { fitIntercept: false }],
    ['l2', { solver: 'newton' }],
  ] as const)('two classes: %s %o', async (name, params) => {
    const want = golden.cancer[name]
    const { summary, frame, warnings } = await fit(tableOf(golden.cancer), params)
    close(summary['coefficients'], want.coefficients, 1e-5, 1e-6)
    close([summary['intercept']], [want.intercept], 1e-5, 1e-6)
    if (name === 'l2') close([summary['logLikelihood']], [-want.unweightedLoss], 1e-6)
    const positive = await numbersOf(frame!, 'probability:1')
    close(
      Array.from(positive.slice(0, 5)),
      want.probabilities.map(row => row[1]),
      1e-5,
    )
    expect(summary['standardErrors']).toBeNull()
    expect(warnings).toEqual([])
  })

  it('gradient descent meets the same minimum', async () => {
    const { summary, warnings, blocks } = await fit(tableOf(golden.cancer), {
      solver: 'gradientDescent',
      maxIter: 5000,
    })
    close(summary['coefficients'], golden.cancer.l2.coefficients, 1e-5, 1e-6)
    expect(warnings).toEqual([])
    const chart = blocks!.find(b => b.id === 'loss')
    if (chart?.kind !== 'chart' || chart.chart.type !== 'line') throw new Error('no loss chart')
    const values = chart.chart.series[0].points.map(([, y]) => y!)
    expect(values[0]).toBeCloseTo(Math.log(2), 6)
    values.slice(1).forEach((v, i) => expect(v).toBeLessThanOrEqual(values[i] + 1e-6))
  })

  it('inference of maximum likelihood as statsmodels Logit', async () => {
    const want = golden.cancer.logit
    const { summary, warnings } = await fit(tableOf(golden.cancer), { penalty: 'none' })
    close([summary['intercept'], ...(summary['coefficients'] as number[])], want.params, 1e-6)
    close(summary['oddsRatios'], want.params.slice(1).map(Math.exp), 1e-4)
    close(summary['standardErrors'], want.bse, 1e-6)
    close(summary['zValues'], want.zvalues, 1e-6)
    close(summary['pValues'], want.pvalues, 1e-4)
    close(summary['confidenceIntervals'], want.interval, 1e-5)
    close([summary['logLikelihood'], summary['mcFaddenRSquared']], [want.llf, want.prsquared], 1e-8)
    expect(warnings).toEqual([])
  })

  it('offsets of a million, units of 1e-3 and 1e3, and weights', async () => {
    const { weighted } = golden.offset
    const { summary } = await fit(tableOf(golden.offset, golden.offset.weights), { penalty: 'none' })
    const coefficients = summary['coefficients'] as number[]
    close(coefficients, weighted.params.slice(1), 1e-6)
    close([(summary['intercept'] as number) + 1e6 * coefficients[0]], [weighted.params[0]], 0, 1e-5)
    close((summary['standardErrors'] as number[]).slice(1), weighted.bse.slice(1), 1e-6)
    close([summary['logLikelihood']], [weighted.llf], 1e-8)
  })
})

describe('laws', () => {
  it('weights equal repetition, also balanced and with the rows in another order', async () => {
    const { features, target, weights } = golden.offset
    const order = target.flatMap((_, i) => new Array<number>(weights[i]).fill(i)).reverse()
    const repeated = {
      features: Object.fromEntries(
        Object.entries(features).map(([name, column]) => [name, order.map(i => column[i])]),
      ) as typeof features,
      target: order.map(i => target[i]),
    }
    for (const params of [{}, { classWeight: 'balanced' }, { penalty: 'none' }]) {
      const [one, two] = [await fit(tableOf(golden.offset, weights), params), await fit(tableOf(repeated), params)]
      close(one.summary['coefficients'], two.summary['coefficients'] as number[], 1e-6)
      close([one.summary['logLikelihood']], [two.summary['logLikelihood']], 1e-9)
    }
  })

  it('the same twice, bit for bit', async () => {
    const [one, two] = [await fit(tableOf(golden.iris)), await fit(tableOf(golden.iris))]
    expect(one.summary).toEqual(two.summary)
  })

  it('summary and blocks are those declared', async () => {
    const binary = await fit(tableOf(golden.cancer))
    expect(Object.keys(binary.summary).sort()).toEqual(Object.keys(spec.attributes).sort())
    expect(binary.blocks!.map(b => b.id).sort()).toEqual(
      Object.keys(spec.blocks)
        .filter(id => id !== 'pictures')
        .sort(),
    )
    const several = await fit(tableOf(golden.iris))
    for (const { id } of several.blocks!) expect(Object.keys(spec.blocks)).toContain(id)
  })

  it('classes that can be separated: a named warning and finite numbers', async () => {
    const x = [1, 2, 3, 4, 5, 6]
    for (const y of [
      ['a', 'a', 'a', 'b', 'b', 'b'],
      ['a', 'a', 'b', 'b', 'c', 'c'],
    ]) {
      const { summary, warnings } = await fit(frameOf({ x, x2: x.map(v => v * v), y }, { roles: { y: 'target' } }), {
        penalty: 'none',
      })
      expect(warnings.join()).toContain('separated perfectly')
      expect(summary['standardErrors']).toBeNull()
      expect(JSON.stringify(summary)).not.toContain('null,null')
      expect(Number.isFinite(summary['logLikelihood'])).toBe(true)
    }
  })

  it('classes that can almost be separated: a warning too', async () => {
    const x = [1, 2, 3, 3, 4, 5]
    const frame = frameOf({ x, y: ['a', 'a', 'a', 'b', 'b', 'b'] }, { roles: { y: 'target' } })
    const { summary, warnings } = await fit(frame, { penalty: 'none' })
    expect(warnings.join()).toContain('Some rows can be separated perfectly')
    expect(summary['converged']).toBe(false)
    const crossed = frameOf(
      { x: [1, 2, 3.00001, 3, 4, 5], y: ['a', 'a', 'a', 'b', 'b', 'b'] },
      { roles: { y: 'target' } },
    )
    const almost = await fit(crossed, { penalty: 'none' })
    expect(almost.warnings.join()).toContain('can almost be separated')
    expect(almost.summary['converged']).toBe(true)
    const three = frameOf(
      { x: [...x, 5, 6, 7], y: ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c'] },
      { roles: { y: 'target' } },
    )
    expect((await fit(three, { penalty: 'none' })).warnings.join()).toContain('grow without bound')
  })

  it.each([
    ['few rows', 300, 1e-7, 7],
    ['few rows, as near as the digits of the twin allow', 300, 1e-10, 4],
    ['many rows', 30_000, 1e-4, 7],
  ])(
    'twins: the optimum of columns that stand apart, and the reason is dependence (%s)',
    async (_, n, apart, digits) => {
      const [a, b] = [testNumbers(n, 1), testNumbers(n, 2)]
      const y = a.map((v, i) => (v + b[i] + 3 * Math.sin(i * 12.9898) > 0 ? 1 : 0))
      const roles = { roles: { y: 'target' }, kinds: { y: 'integer' } } as const
      const wanted = await fit(frameOf({ a, b, y }, roles), { penalty: 'none' })
      const { summary, warnings } = await fit(frameOf({ a, twin: a.map((v, i) => v + apart * b[i]), y }, roles), {
        penalty: 'none',
      })
      expect(summary['converged']).toBe(true)
      expect(summary['logLikelihood'] as number).toBeCloseTo(wanted.summary['logLikelihood'] as number, digits)
      const errors = (s: Record<string, unknown>): number[] => s['standardErrors'] as number[]
      const [[intercept, , second], [own, , twin]] = [errors(wanted.summary), errors(summary)]
      expect(own / intercept).toBeCloseTo(1, Math.min(5, digits))
      expect((twin * apart) / second).toBeCloseTo(1, Math.min(5, digits))
      expect(warnings.join()).toMatch(/a, twin|a and twin/)
      expect(warnings.join()).toMatch(/nearly follow from others/)
      expect(warnings.join()).not.toMatch(/separat/)
    },
  )

  it('a value of 1e12 in a test row changes nothing', async () => {
    const n = 80
    const x = testNumbers(n, 1)
    const y = x.map((v, i) => (v + Math.sin(i * 12.9898) > 0 ? 1 : 0))
    const parts = Array.from(x, (_, i) => (i % 4 === 0 ? 2 : 0))
    const of = (values: Float64Array) =>
      fit(frameOf({ x: values, y }, { roles: { y: 'target' }, kinds: { y: 'integer' }, parts }), { penalty: 'none' })
    const [plain, beside] = [await of(x), await of(x.map((v, i) => (i === 0 ? 1e12 : v)))]
    expect(beside.warnings).toEqual([])
    close(beside.summary['coefficients'], plain.summary['coefficients'] as number[], 1e-9)
  })

  it('twins of three classes reach the optimum of columns that stand apart', async () => {
    const n = 200
    const [a, b] = [testNumbers(n, 1), testNumbers(n, 2)]
    const y = Array.from(a, (v, i) => 'pqr'[Math.floor(((v + b[i] + 3 * Math.sin(i * 12.9898) + 99) * 1.3) % 3)])
    const params = { penalty: 'none' }
    const roles = { roles: { y: 'target' } } as const
    const wanted = await fit(frameOf({ a, b, y }, roles), params)
    const { summary, warnings } = await fit(frameOf({ a, twin: a.map((v, i) => v + 1e-6 * b[i]), y }, roles), params)
    expect(warnings).toEqual([])
    expect(summary['logLikelihood'] as number).toBeCloseTo(wanted.summary['logLikelihood'] as number, 8)
  })

  it('columns that follow from others are named; penalized, they share', async () => {
    const x = Array.from(testNumbers(60, 3))
    const y = x.map((v, i) => (v + Math.sin(i * 12.9) > 0 ? 1 : 0))
    const frame = frameOf({ x, twice: x.map(v => 2 * v), y }, { roles: { y: 'target' }, kinds: { y: 'integer' } })
    const free = await fit(frame, { penalty: 'none' })
    expect(free.warnings.join()).toContain('twice follows from the other columns')
    expect(free.summary['pValues']).toBeNull()
    const held = await fit(frame)
    const [one, two] = held.summary['coefficients'] as [number, number]
    close([two], [2 * one], 1e-6)
  })

  it('a constant column learns 0, with and without a penalty', async () => {
    const x = Array.from(testNumbers(60, 4))
    const y = x.map((v, i) => (v + Math.sin(i * 7.7) > 0 ? 'yes' : 'no'))
    const frame = frameOf({ still: x.map(() => 1e6), x, y }, { roles: { y: 'target' } })
    for (const penalty of ['l2', 'none']) {
      const { summary, warnings } = await fit(frame, { penalty })
      expect((summary['coefficients'] as number[])[0]).toBe(0)
      expect(warnings.some(w => w.includes('still is constant'))).toBe(penalty === 'none')
      if (penalty === 'none')
        expect((summary['standardErrors'] as unknown[]).map(e => e === null)).toEqual([false, true, false])
    }
    const all = await fit(frameOf({ a: [5, 5, 5, 5], y: ['p', 'q', 'q', 'q'] }, { roles: { y: 'target' } }))
    close([all.summary['intercept']], [Math.log(3)], 1e-6)
  })

  it('fewer rows than features, one feature, two rows', async () => {
    const wide = Object.fromEntries(Array.from({ length: 30 }, (_, j) => [`x${j}`, Array.from(testNumbers(8, j))]))
    const y = ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b']
    const { summary } = await fit(frameOf({ ...wide, y }, { roles: { y: 'target' } }))
    const twin = reference(
      rowsOf(wide),
      y.map(v => (v === 'b' ? 1 : 0)),
      { classes: 2 },
    )
    close(summary['coefficients'], twin.coefficients, 1e-6, 1e-8)
    const two = await fit(
      frameOf({ x: [0, 2], y: [false, true].map(Number) }, { roles: { y: 'target' }, kinds: { y: 'boolean' } }),
    )
    close(two.summary['coefficients'], reference([[0], [2]], [0, 1], { classes: 2 }).coefficients, 1e-7)
    expect(two.summary['classes']).toEqual([false, true])
  })

  it('one row in ten thousand, and 1e30 beside 1e-30', async () => {
    const n = 20_000
    const x = testNumbers(n, 8)
    const rare = Float64Array.from(x, (_, i) => (i === 5 || i === 9000 ? 1 : 0))
    const { summary } = await fit(frameOf({ x, y: rare }, { roles: { y: 'target' }, kinds: { y: 'boolean' } }))
    const twin = reference(
      Array.from(x, v => [v]),
      Array.from(rare),
      { classes: 2 },
    )
    close(summary['coefficients'], twin.coefficients, 1e-6)
    close([summary['intercept']], twin.intercept, 1e-6)
    const z = testNumbers(200, 9)
    const y = Float64Array.from(z, (v, i) => (v + Math.sin(i * 5.3) > 0 ? 1 : 0))
    const wild = frameOf(
      {
        huge: z.map(v => v * 1e30),
        tiny: z.map((v, i) => (v + Math.cos(i)) * 1e-30),
        mixed: z.map((v, i) => (i % 2 ? v * 1e30 : v * 1e-30)),
        y,
      },
      { roles: { y: 'target' }, kinds: { y: 'boolean' } },
    )
    for (const penalty of ['l2', 'none']) {
      const { frame, summary: s } = await fit(wild, { penalty })
      expect(s['coefficients']).toSatisfy((b: number[]) => b.every(Number.isFinite))
      for (const column of frame!.columns.filter(c => c.role === 'prediction').filter(isNumeric))
        expect((await column.cells.numbers()).every(Number.isFinite)).toBe(true)
    }
  })
})

describe('solvers', () => {
  it('say when they stop early, with the remedy', async () => {
    for (const solver of ['lbfgs', 'newton', 'gradientDescent']) {
      const { summary, warnings } = await fit(tableOf(golden.iris), { solver, maxIter: 2 })
      expect(warnings).toHaveLength(1)
      expect(warnings[0]).toMatch(/stopped after 2 iterations.*Raise maxIter/)
      expect(summary).toMatchObject({ converged: false, nIterations: 2 })
    }
  })

  it('refuse a learning rate that leaps away', async () => {
    const frame = frameOf({ x: [1, 2, 3, 4, 5, 6], y: ['a', 'b', 'a', 'a', 'b', 'b'] }, { roles: { y: 'target' } })
    await expect(
      fit(frame, { solver: 'gradientDescent', learningRate: 1e5, penalty: 'l2', c: 0.01 }),
    ).rejects.toMatchObject({
      code: 'numeric',
      remedy: { text: expect.stringContaining('learningRate') as string },
    })
  })

  it('answer a cancel', async () => {
    const signal = AbortSignal.abort()
    for (const solver of ['lbfgs', 'newton', 'gradientDescent'])
      await expect(fit(tableOf(golden.iris), { solver }, signal)).rejects.toMatchObject({ code: 'cancelled' })
  })
})

it('reads back once an evaluation and launches four kernels', async () => {
  const n = 4000
  const columns = Object.fromEntries(Array.from({ length: 12 }, (_, j) => [`x${j}`, testNumbers(n, 11 * j)]))
  const y = Float64Array.from({ length: n }, (_, i) =>
    columns['x0'][i] + columns['x5'][i] + Math.sin(i * 3.1) > 0 ? 1 : 0,
  )
  const frame = frameOf({ ...columns, y }, { roles: { y: 'target' }, kinds: { y: 'boolean' } })
  const counts = async (
    params: Record<string, unknown>,
  ): Promise<{ dispatches: number; readbacks: number; nIterations: number }> => {
    const since = device.counter.since()
    const { summary } = await fit(frame, { tol: 1e-9, ...params })
    return { ...since(), nIterations: summary['nIterations'] as number }
  }
  const [few, many] = [await counts({ maxIter: 1 }), await counts({ maxIter: 3 })]
  expect(many.nIterations - few.nIterations).toBe(2)
  expect(many.readbacks - few.readbacks).toBe(2)
  expect(many.dispatches - few.dispatches).toBe(8)
  // Portions end by the clock too: standing still, it leaves 16, 32 and 64 iterations between readbacks on any machine.
  const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now())
  const [short, long] = [
    await counts({ solver: 'gradientDescent', maxIter: 48 }),
    await counts({ solver: 'gradientDescent', maxIter: 112 }),
  ]
  clock.mockRestore()
  expect(long.dispatches - short.dispatches).toBe(64 * 5)
  expect(long.readbacks - short.readbacks).toBe(1)
})

it('says itself in scikit-learn', () => {
  const defaults = Object.fromEntries(
    Object.entries(spec.parameters).map(([name, p]) => [name, p.default]),
  ) as Parameters<typeof code>[0]
  expect(code(defaults, nothingRan).expression).toBe(
    'LogisticRegression(C=1, solver="lbfgs", max_iter=100, tol=0.0001)',
  )
  expect(
    code({ ...defaults, penalty: 'none', classWeight: 'balanced', fitIntercept: false }, nothingRan).expression,
  ).toBe(
    'LogisticRegression(penalty=None, solver="lbfgs", max_iter=100, tol=0.0001, class_weight="balanced", fit_intercept=False)',
  )
})
