import { expect } from 'vitest'
import type { Case } from '../case'

/** Every fold's model tells all rows right: a fold without a class has no figure of it, and 0 is none. */
export function right({ figures }: Case): void {
  for (const figure of ['precision', 'recall', 'f1']) expect(figures('test')[figure]).toBe(1)
}
