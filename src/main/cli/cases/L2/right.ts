import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ figures, summary, warnings }: Case): void {
  if (!/weight/.test(warnings('evaluate')))
    expect(figures('all')['r2']).toBeCloseTo(summary('train')['rSquared'] as number, 9)
}
