import { describe, expect, it } from 'vitest'
import { Random } from '../random/random'
import { addProducts, addTerms, dot, dotAndSum, dotTwice } from './walk'

const random = new Random(3)
const normals = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.normal())
const apart = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0)

describe('sums over rows', () => {
  it('multiplies features two by two as one by one: odd and even counts, rows of several passes', () => {
    for (const [rows, p] of [
      [1, 1],
      [7, 2],
      [512, 3],
      [1300, 5],
      [1025, 8],
    ]) {
      const [z, f] = [normals(rows * p), normals(rows)]
      const sums = new Float64Array(p * p).fill(1)
      addProducts(sums, z, f)
      for (let j = 0; j < p; j++)
        for (let k = 0; k <= j; k++) {
          const want = f.reduce((sum, w, i) => sum + w * z[j * rows + i] * z[k * rows + i], 1)
          expect(Math.abs(sums[j * p + k] - want)).toBeLessThan(1e-11)
        }
    }
  })

  it('adds four columns as one after the other, from any row on', () => {
    for (const [count, first] of [
      [0, 0],
      [1, 3],
      [3, 0],
      [4, 0],
      [10, 7],
    ]) {
      const terms = Array.from({ length: count }, () => ({ factor: random.normal(), x: normals(60), centre: 3 }))
      const r = normals(50)
      const want = r.map((value, i) => terms.reduce((sum, t) => sum + t.factor * (t.x[first + i] - t.centre), value))
      addTerms(r, terms, first)
      expect(apart(r, want)).toBe(0)
    }
  })

  it('sums products and deviations at once', () => {
    for (const [n, first] of [
      [0, 0],
      [1, 2],
      [7, 0],
      [53, 5],
    ]) {
      const [r, x] = [normals(n), normals(n + first)]
      const [products, deviations] = dotAndSum(r, x, 2, first)
      const rest = x.subarray(first).map(value => value - 2)
      expect(Math.abs(products - dot(r, x.subarray(first), 2))).toBeLessThan(1e-12)
      expect(Math.abs(deviations - rest.reduce((a, b) => a + b, 0))).toBeLessThan(1e-12)
    }
  })

  it('sums with twice the digits where the plain sum has none', () => {
    const [r, x] = [Float64Array.of(1e16, 1, -1e16), Float64Array.of(1, 1, 1)]
    expect(dotTwice(r, x, 0)).toBe(1)
    expect(dot(r, x, 0)).not.toBe(1)
  })
})
