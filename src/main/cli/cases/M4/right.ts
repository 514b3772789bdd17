import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ figures }: Case): void {
  expect(figures('test')['mape']).toBeNull()
}
