import { describe, expect, it } from 'vitest'
import { Random } from '../random/random'
import { denseStart, type Initializer, weights } from './initializers'

const sizes = [
  { fanIn: 3, fanOut: 500 },
  { fanIn: 400, fanOut: 40 },
]
const count = 40_000

describe('initializers', () => {
  it.each(sizes)('draw numbers of the spread that $fanIn inputs and $fanOut outputs ask for', ({ fanIn, fanOut }) => {
    const variances: Record<Initializer, number> = { kaiming: 2 / fanIn, xavier: 2 / (fanIn + fanOut), normal: 1e-4 }
    for (const kind of Object.keys(variances) as Initializer[]) {
      const drawn = weights(kind, { fanIn, fanOut, count }, new Random(5))
      const mean = drawn.reduce((sum, x) => sum + x, 0) / count
      const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count
      // Four standard errors: of the mean σ ÷ √n, of the variance of normals σ² √(2 ÷ n).
      expect(Math.abs(mean), kind).toBeLessThan(4 * Math.sqrt(variances[kind] / count))
      expect(Math.abs(variance / variances[kind] - 1), kind).toBeLessThan(4 * Math.sqrt(2 / count))
    }
  })

  it('keep xavier within √(6 ÷ (inputs + outputs)), and reach it', () => {
    const reach = Math.sqrt(6 / 30)
    const drawn = weights('xavier', { fanIn: 10, fanOut: 20, count }, new Random(6))
    const largest = drawn.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
    expect(largest).toBeLessThanOrEqual(Math.fround(reach))
    expect(largest).toBeGreaterThan(0.999 * reach)
  })

  it('give a layer its weights, which decay, and biases of 0, which do not', () => {
    const [w, b] = denseStart('first', 4, 3, 'kaiming', new Random(7))
    expect(w).toMatchObject({ name: 'first.weights', shape: [4, 3], decay: true })
    expect(w.start).toEqual(weights('kaiming', { fanIn: 4, fanOut: 3, count: 12 }, new Random(7)))
    expect(b).toEqual({ name: 'first.biases', shape: [3], start: new Float32Array(3), decay: false })
  })
})
