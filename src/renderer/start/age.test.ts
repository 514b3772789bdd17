import { expect, it } from 'vitest'
import { ageOf } from './age'

const now = new Date(2026, 10, 20, 15, 30)

it.each([
  [new Date(2026, 10, 20, 15, 29, 30), 'just now'],
  [new Date(2026, 10, 20, 15, 31), 'just now'],
  [new Date(2026, 10, 20, 15, 1), '29 min ago'],
  [new Date(2026, 10, 20, 13, 0), '2 h ago'],
  [new Date(2026, 10, 19, 23, 0), 'yesterday'],
  [new Date(2026, 10, 18, 23, 0), '18 Nov'],
  [new Date(2025, 10, 18, 23, 0), '18 Nov 2025'],
])('%s was %s', (date, age) => {
  expect(ageOf(date.toISOString(), now)).toBe(age)
})
