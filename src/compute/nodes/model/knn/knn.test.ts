import { describe, expect, it } from 'vitest'
import { numbersOf } from '../../../frame/contents'
import { columnNamed, type Frame } from '../../../frame/frame'
import type { MetricName } from '../../../../shared/neighbours'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { runType } from '../../../testing/run'
import golden from './golden.json'
import { distanceBy, nearestOf } from './reference'

const device = await testDevice()
const parts = golden.classes.map((_, i) => (i < golden.train ? 0 : 2))
const held = async (frame: Frame | undefined, name: string) =>
  (await numbersOf(columnNamed(frame!, name))).slice(golden.train)

interface Want {
  rows: number[]
  chances: number[][]
  values: number[]
}

async function agrees(features: Record<string, number[]>, params: Record<string, unknown>, want: Want): Promise<void> {
  expect(want.rows.length).toBeGreaterThan(5)
  const classed = frameOf(
    { ...features, y: golden.classes },
    { roles: { y: 'target' }, kinds: { y: 'integer' }, parts },
  )
  const { frame } = await runType(device, 'model.knn', classed, params)
  for (const k of [0, 1, 2]) {
    const chances = await held(frame, `probability:${k}`)
    want.rows.forEach((row, i) => expect(Math.abs(chances[row] - want.chances[i][k])).toBeLessThan(1e-9))
  }
  const valued = frameOf({ ...features, y: golden.values }, { roles: { y: 'target' }, parts })
  const values = await held((await runType(device, 'model.knn', valued, params)).frame, 'prediction')
  want.rows.forEach((row, i) => expect(Math.abs(values[row] - want.values[i])).toBeLessThan(1e-9))
}

describe('agrees with scikit-learn', () => {
  it.each([
    ['plain', {}],
    ['distance', { nNeighbors: 7, weights: 'distance' }],
    ['manhattan', { metric: 'manhattan' }],
    ['chebyshev', { metric: 'chebyshev' }],
    ['minkowski', { metric: 'minkowski', p: 3 }],
  ] as const)('%s', (name, params) => agrees(golden.features, params, golden.numbers[name]))

  it('cosine', () => {
    const features = { ...golden.features, a: golden.features.a.map(x => x - 1e6) }
    return agrees(features, { metric: 'cosine' }, golden.angles)
  })

  it.each([
    ['hamming', { nNeighbors: 1 }],
    ['jaccard', { nNeighbors: 3 }],
    ['simpleMatching', { nNeighbors: 3, weights: 'distance' }],
  ] as const)('%s', (metric, params) => agrees(golden.bits, { metric, ...params }, golden.truths[metric]))
})

it('finds the neighbours of double precision beside a value a billion times the rest', async () => {
  const n = 400
  const x = testNumbers(n, 1).map((v, i) => (i === 7 ? 1e9 : 1e3 + v))
  const y = Float64Array.from({ length: n }, (_, i) => i)
  const frame = frameOf({ x, y }, { roles: { y: 'target' } })
  const { frame: said } = await runType(device, 'model.knn', frame, { nNeighbors: 3 })
  const got = await numbersOf(columnNamed(said!, 'prediction'))
  for (const i of [0, 7, 100, 399]) {
    const found = nearestOf(x, y.keys(), x.subarray(i, i + 1), 3, distanceBy({ name: 'euclidean' }))
    expect(got[i]).toBeCloseTo(
      found.reduce((sum, f) => sum + y[f.row] / 3, 0),
      9,
    )
  }
})

it('finds the neighbours by angles that single precision cannot tell apart', async () => {
  const n = 200
  const [x, z] = [testNumbers(n, 4).map(v => 1e6 + v), testNumbers(n, 5).map(v => 2e6 + v)]
  const y = Float64Array.from({ length: n }, (_, i) => i)
  const { frame: said } = await runType(device, 'model.knn', frameOf({ x, z, y }, { roles: { y: 'target' } }), {
    nNeighbors: 3,
    metric: 'cosine',
  })
  const got = await numbersOf(columnNamed(said!, 'prediction'))
  const table = Float64Array.from({ length: 2 * n }, (_, at) => (at % 2 ? z : x)[at >> 1])
  for (const i of [0, 99, 199]) {
    const found = nearestOf(table, y.keys(), table.subarray(2 * i, 2 * i + 2), 3, distanceBy({ name: 'cosine' }))
    expect(got[i]).toBeCloseTo(
      found.reduce((sum, f) => sum + y[f.row] / 3, 0),
      9,
    )
  }
})

it('tells numbers apart for Hamming distances that single precision would not', async () => {
  const frame = frameOf({ x: [2 ** 40, 2 ** 40 + 1, 2 ** 40 + 2], y: ['a', 'b', 'c'] }, { roles: { y: 'target' } })
  const { frame: said } = await runType(device, 'model.knn', frame, { nNeighbors: 1, metric: 'hamming' })
  for (const [k, name] of ['a', 'b', 'c'].entries())
    expect((await numbersOf(columnNamed(said!, `probability:${name}`)))[k]).toBe(1)
})

it('the metrics of the twin are distances, 0 between equal rows', () => {
  const names: MetricName[] = ['euclidean', 'manhattan', 'minkowski', 'chebyshev', 'cosine', 'hamming', 'jaccard']
  const [a, b] = [testNumbers(6, 1), testNumbers(6, 2)]
  for (const name of names) {
    const d = distanceBy({ name, p: 3 })
    expect(d(a, a)).toBeCloseTo(0, 12)
    expect(d(a, b)).toBe(d(b, a))
  }
  expect(distanceBy({ name: 'cosine' })([0, 0], [1, 0])).toBe(1)
  expect(distanceBy({ name: 'jaccard' })([0, 0], [0, 0])).toBe(0)
})

it('refuses more neighbours than rows, with the number that would do', async () => {
  const few = frameOf({ x: [1, 2, 3], y: ['a', 'a', 'b'] }, { roles: { y: 'target' } })
  await expect(runType(device, 'model.knn', few)).rejects.toMatchObject({
    code: 'data',
    remedy: { fix: { set: { parameter: 'nNeighbors', value: 3 } } },
  })
})
