import { expect } from 'vitest'
import type { Case } from '../case'

/** 45 classes in 45 rows are numbers: an error, or a word beside the fit. */
export function right({ results, warnings }: Case): void {
  const { status, error } = results.nodes['train']
  expect(status === 'failed' ? error!.message : warnings('train')).toMatch(/number|regression/)
}
