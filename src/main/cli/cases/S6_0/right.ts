import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ column }: Case): void {
  for (const name of ['x', 'z']) {
    expect(Math.min(...column(name))).toBe(0)
    expect(Math.max(...column(name))).toBe(1)
  }
}
