import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ results }: Case): void {
  expect(
    Object.values(results.nodes)
      .flatMap(n => n.warnings ?? [])
      .join(),
  ).toMatch(/spac|spell|case/i)
}
