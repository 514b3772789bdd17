import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ summary, column }: Case): void {
  expect(summary('scale')['scale']).toEqual([9])
  expect(column('v')[0]).toBeCloseTo(-1, 12)
}
