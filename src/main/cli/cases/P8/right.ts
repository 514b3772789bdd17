import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ summary }: Case): void {
  const { explainedVariance } = summary('train') as { explainedVariance: number[] }
  expect(explainedVariance[1] / 8.9077195e-7).toBeCloseTo(1, 4)
}
