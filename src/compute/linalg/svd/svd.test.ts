import { describe, expect, it } from 'vitest'
import { Random } from '../../random/random'
import { svd } from './svd'

const random = new Random(8)
const normals = (count: number): Float64Array => Float64Array.from({ length: count }, () => random.normal())

function check(a: Float64Array, m: number, n: number, tolerance = 1e-13): void {
  const { u, values, v } = svd(a, m, n)
  const k = Math.min(m, n)
  expect([u.length, values.length, v.length]).toEqual([m * k, k, n * k])
  const largest = values[0] ?? 0
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0
      for (let l = 0; l < k; l++) sum += u[i * k + l] * values[l] * v[j * k + l]
      expect(Math.abs(sum - a[i * n + j])).toBeLessThanOrEqual(tolerance * k * largest)
    }
  for (const [columns, rows] of [
    [u, m],
    [v, n],
  ] as const)
    for (let p = 0; p < k; p++)
      for (let q = p; q < k; q++) {
        let sum = 0
        for (let i = 0; i < rows; i++) sum += columns[i * k + p] * columns[i * k + q]
        expect(Math.abs(sum - (p === q ? 1 : 0))).toBeLessThan(1e-12)
      }
  for (let l = 1; l < k; l++) expect(values[l]).toBeLessThanOrEqual(values[l - 1])
}

describe('svd', () => {
  it('takes 50 random matrices apart and puts them together', () => {
    for (let round = 0; round < 50; round++) {
      const [m, n] = [1 + random.integer(24), 1 + random.integer(24)]
      const a = normals(m * n)
      // Every third of deficient rank: columns repeated.
      if (round % 3 === 0) for (let i = 0; i < m; i++) for (let j = 2; j < n; j++) a[i * n + j] = a[i * n + (j % 2)]!
      check(a, m, n)
    }
  })

  it.each([
    ['zeros', new Float64Array(12), 4, 3],
    ['one number', Float64Array.of(-3), 1, 1],
    ['a row', Float64Array.of(3, 4), 1, 2],
    ['huge', Float64Array.of(1e300, 0, 0, 1e300, 1e300, 1e300), 3, 2],
    ['tiny', Float64Array.of(1e-300, 2e-300, 3e-300, 4e-300), 2, 2],
    ['nothing', new Float64Array(0), 0, 3],
  ])('holds for %s', (_, a, m, n) => check(a, m, n))

  it('knows the singular values of Hilbert matrices to twelve digits beside the largest', () => {
    const n = 8
    const { values } = svd(
      Float64Array.from({ length: n * n }, (_, at) => 1 / (1 + Math.floor(at / n) + (at % n))),
      n,
      n,
    )
    // From a computation with 60 digits: the largest and the smallest.
    expect(Math.abs(values[0] - 1.695938996921949)).toBeLessThan(1e-14)
    expect(values[n - 1] / 1.1115389663724e-10).toBeCloseTo(1, 5)
  })

  it('keeps the digits of small singular values of columns of different size', () => {
    const size = (j: number): number => 10 ** (-8 * j)
    const a = Float64Array.of(1, 0.5, 0.25, 0.5, 1, 0.5, 0.25, 0.5, 1).map((x, at) => x * size(at % 3))
    const { values } = svd(a, 3, 3)
    // det = 1 − … of the unscaled matrix is 0.5625: the product of the singular values, to every digit.
    const product = values.reduce((p, x) => p * x, 1)
    expect(product / (0.5625 * 1e-24)).toBeCloseTo(1, 12)
  })

  it('refuses numbers that are not finite', () => {
    expect(() => svd(Float64Array.of(1, NaN, 2, 3), 2, 2)).toThrow('could not be found')
  })
})
