import { describe, expect, it } from 'vitest'
import { cholesky, choleskySolve, isFactored } from '../cholesky/cholesky'
import { refine } from './refine'

describe('refine', () => {
  it('turns a single-precision factor into a double-precision solution', async () => {
    const n = 6
    // Condition about 1e5: f32 alone leaves two digits.
    const a = Float64Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n]
      return 1 / (i + j + 1) + (i === j ? 1e-5 : 0)
    })
    const truth = Float64Array.from({ length: n }, (_, i) => 1 + i / 3)
    const times = (x: Float64Array) =>
      Float64Array.from({ length: n }, (_, i) => x.reduce((sum, value, j) => sum + a[i * n + j] * value, 0))
    const b = times(truth)
    const rough = cholesky(Float64Array.from(a, Math.fround), n)
    if (!isFactored(rough)) throw new Error('not positive')
    const { x, steps, lastCorrection } = await refine({
      size: n,
      residual: at => times(at).map((value, i) => b[i] - value),
      solve: r => choleskySolve(rough, r),
    })
    x.forEach((value, i) => expect(Math.abs(value / truth[i] - 1)).toBeLessThan(1e-10))
    expect(steps).toBeGreaterThan(1)
    expect(lastCorrection).toBeLessThan(1e-10)
  })

  it('throws away a correction that grows and says so', async () => {
    const { x, steps, lastCorrection } = await refine({
      size: 1,
      residual: at => Float64Array.of(1 - at[0]),
      solve: r => Float64Array.of(-3 * r[0] * (r[0] === 1 ? -1 : 1)),
    })
    expect(x[0]).toBe(3)
    expect(steps).toBe(1)
    expect(lastCorrection).toBe(2)
  })

  it('stops at once when nothing is left, and reports NaN', async () => {
    const still = await refine({ size: 2, residual: () => new Float64Array(2), solve: r => r })
    expect(still).toMatchObject({ steps: 1, lastCorrection: 0 })
    const broken = await refine({
      size: 2,
      start: Float64Array.of(5, 6),
      residual: () => Float64Array.of(NaN, 1),
      solve: r => r,
    })
    expect(broken.x[0]).toBe(5)
    expect(broken.lastCorrection).toBeNaN()
  })
})
