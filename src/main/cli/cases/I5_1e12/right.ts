import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ column }: Case): void {
  expect(column('v')[10]).toBe(19)
}
