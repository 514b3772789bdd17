import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ summary, warnings }: Case): void {
  const { logLikelihood, coefficients } = summary('train') as { logLikelihood: number; coefficients: number[] }
  expect(logLikelihood).toBeCloseTo(-187.812998888, 7)
  ;[-211.2675020974429, 212.06941454311183].forEach((exact, j) => expect(coefficients[j] / exact).toBeCloseTo(1, 5))
  expect(warnings('train')).toMatch(/follow/)
  expect(warnings('train')).not.toMatch(/separat/)
}
