import { expect } from 'vitest'
import type { Case } from '../case'

/** The penalty is l2 already: a remedy that says to set it is none. */
export function right({ summary, warnings }: Case): void {
  const { coefficients } = summary('train') as { coefficients: number[] }
  expect(coefficients[0]).toBeCloseTo(4.132988, 5)
  expect(warnings('train')).not.toMatch(/[Ss]et penalty/)
}
