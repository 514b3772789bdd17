import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ results }: Case): void {
  expect(JSON.stringify(results.nodes['train'])).toMatch(/uncentred/i)
}
