import { describe, expect, it } from 'vitest'
import { lbfgs } from './lbfgs'
import type { Evaluation, Objective } from '../lineSearch/lineSearch'
import { maxNorm } from '../vector'

const rosenbrock: Objective = async x => {
  const gradient = new Float64Array(x.length)
  let value = 0
  for (let i = 0; i + 1 < x.length; i++) {
    const t = x[i + 1] - x[i] * x[i]
    value += 100 * t * t + (1 - x[i]) ** 2
    gradient[i] += -400 * t * x[i] - 2 * (1 - x[i])
    gradient[i + 1] += 200 * t
  }
  return { value, gradient }
}

/** Repeatable noise in [−1, 1). */
function noiseSource(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return state / 2 ** 31
  }
}

/** L2-penalised logistic loss over 400 overlapping rows × 4 features and an intercept. */
function logistic(): (x: Float64Array) => Evaluation {
  const random = noiseSource()
  const rows = Array.from({ length: 400 }, () => [random(), random() * 10, random() * 0.1, random(), 1])
  const labels = rows.map(row => (row[0] + row[1] / 10 + random() > 0 ? 1 : -1))
  return w => {
    const gradient = Float64Array.from(w, (value, j) => (j < 4 ? value : 0))
    let value = gradient.reduce((sum, g) => sum + (g * g) / 2, 0)
    rows.forEach((row, i) => {
      const margin = labels[i] * row.reduce((sum, cell, j) => sum + cell * w[j], 0)
      value += margin > 0 ? Math.log1p(Math.exp(-margin)) : -margin + Math.log1p(Math.exp(margin))
      const pull = -labels[i] / (1 + Math.exp(margin))
      row.forEach((cell, j) => (gradient[j] += pull * cell))
    })
    return { value, gradient }
  }
}

describe('lbfgs in double precision', () => {
  it('walks the valley of Rosenbrock in 2 and 30 dimensions', async () => {
    for (const n of [2, 30]) {
      const start = Float64Array.from({ length: n }, (_, i) => (i % 2 ? 1 : -1.2))
      const found = await lbfgs(rosenbrock, start, { maxIter: 500, tol: 1e-8, noise: 0 })
      expect(found).toMatchObject({ converged: true, reason: 'gradient' })
      found.x.forEach(value => expect(value).toBeCloseTo(1, 7))
    }
  })

  it('needs few evaluations on a quadratic of condition 1000', async () => {
    const scale = Float64Array.from({ length: 20 }, (_, i) => 10 ** ((3 * i) / 19))
    const objective: Objective = async x => ({
      value: x.reduce((sum, value, i) => sum + (scale[i] * (value - i) ** 2) / 2, 0),
      gradient: x.map((value, i) => scale[i] * (value - i)),
    })
    const found = await lbfgs(objective, new Float64Array(20), { maxIter: 400, tol: 1e-6, noise: 0 })
    expect(found.converged).toBe(true)
    found.x.forEach((value, i) => expect(value).toBeCloseTo(i, 5))
    expect(found.evaluations).toBeLessThan(1.5 * found.iterations + 10)
  })

  it('stops before the first step at a minimum, and after maxIter', async () => {
    const still = await lbfgs(rosenbrock, Float64Array.of(1, 1))
    expect(still).toMatchObject({ iterations: 0, evaluations: 1, reason: 'gradient', value: 0 })
    const seen: number[] = []
    const short = await lbfgs(rosenbrock, Float64Array.of(-1.2, 1), {
      maxIter: 3,
      onIteration: ({ iteration, value }) => void seen.push(iteration, value),
    })
    expect(short).toMatchObject({ iterations: 3, converged: false, reason: 'maxIter' })
    expect([seen[0], seen[2], seen[4]]).toEqual([1, 2, 3])
    expect(seen[5]).toBe(short.value)
  })

  it('steps back from where the objective is not finite', async () => {
    // −ln x + 3x has its minimum at 1/3 and no value at or below 0.
    const objective: Objective = async x => ({
      value: -Math.log(x[0]) + 3 * x[0],
      gradient: Float64Array.of(-1 / x[0] + 3),
    })
    const found = await lbfgs(objective, Float64Array.of(1), { tol: 1e-9, noise: 0 })
    expect(found.x[0]).toBeCloseTo(1 / 3, 9)
  })
})

describe('lbfgs over a noisy objective', () => {
  it('reaches the optimum as near as single precision shows and stops', async () => {
    const exact = logistic()
    const truth = await lbfgs(async x => exact(x), new Float64Array(5), { tol: 1e-7, noise: 0, maxIter: 500 })
    expect(truth.reason).toBe('gradient')
    for (const level of [2 ** -24, 2 ** -22]) {
      const random = noiseSource()
      const size = exact(new Float64Array(5)).value
      const objective: Objective = async x => {
        const { value, gradient } = exact(x.map(Math.fround))
        return {
          value: Math.fround(value * (1 + level * random())),
          gradient: gradient.map(g => Math.fround(g + level * size * random())),
        }
      }
      const found = await lbfgs(objective, new Float64Array(5), { tol: 1e-7, maxIter: 200 })
      expect(found).toMatchObject({ converged: true, reason: 'precision' })
      expect(found.evaluations).toBeLessThan(55)
      expect(exact(found.x).value / truth.value - 1).toBeLessThan(1e-6)
      const off = maxNorm(found.x.map((value, j) => (value - truth.x[j]) / truth.x[j]))
      expect(off).toBeLessThan(1e-3)
    }
  })

  it('says so when value and gradient contradict each other', async () => {
    const wrong: Objective = async x => ({ value: x[0] * x[0], gradient: Float64Array.of(-2 * x[0]) })
    expect(await lbfgs(wrong, Float64Array.of(3))).toMatchObject({
      converged: false,
      reason: 'lineSearch',
      iterations: 0,
    })
  })

  it('refuses a start that is not finite', async () => {
    const objective: Objective = async () => ({ value: NaN, gradient: Float64Array.of(1) })
    await expect(lbfgs(objective, Float64Array.of(0))).rejects.toMatchObject({ code: 'numeric' })
    const steep: Objective = async () => ({ value: 1, gradient: Float64Array.of(NaN, 1) })
    await expect(lbfgs(steep, new Float64Array(2))).rejects.toMatchObject({ code: 'numeric' })
  })

  it('stops at once when cancelled', async () => {
    const controller = new AbortController()
    const running = lbfgs(rosenbrock, Float64Array.of(-1.2, 1), {
      signal: controller.signal,
      onIteration: ({ iteration }) => {
        expect(iteration).toBe(1)
        controller.abort()
      },
    })
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
  })
})
