import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ summary, warnings }: Case): void {
  const { logLikelihood, coefficients } = summary('train') as { logLikelihood: number; coefficients: number[] }
  expect(logLikelihood).toBeCloseTo(-187.812998888, 7)
  ;[-2119.8922329849543, 2120.694145430623].forEach((exact, j) => expect(coefficients[j] / exact).toBeCloseTo(1, 5))
  expect(warnings('train')).toMatch(/follow/)
  expect(warnings('train')).not.toMatch(/separat/)
}
