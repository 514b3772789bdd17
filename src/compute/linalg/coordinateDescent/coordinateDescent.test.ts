import { describe, expect, it } from 'vitest'
import { Random } from '../../random/random'
import { cholesky, choleskySolve, isFactored } from '../cholesky/cholesky'
import { coordinateDescent } from './coordinateDescent'

const signal = new AbortController().signal

/** G = XᵀX ÷ n, c = Xᵀy ÷ n and y² ÷ n of random data with correlated columns. */
function problem(seed: number, n: number, p: number) {
  const random = new Random(seed)
  const shared = Array.from({ length: n }, () => random.normal())
  const x = Array.from({ length: p }, () => shared.map(s => random.normal() + 0.7 * s))
  const y = shared.map((_, i) => 2 * x[0][i] - (x[1]?.[i] ?? 0) + 0.3 * random.normal())
  const mean = (a: readonly number[], b: readonly number[]): number => a.reduce((s, v, i) => s + v * b[i], 0) / n
  return {
    products: Float64Array.from(x.flatMap(a => x.map(b => mean(a, b)))),
    withTarget: Float64Array.from(x, a => mean(a, y)),
    targetSquare: mean(y, y),
  }
}

describe('coordinateDescent', () => {
  it('meets the conditions of the minimum: |c − Gγ − l2γ| ≤ l1, equal where γ is not 0', () => {
    for (let round = 0; round < 50; round++) {
      const p = 1 + (round % 9)
      const { targetSquare, ...gram } = problem(round, 60, p)
      const l1 = new Float64Array(p).fill(0.02 * (round % 7))
      const l2 = new Float64Array(p).fill(0.05 * (round % 3))
      const { gamma, converged } = coordinateDescent(
        gram,
        { l1, l2 },
        { tol: 1e-12, maxIter: 20_000, targetSquare, signal },
      )
      expect(converged).toBe(true)
      for (let j = 0; j < p; j++) {
        let slope = gram.withTarget[j] - l2[j] * gamma[j]
        for (let k = 0; k < p; k++) slope -= gram.products[j * p + k] * gamma[k]
        if (gamma[j] === 0) expect(Math.abs(slope)).toBeLessThan(l1[j] + 1e-6)
        else expect(slope).toBeCloseTo(Math.sign(gamma[j]) * l1[j], 6)
      }
    }
  })

  it('is the ridge solution without an l1 penalty', () => {
    const p = 5
    const { targetSquare, ...gram } = problem(3, 80, p)
    const l2 = new Float64Array(p).fill(0.3)
    const raised = gram.products.map((v, at) => (at % (p + 1) === 0 ? v + 0.3 : v))
    const factor = cholesky(raised, p)
    if (!isFactored(factor)) throw new Error('not positive definite')
    const want = choleskySolve(factor, gram.withTarget)
    const options = { tol: 1e-14, maxIter: 10_000, targetSquare, signal }
    const { gamma } = coordinateDescent(gram, { l1: new Float64Array(p), l2 }, options)
    gamma.forEach((v, j) => expect(v).toBeCloseTo(want[j], 9))
  })

  it('leaves columns of zeros at 0, says when it stops early, and stops when cancelled', () => {
    const { targetSquare, ...gram } = problem(4, 50, 4)
    for (let k = 0; k < 4; k++) gram.products[k * 4 + 2] = gram.products[8 + k] = 0
    gram.withTarget[2] = 0
    const penalties = { l1: new Float64Array(4), l2: new Float64Array(4) }
    const options = { tol: 1e-12, maxIter: 10_000, targetSquare, signal }
    expect(coordinateDescent(gram, penalties, options).gamma[2]).toBe(0)
    expect(coordinateDescent(gram, penalties, { ...options, maxIter: 1 })).toMatchObject({
      converged: false,
      iterations: 1,
    })
    const controller = new AbortController()
    controller.abort()
    expect(() => coordinateDescent(gram, penalties, { ...options, signal: controller.signal })).toThrow(
      /cancel|stopped/i,
    )
  })
})
