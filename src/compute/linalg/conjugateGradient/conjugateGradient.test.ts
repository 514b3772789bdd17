import { expect, it } from 'vitest'
import { Random } from '../../random/random'
import { sparseTimes, sparseTransposeTimes } from '../../tensor/csr'
import { testNumbers } from '../../testing/frames'
import { randomSparse } from '../../testing/sparse'
import { conjugateGradient } from './conjugateGradient'

const pause = (): Promise<void> => Promise.resolve()
const options = { tol: 1e-12, maxIter: 500, pause }

it.each([
  ['more rows than columns', 90, 20, 0],
  ['fewer rows than columns', 15, 40, 0],
  ['held back', 15, 40, 0.3],
])('meets the normal equations: %s', async (_, rows, cols, held) => {
  const a = randomSparse(new Random(2), rows, cols, 4)
  const b = testNumbers(rows, 5)
  const damping = new Float64Array(cols).fill(held)
  const operator = {
    times: (x: Float64Array) => sparseTimes(a, x),
    transposeTimes: (r: Float64Array) => sparseTransposeTimes(a, r),
    damping,
  }
  const { x, residual, converged } = await conjugateGradient(operator, b, options)
  expect(converged).toBe(true)
  sparseTimes(a, x).forEach((v, i) => expect(residual[i]).toBeCloseTo(b[i] - v, 10))
  sparseTransposeTimes(a, residual).forEach((s, j) => expect(s).toBeCloseTo(held * x[j], 9))
})
