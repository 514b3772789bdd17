import { expect, it } from 'vitest'
import { termCells } from '../../../frame/cells'
import type { Frame } from '../../../frame/frame'
import { Random } from '../../../random/random'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { runType } from '../../../testing/run'
import { randomSparse } from '../../../testing/sparse'
import { sparseTimes, sparseTransposeTimes } from '../../../tensor/csr'

const device = await testDevice()
const [n, p] = [300, 1100]
const terms = randomSparse(new Random(4), n, p, 12)
const slopes = testNumbers(p, 1)
const noise = testNumbers(n, 2)
const target = sparseTimes(terms, slopes).map((v, i) => 100 + v + noise[i] / 10)
const weights = Array.from({ length: n }, (_, i) => 1 + (i % 3))

const frame = ((): Frame => {
  const plain = frameOf({ y: target, w: weights }, { roles: { y: 'target', w: 'weight' } })
  const names = Array.from({ length: p }, (_, j) => `t${j}`)
  const text = { name: 'text', kind: 'vector', role: 'feature', missing: 0, cells: termCells(n, names, terms) } as const
  return { ...plain, columns: [text, ...plain.columns] }
})()

it('meets the normal equations of weighted ridge', async () => {
  const alpha = 0.5
  const { summary } = await runType(device, 'model.linearRegression', frame, { penalty: 'l2', alpha })
  const beta = Float64Array.from(summary['coefficients'] as number[])
  const left = sparseTimes(terms, beta).map((v, i) => weights[i] * (target[i] - v - (summary['intercept'] as number)))
  expect(left.reduce((sum, v) => sum + v, 0)).toBeCloseTo(0, 7)
  sparseTransposeTimes(terms, left).forEach((v, j) => expect(v).toBeCloseTo(alpha * beta[j], 7))
  const total = weights.reduce((sum, w) => sum + w, 0)
  const mean = target.reduce((sum, y, i) => sum + weights[i] * y, 0) / total
  const all = target.reduce((sum, y, i) => sum + weights[i] * (y - mean) ** 2, 0)
  const rest = left.reduce((sum, v, i) => sum + v ** 2 / weights[i], 0)
  expect(summary['rSquared']).toBeCloseTo(1 - rest / all, 9)
  expect(summary['solver']).toBe('conjugateGradient')
})

it('says that many coefficients fit alike without a penalty', async () => {
  const { warnings, summary } = await runType(device, 'model.linearRegression', frame)
  expect(summary['rSquared']).toBeCloseTo(1, 6)
  expect(warnings.join()).toMatch(/300 rows for 1100 features/)
})
