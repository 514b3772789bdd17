import { describe, expect, it } from 'vitest'
import { leastSquares, multiplyQ, multiplyQTransposed, qr } from './qr'

/** NIST StRD Longley: y and six predictors; certified coefficients, intercept first. */
const longley = [
  [60323, 83, 234289, 2356, 1590, 107608, 1947],
  [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
  [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
  [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
  [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
  [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
  [64989, 99, 365385, 1870, 3547, 115094, 1953],
  [63761, 100, 363112, 3578, 3350, 116219, 1954],
  [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
  [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
  [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
  [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
  [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
  [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
  [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
  [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
]
const certified = [
  -3482258.6345958, 15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359, -0.0511041056535807,
  1829.15146461355,
]

describe('qr', () => {
  it('reaches nine digits on Longley without centring', () => {
    const a = Float64Array.from(longley.flatMap(row => [1, ...row.slice(1)]))
    const y = Float64Array.from(longley, row => row[0])
    const x = leastSquares(qr(a, 16, 7), y)
    x.forEach((value, j) => expect(Math.abs(value / certified[j] - 1)).toBeLessThan(1e-9))
  })

  it('gives the factors: A P = Q R with R falling along the diagonal', () => {
    const [m, n] = [5, 3]
    const a = Float64Array.from({ length: m * n }, (_, k) => Math.sin(k * k + 1) * (1 + (k % n)))
    const { factors, order, ...rest } = qr(a, m, n)
    expect(rest.rank).toBe(3)
    for (let j = 0; j < n; j++) {
      const column = new Float64Array(m)
      for (let i = 0; i <= j; i++) column[i] = factors[i * n + j]
      const back = multiplyQ({ factors, order, ...rest }, column)
      for (let i = 0; i < m; i++) expect(back[i]).toBeCloseTo(a[i * n + order[j]], 13)
      if (j > 0) expect(Math.abs(factors[j * n + j])).toBeLessThanOrEqual(Math.abs(factors[(j - 1) * n + j - 1]))
    }
    const b = Float64Array.of(1, 2, 3, 4, 5)
    const there = multiplyQ({ factors, order, ...rest }, multiplyQTransposed({ factors, order, ...rest }, b))
    there.forEach((value, i) => expect(value).toBeCloseTo(b[i], 13))
  })

  it('finds the rank and the solution of least norm when columns depend on each other', () => {
    // Columns: u, v, u + v, u twice. The least-norm solution of A x = u is that of numpy.linalg.lstsq.
    const u = [1, 2, 0, -1, 3]
    const v = [0, 1, 1, 2, -1]
    const a = Float64Array.from(u.flatMap((ui, i) => [ui, v[i], ui + v[i], 2 * ui]))
    const system = qr(a, 5, 4)
    expect(system.rank).toBe(2)
    const x = leastSquares(system, Float64Array.from(u))
    // x = Cᵀ(C Cᵀ)⁻¹ e₁ with C = [1 0 1 2; 0 1 1 0]: C Cᵀ = [6 1; 1 2], first column of its inverse (2, −1)/11.
    const expected = [2 / 11, -1 / 11, 1 / 11, 4 / 11]
    x.forEach((value, j) => expect(value).toBeCloseTo(expected[j], 13))
  })

  it('solves a wide system exactly with least norm', () => {
    const x = leastSquares(qr(Float64Array.of(1, 2, 2), 1, 3), Float64Array.of(9))
    x.forEach((value, j) => expect(value).toBeCloseTo([1, 2, 2][j], 13))
  })

  it('gives zeros for a zero matrix and for no rows', () => {
    expect(Array.from(leastSquares(qr(new Float64Array(6), 3, 2), Float64Array.of(1, 2, 3)))).toEqual([0, 0])
    expect(Array.from(leastSquares(qr(new Float64Array(0), 0, 2), new Float64Array(0)))).toEqual([0, 0])
  })

  it('keeps columns of very different size', () => {
    const a = Float64Array.of(1e200, 1, 0, 1, 1e200, -1)
    const x = leastSquares(qr(a, 3, 2, 0), Float64Array.of(1e200 + 2, 2, 1e200 - 2))
    expect(x[0]).toBeCloseTo(1, 12)
  })
})
