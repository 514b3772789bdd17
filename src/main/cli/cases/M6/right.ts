import { expect } from 'vitest'
import type { Case } from '../case'

/** Figures are about the rare class. */
export function right({ results, figures }: Case): void {
  expect((results.nodes['evaluate'].summary as { positiveClass: unknown }).positiveClass).toBe('fraud')
  expect(figures('test')['recall']).toBe(0)
}
