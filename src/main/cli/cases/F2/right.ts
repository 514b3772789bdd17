import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ summary, figures }: Case): void {
  expect(summary('train')['rSquared']).toBeCloseTo(0.98988, 5)
  expect(figures('train')['r2']).toBeCloseTo(0.98988, 5)
  expect(figures('test')['r2']).toBeCloseTo(0.981, 3)
}
