import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ summary, warnings }: Case): void {
  expect(summary('train')['logLikelihood']).toBeCloseTo(-169.76189278, 7)
  expect(warnings('train')).toMatch(/follow from/)
  expect(warnings('train')).not.toMatch(/separat/)
}
