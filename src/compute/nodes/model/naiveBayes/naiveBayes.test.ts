import { describe, expect, it } from 'vitest'
import { termCells } from '../../../frame/cells'
import { numbersOf } from '../../../frame/contents'
import { columnNamed, type Frame } from '../../../frame/frame'
import type { BarChart } from '../../../../shared/results/blocks'
import { Random } from '../../../random/random'
import { sparseRow, sparseRows } from '../../../tensor/csr'
import { testDevice } from '../../../testing/device'
import { frameOf, type TestColumn, testNumbers } from '../../../testing/frames'
import { nothingRan, runType, type TestRun } from '../../../testing/run'
import { randomSparse } from '../../../testing/sparse'
import { testExample } from '../../../testing/worked'
import { code } from './code'
import golden from './golden.json'
import { reference } from './reference'

const device = await testDevice()
const fit = (frame: Frame, params: Record<string, unknown> = {}): Promise<TestRun> =>
  runType(device, 'model.naiveBayes', frame, params)

const frameWith = (columns: readonly TestColumn[], y: TestColumn, w?: readonly number[]): Frame =>
  frameOf(
    { ...Object.fromEntries(columns.map((column, j) => ['abcd'[j], column])), y, ...(w && { w }) },
    { roles: { y: 'target', ...(w && { w: 'weight' as const }) }, kinds: { y: 'integer' } },
  )

/** n × K. */
async function chancesIn(frame: Frame, classes: number): Promise<number[][]> {
  const names = Array.from({ length: classes }, (_, k) => `probability:${k}`)
  const columns = await Promise.all(names.map(name => numbersOf(columnNamed(frame, name))))
  return Array.from({ length: frame.rows }, (_, i) => columns.map(c => c[i]))
}

function close(got: unknown, want: unknown, relative: number, absolute = 0): void {
  const [a, b] = [[got].flat(3) as number[], [want].flat(3) as number[]]
  expect(a).toHaveLength(b.length)
  a.forEach((x, i) => expect(Math.abs(x - b[i])).toBeLessThanOrEqual(absolute + relative * Math.abs(b[i])))
}

const of = (rows: readonly TestColumn[]): Frame => frameWith(rows, golden.target, golden.weights)
// Words whose order is not that of the numbers.
const named = golden.categories.map(column => column.map(c => 'cadb'[c]))
const cases = {
  gaussian: { frame: of(golden.numbers), params: {} },
  multinomial: { frame: of(golden.counts), params: { variant: 'multinomial', alpha: 0.5 } },
  multinomialFlat: { frame: of(golden.counts), params: { variant: 'multinomial', fitPrior: false } },
  bernoulli: { frame: of(golden.counts), params: { variant: 'bernoulli', alpha: 0.1 } },
  complement: { frame: of(golden.counts), params: { variant: 'complement' } },
  categorical: { frame: of(golden.categories), params: { variant: 'categorical', alpha: 2 } },
  words: { frame: of(named), params: { variant: 'categorical', alpha: 2 } },
}

it('says which features the smoothing of a far value drowns', async () => {
  const [a, b] = [testNumbers(60, 1), testNumbers(60, 2)]
  const y = b.map(v => (v > 0 ? 1 : 0))
  const far = a.map((v, i) => (i === 7 ? 1e9 : v))
  const { warnings } = await fit(frameWith([far, b], y))
  expect(warnings).toEqual([expect.stringMatching(/: b varies less than that and says nearly nothing.*varSmoothing/)])
  expect((await fit(frameWith([far, b], y), { varSmoothing: 0 })).warnings).toEqual([])
  expect((await fit(frameWith([a, b], y))).warnings).toEqual([])
})

describe('model.naiveBayes against scikit-learn', () => {
  it.each(Object.keys(cases) as (keyof typeof cases)[])('%s', async name => {
    const want = golden[name === 'words' ? 'categorical' : name]
    const { summary, frame, blocks } = await fit(cases[name].frame, cases[name].params)
    const logs = want.featureLogProb as number[][][] | null
    const sorted =
      name === 'words' ? logs!.map(table => table.map(row => [1, 3, 0, 2].flatMap(c => row[c] ?? []))) : logs
    for (const [key, figures] of Object.entries({ theta: want.theta, featureLogProb: sorted, variance: want.variance }))
      if (figures) close(summary[key], figures, 1e-6)
      else expect(summary[key]).toBeNull()
    close(await chancesIn(frame!, 3), want.probabilities, 1e-4, 1e-6)
    expect(blocks!.map(b => b.id)).toContain('telling')
  })

  testExample(device, 'model.naiveBayes', cases)
})

it('draws what speaks for either of two classes as the ratio of their shares, in the colour of the class', async () => {
  const { summary, blocks } = await fit(
    frameOf({ a: [3, 4, 1, 0], b: [0, 1, 2, 2], y: ['no', 'no', 'yes', 'yes'] }, { roles: { y: 'target' } }),
    { variant: 'multinomial' },
  )
  const [no, yes] = summary['featureLogProb'] as number[][]
  const { chart } = blocks!.find(b => b.id === 'telling') as { chart: BarChart }
  const at = (k: number, name: string): number | null => chart.series[k].values[chart.categories.indexOf(name)]
  expect(at(0, 'a')).toBeCloseTo(yes[0] - no[0], 12)
  expect(at(1, 'b')).toBeCloseTo(yes[1] - no[1], 12)
  expect([at(1, 'a'), at(0, 'b')]).toEqual([null, null])
})

it('tells a class 100,000 times narrower than its column, far from zero, with weights', async () => {
  const n = 300
  const codes = Array.from({ length: n }, (_, i) => (i * 7) % 4)
  const columns = [
    testNumbers(n, 1).map((x, i) => 1e6 + x + 0.3 * codes[i]),
    testNumbers(n, 3).map((x, i) => (codes[i] === 2 ? 1e-5 * x : 1 + x)),
  ]
  const weights = codes.map((_, i) => 0.5 + (i % 5) / 2)
  const want = reference(columns, codes, weights)
  const { summary, frame } = await fit(frameWith(columns, codes, weights))
  close(summary['theta'], want.theta, 1e-6, 1e-9)
  close(summary['variance'], want.variance, 1e-6)
  const rows = codes.map((_, i) => columns.map(c => c[i]))
  close(await chancesIn(frame!, 4), rows.map(want.chances), 0, 1e-4)
})

it('learns from 10,000 × 20,000 terms in less than 200 MB, host and device together', async () => {
  const few = randomSparse(new Random(5), 200, 20_000, 80)
  const counts = { ...few, values: few.values.map(x => Math.ceil(Math.abs(x))) }
  const host = sparseRows(
    counts,
    Uint32Array.from({ length: 10_000 }, (_, i) => i % 200),
  )
  const target = Array.from({ length: host.rows }, (_, i) => Number((i % 200) % 3 === 0))
  const names = Array.from({ length: host.cols }, (_, j) => `t${j}`)
  const text = { kind: 'vector', role: 'feature', missing: 0, cells: termCells(host.rows, names, host) } as const
  const plain = frameWith([], target)
  const [before, count] = [process.memoryUsage().arrayBuffers, device.counter.since()]
  const run = await fit(
    { ...plain, columns: [{ name: 'text', ...text }, ...plain.columns] },
    { variant: 'multinomial' },
  )
  expect(process.memoryUsage().arrayBuffers - before + count().peakBytes).toBeLessThan(200e6)
  const logs = run.summary['featureLogProb'] as number[][]
  const got = await chancesIn(run.frame!, 2)
  for (let i = 0; i < 200; i += 7) {
    const x = sparseRow(host, i)
    const [no, yes] = logs.map((log, k) =>
      x.reduce((sum, v, j) => sum + v * log[j], Math.log(target.filter(t => t === k).length)),
    )
    expect(got[i][1]).toBeCloseTo(1 / (1 + Math.exp(no - yes)), 4)
  }
})

it.each([
  [[5, 5, 6, 7], { varSmoothing: 0 }, /^a is constant among the rows of 0/],
  [[1, -2, 3, 4], { variant: 'multinomial' }, /^a holds numbers below 0/],
  [[1, 2.5, 3, 4], { variant: 'categorical' }, /^a holds numbers that number no categories/],
  [['p', 'q', 'p', 'q'], {}, /^Naive Bayes \(gaussian\) needs numbers, and a is a category/],
])('refuses %j with %o', async (column, params, message) => {
  const refused = fit(frameWith([column], [0, 0, 1, 1]), params)
  await expect(refused).rejects.toMatchObject({ code: 'data', message: expect.stringMatching(message) })
})

it('says itself in scikit-learn', () => {
  const values = { variant: 'gaussian', alpha: 1, varSmoothing: 1e-9, fitPrior: true } as const
  expect(code(values, nothingRan).expression).toBe('GaussianNB(var_smoothing=1e-9)')
  const complement = { ...values, variant: 'complement', fitPrior: false } as const
  expect(code(complement, nothingRan).expression).toBe('ComplementNB(alpha=1, fit_prior=False)')
})
