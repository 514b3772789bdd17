import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ summary, warnings }: Case): void {
  const { logLikelihood, coefficients } = summary('train') as { logLikelihood: number; coefficients: number[] }
  expect(logLikelihood).toBeCloseTo(-13.330206298574, 7)
  ;[627.6779685052718, -627.3332439727566].forEach((exact, j) => expect(coefficients[j] / exact).toBeCloseTo(1, 5))
  expect(warnings('train')).toMatch(/follow/)
  expect(warnings('train')).not.toMatch(/separat/)
}
