import { expect } from 'vitest'
import type { Case } from '../case'

/** The square of a time in seconds has more digits than a double: without them no fit is right, and the result says so. */
export function right({ figures, warnings }: Case): void {
  if (/digits/.test(warnings('train'))) return
  expect(figures('all')['rmse']).toBeLessThan(1e-8)
}
