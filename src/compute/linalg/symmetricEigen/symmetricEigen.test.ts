import { describe, expect, it } from 'vitest'
import { symmetricEigen } from './symmetricEigen'

/** ‖A v − λ v‖ and ‖VVᵀ − I‖ stay at rounding. */
function check(a: Float64Array, n: number, scale: number): Float64Array {
  const { values, vectors } = symmetricEigen(a, n)
  for (let k = 0; k < n; k++) {
    if (k > 0) expect(values[k]).toBeLessThanOrEqual(values[k - 1])
    for (let i = 0; i < n; i++) {
      let image = 0
      let dot = 0
      for (let j = 0; j < n; j++) {
        image += a[i * n + j] * vectors[k * n + j]
        dot += vectors[i * n + j] * vectors[k * n + j]
      }
      expect(Math.abs(image - values[k] * vectors[k * n + i])).toBeLessThan(1e-14 * n * scale)
      expect(Math.abs(dot - (i === k ? 1 : 0))).toBeLessThan(1e-14 * n)
    }
  }
  return values
}

const symmetric = (n: number, entry: (i: number, j: number) => number) =>
  Float64Array.from({ length: n * n }, (_, k) =>
    entry(Math.max(Math.floor(k / n), k % n), Math.min(Math.floor(k / n), k % n)),
  )

describe('symmetricEigen', () => {
  it('knows the second-difference matrix: 2 − 2 cos(kπ/(n + 1))', () => {
    const n = 40
    const values = check(
      symmetric(n, (i, j) => (i === j ? 2 : i - j === 1 ? -1 : 0)),
      n,
      4,
    )
    values.forEach((value, k) => expect(value).toBeCloseTo(2 - 2 * Math.cos(((n - k) * Math.PI) / (n + 1)), 13))
  })

  it('decomposes a dense matrix, a matrix of ones, a Hilbert matrix', () => {
    check(
      symmetric(25, (i, j) => Math.sin(i * 31 + j * j)),
      25,
      25,
    )
    const ones = check(
      symmetric(12, () => 1),
      12,
      12,
    )
    expect(ones[0]).toBeCloseTo(12, 12)
    const hilbert = check(
      symmetric(5, (i, j) => 1 / (i + j + 1)),
      5,
      2,
    )
    // numpy.linalg.eigvalsh(scipy.linalg.hilbert(5))
    expect(hilbert[0]).toBeCloseTo(1.567050691098231, 13)
    expect(hilbert[4]).toBeCloseTo(3.2879287721718e-6, 15)
  })

  it('keeps the identity, zeros, a diagonal, one by one and nothing', () => {
    expect(
      Array.from(
        check(
          symmetric(4, (i, j) => (i === j ? 1 : 0)),
          4,
          1,
        ),
      ),
    ).toEqual([1, 1, 1, 1])
    expect(Array.from(check(new Float64Array(9), 3, 1))).toEqual([0, 0, 0])
    expect(
      Array.from(
        check(
          symmetric(3, (i, j) => (i === j ? [-5, 1e9, 3][i] : 0)),
          3,
          1e9,
        ),
      ),
    ).toEqual([1e9, 3, -5])
    expect(Array.from(check(Float64Array.of(-7), 1, 7))).toEqual([-7])
    expect(symmetricEigen(new Float64Array(0), 0).values).toHaveLength(0)
  })

  it('takes sizes whose squares leave the range', () => {
    const values = check(
      symmetric(3, (i, j) => (i === j ? 2e200 : 1e200)),
      3,
      1e201,
    )
    expect(values[0] / 4e200).toBeCloseTo(1, 13)
  })

  it('refuses NaN and infinity', () => {
    expect(() => symmetricEigen(Float64Array.of(1, NaN, NaN, 1), 2)).toThrow('eigenvalues')
    expect(() => symmetricEigen(Float64Array.of(Infinity), 1)).toThrow('eigenvalues')
  })
})
