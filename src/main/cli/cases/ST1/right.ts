import { expect } from 'vitest'
import type { Case } from '../case'

/** The difference of the two models by Student's t, as its p-value 0.0678. */
export function right({ results }: Case): void {
  const told = JSON.stringify(results.nodes['evaluate'].blocks)
  expect(told).toContain('−0.041')
  expect(told).toContain('0.891')
}
