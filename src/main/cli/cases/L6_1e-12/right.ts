import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ summary, figures }: Case): void {
  const { standardErrors } = summary('train') as { standardErrors: number[] }
  expect(standardErrors[0]).toBeCloseTo(0.07004, 6)
  expect(figures('all')['rmse']).toBeCloseTo(Math.sqrt(0.9568660755), 6)
}
