import { expect } from 'vitest'

/** For tests: the same shape, and every number within 1e-10 (relative above 1) of the expected one. */
export function expectNear(found: unknown, expected: unknown, path = ''): void {
  if (typeof expected === 'number') {
    expect(typeof found, path).toBe('number')
    expect(
      Math.abs((found as number) - expected),
      `${path}: ${String(found)}, expected ${expected}`,
    ).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(expected)))
  } else if (typeof expected === 'object' && expected !== null) {
    expect(Object.keys(found as object).sort(), path).toEqual(Object.keys(expected).sort())
    for (const [key, value] of Object.entries(expected)) {
      expectNear((found as Record<string, unknown>)[key], value, `${path}.${key}`)
    }
  } else expect(found, path).toEqual(expected)
}
