import { describe, expect, it } from 'vitest'
import type { NumberCells } from '../../../frame/cells'
import { columnNamed, type Frame } from '../../../frame/frame'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { nothingRan, runType, type TestRun } from '../../../testing/run'
import { code } from './code'
import golden from './golden.json'

const device = await testDevice()
const fit = (frame: Frame, params: Record<string, unknown> = {}, seed = 42): Promise<TestRun> =>
  runType(device, 'model.kMeans', frame, params, { seed })

const named = (columns: readonly (readonly number[] | Float64Array)[]): Frame =>
  frameOf(Object.fromEntries(columns.map((c, j) => [`x${j + 1}`, Float64Array.from(c)])))

interface Figures {
  centers: number[][]
  inertia: number
  labels: number[] | null
  sizes: number[]
  searchK: { k: number; inertia: number; silhouette: number | null }[] | null
}
const summaryOf = (run: TestRun): Figures => run.summary as unknown as Figures

/** The tables of scripts/golden/kMeans.py. */
const groups = (n: number, p: number, k: number, offset: readonly number[] = []): Frame => {
  const centers = Array.from({ length: k }, (_, g) => testNumbers(p, 100 + g).map(x => 4 * x))
  return named(
    Array.from({ length: p }, (_, j) => testNumbers(n, j + 1).map((x, i) => x + centers[i % k][j] + (offset[j] ?? 0))),
  )
}
const iris = named(golden.irisRows)

describe('model.kMeans against the best of twenty starts of scikit-learn', () => {
  it.each([
    ['iris, k = 2', iris, golden.iris[0]],
    ['iris, k = 3', iris, golden.iris[1]],
    ['iris, k = 4', iris, golden.iris[2]],
    ['six groups', groups(400, 4, 6), golden.groups],
    ['offsets of a million', groups(300, 2, 4, [1e6, -1e6]), golden.offset],
  ])('%s', async (_, frame, want) => {
    for (const seed of [1, 2, 3]) {
      const got = summaryOf(await fit(frame, { nClusters: want.k }, seed))
      expect(got.inertia / want.inertia).toBeLessThanOrEqual(1.001)
      expect(got.inertia / want.inertia).toBeGreaterThan(1 - 1e-6)
      if (got.inertia / want.inertia > 1 + 1e-6) continue
      expect([...got.sizes].sort((a, b) => a - b)).toEqual(want.sizes)
      const sorted = [...got.centers].sort((a, b) => a[0] - b[0])
      sorted
        .flat()
        .forEach((x, i) => expect(Math.abs(x - want.centers.flat()[i])).toBeLessThan(1e-6 * (1 + Math.abs(x))))
    }
  })

  it.each([1e9, 1e12])('finds the clusters of ordinary rows beside %d, in the training rows or not', async far => {
    const x = [1, 2, 1, 2, 11, 12, 11, 12, 21, 22, 21, 22, far]
    const y = [1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2, 1]
    for (const seed of [1, 2, 3]) {
      const among = await fit(named([x, y]), { nClusters: 4, searchK: [4, 4] }, seed)
      expect(summaryOf(among).inertia).toBeCloseTo(6, 9)
      expect(summaryOf(among).searchK).toEqual([{ k: 4, inertia: expect.closeTo(6, 9), silhouette: null }])
      expect(among.warnings).toEqual([])
      const apart = await fit(frameOf({ x, y }, { parts: x.map(v => (v === far ? 2 : 0)) }), { nClusters: 3 }, seed)
      expect(summaryOf(apart).inertia).toBeCloseTo(6, 5)
      const codes = await (columnNamed(apart.frame!, 'cluster').cells as NumberCells).numbers()
      for (let i = 0; i < 12; i++) expect(codes[i]).toBe(codes[i - (i % 4)])
    }
  })

  it('finds the same with rows drawn evenly', async () => {
    const { inertia } = summaryOf(await fit(iris, { nClusters: 3, init: 'random' }))
    expect(inertia / golden.iris[1].inertia).toBeLessThanOrEqual(1.001)
  })

  it('shows inertia and silhouette by k', async () => {
    const run = await fit(iris, { nClusters: 3, searchK: [1, 4] })
    const found = summaryOf(run).searchK!
    expect(found.map(f => f.k)).toEqual([1, 2, 3, 4])
    expect(found[0].silhouette).toBeNull()
    golden.iris.forEach((want, i) => {
      expect(found[i + 1].inertia / want.inertia).toBeLessThanOrEqual(1.001)
      expect(found[i + 1].silhouette).toBeCloseTo(want.silhouette, 2)
    })
    expect(run.blocks!.map(b => b.id)).toEqual(['clusters', 'centroids', 'centers', 'inertia', 'elbow', 'silhouette'])
  })
})

describe('model.kMeans', () => {
  it.each([1, 2, 3, 300])('tells the inertia about the centres it gives, after %i steps', async maxIter => {
    const rows = golden.irisRows[0].map((_, i) => golden.irisRows.map(column => column[i]))
    const params = { nClusters: 6, init: 'random', nInit: 1, maxIter, tol: 0 }
    const { centers, inertia } = summaryOf(await fit(iris, params, 3))
    const squares = (row: number[], center: number[]): number =>
      center.reduce((sum, c, j) => sum + (row[j] - c) ** 2, 0)
    const least = rows.map(row => Math.min(...centers.map(center => squares(row, center))))
    expect(inertia / least.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 7)
  })

  it('predicts the labels it learned, in the frame and by the summary', async () => {
    const run = await fit(iris, { nClusters: 3 })
    const column = run.frame!.columns.find(c => c.name === 'cluster')!
    const cluster = column.cells.form === 'numbers' ? await column.cells.numbers() : []
    expect(summaryOf(run).labels).toEqual([...cluster])
    expect(run.shown.every(b => b.id === 'centroids')).toBe(true)
    expect(run.shown.length).toBeGreaterThan(0)
  })

  it('takes a weight of 2 as the row twice, and a weight of 0 as no row', async () => {
    const columns = [testNumbers(90, 1), testNumbers(90, 2)]
    const weights = Float64Array.from({ length: 90 }, (_, i) => i % 3)
    const repeated = columns.map(c => Float64Array.from([...c].flatMap((x, i) => new Array<number>(i % 3).fill(x))))
    const weighted = frameOf({ x1: columns[0], x2: columns[1], w: weights }, { roles: { w: 'weight' } })
    const [a, b] = [
      summaryOf(await fit(weighted, { nClusters: 4 })),
      summaryOf(await fit(named(repeated), { nClusters: 4 })),
    ]
    expect(Math.abs(a.inertia / b.inertia - 1)).toBeLessThan(1e-5)
    const sorted = (s: Figures): number[] => [...s.centers].sort((x, y) => x[0] - y[0]).flat()
    sorted(a).forEach((x, i) => expect(Math.abs(x - sorted(b)[i])).toBeLessThan(1e-5))
  })

  it('leaves labels to the frame above 10,000 rows', async () => {
    const run = await fit(groups(10_001, 1, 2), { nClusters: 2, nInit: 1 })
    expect(summaryOf(run).labels).toBeNull()
    expect(run.blocks!.find(b => b.id === 'clusters')!.caption).toMatch(/5,000 of 10,001 rows, drawn with the seed/)
  })
})

describe('model.kMeans at the edge', () => {
  it('refuses more clusters than rows', async () => {
    const few = named([[1, 2, 3]])
    await expect(fit(few, { nClusters: 4 })).rejects.toMatchObject({
      code: 'data',
      remedy: { text: 'Give a smaller nClusters.' },
    })
    await expect(fit(few, { nClusters: 2, searchK: [2, 5] })).rejects.toMatchObject({ code: 'data' })
    await expect(fit(few, { nClusters: 2, searchK: [3, 2] })).rejects.toMatchObject({ code: 'parameter' })
    const weightless = frameOf({ x: [1, 2, 3], w: [1, 0, 0] }, { roles: { w: 'weight' } })
    await expect(fit(weightless, { nClusters: 2 })).rejects.toMatchObject({ code: 'data' })
  })

  it('warns where there are fewer distinct rows than clusters', async () => {
    for (const init of ['kMeans++', 'random']) {
      const { summary, warnings } = await fit(named([Array.from({ length: 30 }, (_, i) => i % 3)]), {
        nClusters: 5,
        init,
      })
      expect(summary['inertia']).toBeLessThan(1e-10)
      expect((summary['sizes'] as number[]).filter(s => s > 0)).toHaveLength(3)
      expect(warnings.join()).toMatch(/Only 3 of 5 clusters have rows/)
    }
  })

  it('gives each row its own cluster, and one cluster the mean', async () => {
    const rows = [3, 1, 4, 15, 9, 26]
    const each = summaryOf(await fit(named([rows]), { nClusters: 6 }))
    expect(each.centers.flat().sort((a, b) => a - b)).toEqual(
      [...rows].sort((a, b) => a - b).map(x => expect.closeTo(x, 5) as number),
    )
    const one = summaryOf(await fit(named([rows]), { nClusters: 1 }))
    expect(one.centers[0][0]).toBeCloseTo(58 / 6, 6)
    expect(one.inertia).toBeCloseTo(
      rows.reduce((s, x) => s + (x - 58 / 6) ** 2, 0),
      4,
    )
  })

  it('measures in the units of the features', async () => {
    // The first feature alone tells the groups apart, and it is the one of large numbers.
    const big = testNumbers(60, 1).map((x, i) => 1e30 * (x / 10 + (i % 2)))
    const { sizes, inertia } = summaryOf(
      await fit(named([big, testNumbers(60, 2).map(x => 1e-30 * x)]), { nClusters: 2 }),
    )
    expect(sizes).toEqual([30, 30])
    expect(Number.isFinite(inertia)).toBe(true)
  })
})

it('writes the scikit-learn line', () => {
  const params = {
    nClusters: 3,
    init: 'kMeans++',
    nInit: 10,
    maxIter: 300,
    tol: 1e-4,
    searchK: null,
    seed: null,
  } as const
  expect(code(params, nothingRan).expression).toBe(
    'KMeans(n_clusters=3, init="k-means++", n_init=10, max_iter=300, tol=0.0001)',
  )
})
