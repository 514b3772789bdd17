import { describe, expect, it } from 'vitest'
import { columnNamed, type Frame } from '../../../frame/frame'
import { numbersOf } from '../../../frame/contents'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { runType } from '../../../testing/run'
import golden from './golden.json'
import { quantile } from './reference'

const device = await testDevice()
const train = (frame: Frame, params: Record<string, unknown> = {}) => runType(device, 'model.baseline', frame, params)
// Features of every kind, with gaps: none of them is read.
const features = { x: golden.values.map((_, i) => (i % 4 ? i : null)), k: golden.values.map((_, i) => 'abc'[i % 3]) }
const numbers = frameOf({ ...features, y: golden.values }, { roles: { y: 'target' } })
const classes = frameOf({ ...features, y: golden.labels }, { roles: { y: 'target' } })
const said = async (frame: Frame | undefined, name: string) => [...(await numbersOf(columnNamed(frame!, name)))]

describe('of numbers', () => {
  it.each([
    ['auto', {}, golden.mean],
    ['median', {}, golden.median],
    ['quantile', { quantile: 0.9 }, golden.quantile],
  ])('%s agrees with scikit-learn', async (strategy, more, want) => {
    const { frame, summary } = await train(numbers, { strategy, ...more })
    expect(Math.abs((summary['constant'] as number) / want - 1)).toBeLessThan(1e-14)
    expect(new Set(await said(frame, 'prediction'))).toEqual(new Set([summary['constant']]))
  })

  it('weights count as repetitions in quantiles', () => {
    const values = testNumbers(30, 3)
    const weights = Float64Array.from(values, (_, i) => (i % 7) + 1)
    const repeated = Float64Array.from([...values].flatMap((v, i) => Array<number>(weights[i]).fill(v)))
    for (const q of [0, 0.1, 0.5, 0.77, 1]) expect(quantile(values, q, weights)).toBeCloseTo(quantile(repeated, q), 12)
  })
})

describe('of classes', () => {
  it.each([
    ['auto', golden.prior],
    ['mostFrequent', golden.mostFrequent],
  ])('%s agrees with scikit-learn', async (strategy, want) => {
    const { frame, summary } = await train(classes, { strategy })
    expect(summary['classPrior']).toEqual(golden.prior)
    for (const [k, name] of ['ash', 'birch', 'cedar'].entries())
      expect(new Set(await said(frame, `probability:${name}`))).toEqual(new Set([want[k]]))
  })

  it('stratified draws by the shares, the same with the same seed', async () => {
    const many = frameOf(
      { x: testNumbers(20_000, 1), y: Array.from({ length: 20_000 }, (_, i) => (i % 10 < 3 ? 'a' : 'b')) },
      { roles: { y: 'target' } },
    )
    const draw = async (seed: number) =>
      said((await train(many, { strategy: 'stratified', seed })).frame, 'probability:a')
    const drawn = await draw(1)
    expect(new Set(drawn)).toEqual(new Set([0, 1]))
    // Four standard errors of a share of 0.3 among 20,000 rows.
    expect(Math.abs(drawn.reduce((sum, p) => sum + p, 0) / 20_000 - 0.3)).toBeLessThan(0.013)
    expect(await draw(1)).toEqual(drawn)
    expect(await draw(2)).not.toEqual(drawn)
  })
})

it.each([
  [classes, 'median'],
  [numbers, 'stratified'],
])('refuses a strategy of the other task', async (frame, strategy) => {
  await expect(train(frame, { strategy })).rejects.toMatchObject({
    code: 'data',
    remedy: { fix: { set: { parameter: 'strategy', value: 'auto' } } },
  })
})

it('takes whole numbers for classes or numbers as it is told', async () => {
  const frame = frameOf({ x: [1, 2, 3, 4], y: Int32Array.from([1, 2, 2, 3]) as never }, { roles: { y: 'target' } })
  expect((await train(frame, { task: 'regression' })).summary).toMatchObject({ constant: 2, classPrior: null })
  expect((await train(frame, { task: 'classification' })).summary).toMatchObject({ classPrior: [0.25, 0.5, 0.25] })
})
