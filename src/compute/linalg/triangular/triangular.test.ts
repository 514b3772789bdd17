import { describe, expect, it } from 'vitest'
import { solveLower, solveLowerTransposed, solveUpper, solveUpperTransposed } from './triangular'

// 3 × 3 triangles stored in rows of 4; the entries that must not be read are NaN.
const lower = Float64Array.of(2, NaN, NaN, NaN, 1, 4, NaN, NaN, -3, 0.5, 8, NaN)
const upper = Float64Array.of(2, 1, -3, NaN, NaN, 4, 0.5, NaN, NaN, NaN, 8, NaN)
const x = Float64Array.of(1, -2, 3, 0, -1, 5)

function multiply(a: (i: number, j: number) => number): Float64Array {
  const b = new Float64Array(6)
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++) for (let c = 0; c < 2; c++) b[i * 2 + c] += a(i, j) * x[j * 2 + c]
  return b
}

describe('triangular solves with two right-hand sides inside a wider matrix', () => {
  const l = (i: number, j: number) => (j <= i ? lower[i * 4 + j] : 0)
  const u = (i: number, j: number) => (j >= i ? upper[i * 4 + j] : 0)
  it.each([
    ['lower', solveLower(lower, 3, multiply(l), 2, 4)],
    [
      'lower transposed',
      solveLowerTransposed(
        lower,
        3,
        multiply((i, j) => l(j, i)),
        2,
        4,
      ),
    ],
    ['upper', solveUpper(upper, 3, multiply(u), 2, 4)],
    [
      'upper transposed',
      solveUpperTransposed(
        upper,
        3,
        multiply((i, j) => u(j, i)),
        2,
        4,
      ),
    ],
  ])('%s', (_, solved) => {
    expect(Array.from(solved)).toEqual(Array.from(x))
  })
})
