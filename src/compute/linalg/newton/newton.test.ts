import { describe, expect, it } from 'vitest'
import { newton, type NewtonOptions } from './newton'

const options: NewtonOptions = { maxIter: 50, decrease: 0, tol: 1e-10, noise: 0, signal: new AbortController().signal }

/** Σ aᵢ(xᵢ − i)² ÷ 2 plus a coupling of neighbours: minimum and Hessian are known. */
const quadratic = (n: number) => ({
  evaluate: async (x: Float64Array) => {
    const value = x.reduce((sum, v, i) => sum + ((i + 1) * (v - i) ** 2) / 2, 0)
    return { value, gradient: x.map((v, i) => (i + 1) * (v - i)) }
  },
  hessian: async () => Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? at / (n + 1) + 1 : 0)),
})

describe('newton', () => {
  it('needs a few steps on a quadratic: the Hessian is raised by its rounding', async () => {
    const { evaluate, hessian } = quadratic(6)
    const found = await newton(evaluate, hessian, new Float64Array(6), options)
    expect(found.converged).toBe(true)
    expect(found.iterations).toBeLessThan(4)
    found.x.forEach((v, i) => expect(v).toBeCloseTo(i, 9))
  })

  it('finds the minimum of Σ exp(xᵢ) − bᵢ xᵢ from far away, with halved steps', async () => {
    const b = [0.5, 2, 10]
    const seen: number[] = []
    const found = await newton(
      async x => ({
        value: x.reduce((sum, v, i) => sum + Math.exp(v) - b[i] * v, 0),
        gradient: x.map((v, i) => Math.exp(v) - b[i]),
      }),
      async x => Float64Array.from({ length: 9 }, (_, at) => (at % 4 === 0 ? Math.exp(x[at / 4]) : 0)),
      Float64Array.of(-6, 5, 0),
      { ...options, onIteration: ({ value }) => Promise.resolve(void seen.push(value)) },
    )
    expect(found.converged).toBe(true)
    found.x.forEach((v, i) => expect(v).toBeCloseTo(Math.log(b[i]), 9))
    for (let i = 1; i < seen.length; i++) expect(seen[i]).toBeLessThanOrEqual(seen[i - 1])
  })

  it('gets along with a Hessian whose rounding is negative, and refuses one that is not finite', async () => {
    const { evaluate } = quadratic(2)
    const from = (...numbers: number[]) =>
      newton(evaluate, async () => Float64Array.from(numbers), new Float64Array(2), options)
    const found = await from(-1e-9, 0, 0, 2)
    expect(found.x[1]).toBeCloseTo(1, 1)
    expect((await from(0, 1, 1, 0)).value).toBeLessThan(1)
    for (const wrong of [NaN, Infinity])
      await expect(from(1, wrong, wrong, 1)).rejects.toMatchObject({ code: 'numeric' })
  })

  it('says when it has not converged, and stops when cancelled', async () => {
    const { evaluate } = quadratic(3)
    const flat = async (): Promise<Float64Array> => Float64Array.of(1e6, 0, 0, 0, 1e6, 0, 0, 0, 1e6)
    const short = await newton(evaluate, flat, new Float64Array(3), { ...options, maxIter: 3 })
    expect(short).toMatchObject({ converged: false, iterations: 3 })
    const controller = new AbortController()
    controller.abort()
    const cancelled = newton(evaluate, flat, new Float64Array(3), { ...options, signal: controller.signal })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  })
})
