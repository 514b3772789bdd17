import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ summary, figures }: Case): void {
  const { standardErrors } = summary('train') as { standardErrors: number[] }
  const exact = [0.13571490289, 323620.309067, 323620.313382]
  standardErrors.forEach((error, i) => expect(error / exact[i]).toBeCloseTo(1, 5))
  expect(figures('all')['mse']).toBeCloseTo(0.0267829794, 9)
}
