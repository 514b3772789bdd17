import { describe, expect, it } from 'vitest'
import { cholesky, choleskyInverse, choleskyLogDeterminant, choleskySolve, isFactored, type Cholesky } from './cholesky'

const hilbert = (n: number) => Float64Array.from({ length: n * n }, (_, k) => 1 / (Math.floor(k / n) + (k % n) + 1))

function factored(a: Float64Array, n: number): Cholesky {
  const result = cholesky(a, n)
  if (!isFactored(result)) throw new Error(`pivot ${result.pivot}`)
  return result
}

describe('cholesky', () => {
  it('solves a Hilbert system to its condition', () => {
    const n = 6
    const a = hilbert(n)
    const truth = Float64Array.from({ length: n }, (_, i) => i - 2)
    const b = Float64Array.from({ length: n }, (_, i) => truth.reduce((sum, t, j) => sum + a[i * n + j] * t, 0))
    const x = choleskySolve(factored(a, n), b)
    // condition 1.5e7
    x.forEach((value, i) => expect(value).toBeCloseTo(truth[i], 8))
  })

  it('gives the known inverse and determinant of the 3 × 3 Hilbert matrix', () => {
    const factor = factored(hilbert(3), 3)
    const expected = [9, -36, 30, -36, 192, -180, 30, -180, 180]
    choleskyInverse(factor).forEach((value, k) => expect(value).toBeCloseTo(expected[k], 9))
    expect(choleskyLogDeterminant(factor)).toBeCloseTo(-Math.log(2160), 12)
  })

  it('names the column that depends on others', () => {
    // Column 2 = column 0 + column 1.
    const x = [1, 2, 3, 3, 1, 4, -1, 5, 4, 2, 2, 4]
    const gram = new Float64Array(9)
    for (let r = 0; r < 4; r++)
      for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) gram[i * 3 + j] += x[r * 3 + i] * x[r * 3 + j]
    expect(cholesky(gram, 3)).toEqual({ pivot: 2 })
  })

  it.each([
    ['indefinite', [1, 2, 2, 1], 1],
    ['zero', [0, 0, 0, 1], 0],
    ['NaN', [1, 0, 0, NaN], 1],
    ['infinite', [Infinity, 0, 0, 1], 0],
  ])('refuses a matrix that is %s', (_, a, pivot) => {
    expect(cholesky(Float64Array.from(a), 2)).toEqual({ pivot })
  })

  it('takes the empty matrix', () => {
    expect(choleskySolve(factored(new Float64Array(0), 0), new Float64Array(0))).toHaveLength(0)
  })
})
