import { expect, it } from 'vitest'
import { gradedEigen } from './gradedEigen'

it('keeps the digits of a variance eighteen orders below the largest', () => {
  // [[1, r], [r, 1]] between 1 and 1e-9: by hand, λ₁ = 1 + r² 1e-18 and λ₂ = (1 − r²) 1e-18, both but for 1e-18 of themselves.
  const r = 0.6
  const { deviations, vectors } = gradedEigen(Float64Array.of(1, r, r, 1), Float64Array.of(1, 1e-9))
  expect(Math.abs(deviations[0] - 1)).toBeLessThan(1e-15)
  expect(Math.abs(deviations[1] / (Math.sqrt(1 - r * r) * 1e-9) - 1)).toBeLessThan(1e-14)
  expect(Math.abs(vectors[1] / vectors[0] / (r * 1e-9) - 1)).toBeLessThan(1e-12)
})

it('takes a matrix that is not positive definite', () => {
  const { deviations } = gradedEigen(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1))
  expect(Math.abs(deviations[0] - Math.SQRT2)).toBeLessThan(1e-14)
  expect(deviations[1]).toBeLessThan(1e-7)
})
