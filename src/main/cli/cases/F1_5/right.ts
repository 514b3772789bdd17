import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ summary, figures }: Case): void {
  expect(summary('train')['rSquared']).toBeCloseTo(0.98855575, 7)
  expect(figures('all')['r2']).toBeCloseTo(0.98855575, 7)
}
