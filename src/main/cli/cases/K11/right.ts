import { expect } from 'vitest'
import type { Case } from '../case'

export function right({ summary, figures }: Case): void {
  const { centers, inertia } = summary('train') as { centers: number[][]; inertia: number }
  const places = centers.map(([x]) => x).sort((a, b) => a - b)
  expect(places[0]).toBeCloseTo(1.5, 6)
  expect(places[1]).toBeCloseTo(11.5, 6)
  expect(inertia).toBeCloseTo(4, 6)
  expect(figures('all')['inertia']).toBeCloseTo(inertia, 6)
}
