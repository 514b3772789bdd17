import { describe, expect, it } from 'vitest'
import { termCells } from '../../../frame/cells'
import type { Frame } from '../../../frame/frame'
import { columnNamed } from '../../../frame/frame'
import { Random } from '../../../random/random'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { randomSparse } from '../../../testing/sparse'
import { type Sparse, sparseRow } from '../../../tensor/csr'
import { close, fitOn } from './logisticRegression.fixture'
import { reference } from './reference'

const device = await testDevice()
const fit = fitOn(device)

function frameWith(terms: Sparse, target: readonly string[] | readonly number[], weights?: readonly number[]): Frame {
  const names = Array.from({ length: terms.cols }, (_, j) => `t${j}`)
  const plain = frameOf({ y: target, ...(weights && { w: weights }) }, { roles: { y: 'target', w: 'weight' } })
  const cells = termCells(terms.rows, names, terms)
  return { ...plain, columns: [{ name: 'text', kind: 'vector', role: 'feature', missing: 0, cells }, ...plain.columns] }
}

const terms = randomSparse(new Random(3), 120, 12, 4)
const noise = testNumbers(120, 9)
const codesOf = (classes: number): number[] =>
  Array.from({ length: 120 }, (_, i) => {
    const row = sparseRow(terms, i)
    const scores = Array.from({ length: classes }, (_unused, k) => 2 * row[k] - row[k + 3] + (k === 0 ? noise[i] : 0))
    return scores.indexOf(Math.max(...scores))
  })

describe('logistic regression over terms', () => {
  it.each([
    ['two classes', 2, {}, undefined],
    ['two classes without an intercept', 2, { fitIntercept: false }, undefined],
    ['three classes', 3, { c: 10 }, undefined],
    ['rows with weights', 3, {}, Array.from({ length: 120 }, (_, i) => i % 3)],
  ] as const)('finds the optimum: %s', async (_, classes, params, weights) => {
    const codes = codesOf(classes)
    const frame = frameWith(terms, codes, weights)
    const { summary } = await fit(frame, params)
    const rows = Array.from({ length: 120 }, (_unused, i) => [...sparseRow(terms, i)])
    const want = reference(rows, codes, { classes, c: 1, ...params, ...(weights && { weights }) })
    close(summary['coefficients'], want.coefficients.flat(), 1e-6, 1e-7)
    close(summary['intercept'], want.intercept, 1e-6, 1e-7)
    close(summary['logLikelihood'], [want.logLikelihood], 1e-7)
    expect(summary['converged']).toBe(true)
  })

  it('never makes 4,000 × 20,000 terms dense', async () => {
    const wide = randomSparse(new Random(5), 4000, 20_000, 30)
    const codes = Array.from({ length: 4000 }, (_, i) => Number(sparseRow(wide, i)[7] > 0 || i % 3 === 0))
    const [before, count] = [process.memoryUsage().arrayBuffers, device.counter.since()]
    const { summary, frame, warnings } = await fit(
      frameWith(
        wide,
        codes.map(c => (c ? 'yes' : 'no')),
      ),
    )
    expect(process.memoryUsage().arrayBuffers - before + count().peakBytes).toBeLessThan(100e6)
    expect(warnings).toEqual([])
    expect(summary['coefficients']).toHaveLength(20_000)
    expect(columnNamed(frame!, frame!.prediction!.column).missing).toBe(0)
  })

  it('says which solver it takes', async () => {
    await expect(fit(frameWith(terms, codesOf(2)), { solver: 'newton' })).rejects.toMatchObject({
      code: 'parameter',
      remedy: { fix: { set: { parameter: 'solver', value: 'lbfgs' } } },
    })
  })

  it('warns where terms separate the classes', async () => {
    const codes = Array.from({ length: 120 }, (_, i) => Number(sparseRow(terms, i)[0] > 0))
    const { warnings } = await fit(frameWith(terms, codes), { penalty: 'none' })
    expect(warnings.join()).toMatch(/separated perfectly/)
  })
})
