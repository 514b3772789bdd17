import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ summary, figures }: Case): void {
  const { standardErrors, confidenceIntervals } = summary('train') as {
    standardErrors: number[]
    confidenceIntervals: [number, number][]
  }
  const exact = [2.0583975, 2764637.469, 2764637.469, 2764637.469]
  standardErrors.forEach((error, i) => expect(error / exact[i]).toBeCloseTo(1, 5))
  for (const [low, high] of confidenceIntervals) expect(high).toBeGreaterThan(low)
  expect(figures('all')['mse']).toBeCloseTo(119.2287211, 6)
}
