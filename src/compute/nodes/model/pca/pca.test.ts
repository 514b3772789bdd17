import { describe, expect, it } from 'vitest'
import { termCells } from '../../../frame/cells'
import type { Frame } from '../../../frame/frame'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { sparseOf } from '../../../testing/sparse'
import { nothingRan, runType, type TestRun } from '../../../testing/run'
import { code } from './code'
import { fixSigns } from '../../../linalg/symmetricEigen/directions'
import golden from './golden.json'
import { reference } from './reference'

const device = await testDevice()
const fit = (frame: Frame, params: Record<string, unknown> = {}): Promise<TestRun> =>
  runType(device, 'model.pca', frame, params)

interface Figures {
  components: number[][]
  explainedVariance: number[]
  explainedVarianceRatio: number[]
  singularValues: number[]
  mean: number[]
}

const named = (columns: readonly (readonly number[] | Float64Array)[]): Frame =>
  frameOf(Object.fromEntries(columns.map((c, j) => [`x${j + 1}`, Float64Array.from(c)])))
const summaryOf = ({ summary }: TestRun): Figures => summary as unknown as Figures

async function scores(frame: Frame): Promise<Float64Array[]> {
  const columns = frame.columns.filter(c => c.name.startsWith('component'))
  return Promise.all(
    columns.map(c => (c.cells.form === 'numbers' ? c.cells.numbers() : Promise.reject(new Error(c.name)))),
  )
}

function close(got: readonly number[], want: readonly number[], relative: number, absolute = 0): void {
  expect(got).toHaveLength(want.length)
  got.forEach((x, i) => expect(Math.abs(x - want[i])).toBeLessThanOrEqual(absolute + relative * Math.abs(want[i])))
}

describe('model.pca against scikit-learn', () => {
  const iris = named(golden.irisRows)
  const offset = named([
    testNumbers(80, 1).map(x => 1e6 + x),
    testNumbers(80, 2).map((x, i) => -1e6 + 3 * x + testNumbers(80, 1)[i]),
    testNumbers(80, 3).map(x => 0.01 * x),
  ])
  const wide = named(Array.from({ length: 9 }, (_, j) => testNumbers(6, j + 1)))

  it.each([
    ['iris', iris, {}, golden.iris],
    ['offsets of a million', offset, {}, golden.offset],
    ['more features than rows', wide, { nComponents: 5 }, golden.wide],
    ['iris, whitened', iris, { nComponents: 2, whiten: true }, golden.irisWhitened],
  ])('%s', async (_, frame, params, want) => {
    const run = await fit(frame, params)
    const got = summaryOf(run)
    close(got.explainedVariance, want.explainedVariance, 1e-6)
    close(got.explainedVarianceRatio, want.explainedVarianceRatio, 1e-6)
    close(got.singularValues, want.singularValues, 1e-6)
    close(got.mean, want.mean, 1e-8, 2e-8)
    close(got.components.flat(), want.components.flat(), 0, 1e-6)
    const columns = await scores(run.frame!)
    const size = Math.max(...want.scores.flat().map(Math.abs))
    want.scores.forEach((row, i) =>
      close(
        columns.map(c => c[i]),
        row,
        0,
        2e-6 * size,
      ),
    )
  })

  it('takes as many components as a share of the variance needs', async () => {
    for (const [share, count] of golden.irisShares) {
      const { summary } = await fit(iris, { nComponents: share })
      expect(summary['nComponents']).toBe(count)
    }
  })
})

describe('model.pca against its double-precision twin', () => {
  it('keeps the digits of variances ten orders below the largest', async () => {
    const n = 500
    const sizes = [1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5]
    const p = sizes.length
    const inner = sizes.map((s, j) => testNumbers(n, j + 1).map(x => s * x))
    const columns = Array.from({ length: p }, (_, k) =>
      Float64Array.from({ length: n }, (__, i) =>
        inner.reduce((sum, c, j) => sum + ((k === j ? 1 : 0) - 2 / p) * c[i], 0),
      ),
    )
    const { explainedVariance } = summaryOf(await fit(named(columns)))
    const { variances } = reference(columns)
    // Codes have 24 bits: a deviation 10⁻ᵏ of the largest keeps 7 − k digits and what averaging over rows adds.
    const reach = [1e-7, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3]
    explainedVariance.forEach((v, k) => expect(Math.abs(v / variances[k] - 1)).toBeLessThan(reach[k]))
  })

  it('takes a weight of 2 as the row twice, and weights of any size', async () => {
    const columns = Array.from({ length: 4 }, (_, j) => testNumbers(60, j + 1).map((x, i) => x * (j + 1) + (i % 3)))
    const weights = Float64Array.from({ length: 60 }, (_, i) => (i % 5 === 0 ? 2 : i % 7 === 0 ? 0.5 : 1))
    const frame = named(columns)
    const weighted = frameOf(
      { ...Object.fromEntries(columns.map((c, j) => [`x${j + 1}`, c])), w: weights },
      { roles: { w: 'weight' } },
    )
    const got = summaryOf(await fit(weighted))
    const want = reference(columns, weights)
    close(got.explainedVariance, [...want.variances], 1e-6)
    close(got.components.flat(), [...fixSigns(want.directions, 4)], 0, 1e-5)
    const twice = (c: Float64Array): Float64Array => Float64Array.from([...c].flatMap((x, i) => (i < 5 ? [x, x] : [x])))
    const doubled = frameOf(
      {
        ...Object.fromEntries(columns.map((c, j) => [`x${j + 1}`, c])),
        w: Float64Array.from({ length: 60 }, (_, i) => (i < 5 ? 2 : 1)),
      },
      { roles: { w: 'weight' } },
    )
    close(
      summaryOf(await fit(doubled)).explainedVariance,
      summaryOf(await fit(named(columns.map(twice)))).explainedVariance,
      1e-6,
    )
    expect(frame.rows).toBe(60)
  })

  it('gives scores of unit variance when whitened, without correlation', async () => {
    const columns = Array.from({ length: 3 }, (_, j) => testNumbers(200, j + 1).map((x, i) => (j + 1) * x + (i % 2)))
    const got = await scores((await fit(named(columns), { whiten: true })).frame!)
    got.forEach((a, k) =>
      got.forEach((b, l) => {
        const product = a.reduce((sum, x, i) => sum + x * b[i], 0) / 199
        expect(Math.abs(product - (k === l ? 1 : 0))).toBeLessThan(1e-5)
      }),
    )
  })
})

describe('model.pca at the edge', () => {
  it('says what it cannot do', async () => {
    const frame = named([testNumbers(5, 1), testNumbers(5, 2)])
    await expect(fit(frame, { nComponents: 3 })).rejects.toMatchObject({
      code: 'data',
      remedy: { text: 'Give nComponents of at most 2.' },
    })
    await expect(fit(frame, { nComponents: 1.5 })).rejects.toMatchObject({ code: 'parameter' })
    await expect(fit(named([[1], [2]]))).rejects.toMatchObject({ code: 'data' })
  })

  it('names where terms are made when they are too many', async () => {
    const names = Array.from({ length: 3001 }, (_, j) => `w${j}`)
    const cells = termCells(2, names, sparseOf(3001, [[[0, 1]], [[1, 1]]]))
    const words: Frame = {
      rows: 2,
      steps: [],
      columns: [{ name: 'words', kind: 'vector', role: 'feature', missing: 0, cells }],
    }
    await expect(fit(words, { nComponents: 1 })).rejects.toMatchObject({
      message: expect.stringContaining('3001 features are more than the 3000'),
      remedy: { fix: { set: { node: 'prep.text', parameter: 'maxFeatures' } } },
    })
  })

  it('has no ratio and a warning where all rows are equal', async () => {
    const { summary, warnings } = await fit(named([new Array<number>(9).fill(2), new Array<number>(9).fill(1e9)]))
    expect(summary['explainedVarianceRatio']).toEqual([null, null])
    expect(summary['explainedVariance']).toEqual([0, 0])
    expect(warnings.join()).toMatch(/All training rows are equal/)
  })

  it('whitens a direction without variance to 0 and says so', async () => {
    const x = testNumbers(50, 1)
    const { frame, warnings } = await fit(named([x, x.map(v => 2 * v)]), { whiten: true })
    const [first, second] = await scores(frame!)
    expect(Math.max(...first)).toBeGreaterThan(1)
    expect([...second].every(s => s === 0)).toBe(true)
    expect(warnings.join()).toMatch(/1 of 2 components have no variance/)
  })

  it('colours the biplot by the classes of a target and leaves the target alone', async () => {
    const label = Array.from({ length: 30 }, (_, i) => (i % 2 ? 'b' : 'a'))
    const frame = frameOf({ x: testNumbers(30, 1), y: testNumbers(30, 2), label }, { roles: { label: 'target' } })
    const { frame: made, blocks } = await fit(frame)
    expect(made!.columns.map(c => c.name)).toEqual(['label', 'component1', 'component2'])
    const biplot = blocks!.find(b => b.id === 'biplot')!
    expect(biplot).toMatchObject({
      chart: {
        series: [
          { name: 'a', class: 0 },
          { name: 'b', class: 1 },
        ],
      },
    })
  })
})

it('writes the scikit-learn line', () => {
  expect(code({ nComponents: 0.9, whiten: false }, nothingRan).expression).toBe(
    'PCA(n_components=0.9, svd_solver="full")',
  )
  expect(code({ nComponents: null, whiten: true }, nothingRan).expression).toBe('PCA(whiten=True)')
})
